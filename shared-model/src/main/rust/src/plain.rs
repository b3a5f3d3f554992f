//! The ways of yrs itself, by index from the start of the text: for documents that the sequence cannot follow, and to
//! compare with in tests.

use yrs::{Any, Assoc, IndexedSequence, Out, ReadTxn, Text, TextRef, TransactionMut};

use crate::failure::{Failure, Outcome};
use crate::wire::Id;

pub fn text<T: ReadTxn>(text: &TextRef, txn: &T) -> String {
    let mut all = String::new();
    for part in text.diff(txn, |_| ()) {
        match part.insert {
            Out::Any(Any::String(characters)) => all.push_str(&characters),
            _ => all.push('\u{fffc}'),
        }
    }
    all
}

pub fn check(text: &str, offset: u32, deleted: u32) -> Outcome<()> {
    let units: Vec<u16> = text.encode_utf16().collect();
    let length = units.len() as u32;
    if offset > length || deleted > length - offset {
        return Err(Failure::OutOfBounds(format!(
            "the range {offset} to {} is not within the text of length {length}",
            u64::from(offset) + u64::from(deleted)
        )));
    }
    let cuts = |at: u32| {
        units
            .get(at as usize)
            .is_some_and(|unit| (0xdc00..0xe000).contains(unit))
    };
    if cuts(offset) || cuts(offset + deleted) {
        return Err(Failure::Argument("the range splits a surrogate pair".into()));
    }
    Ok(())
}

/// Whether a range, which was checked, may hold something that is not text.
pub fn has_values(text: &str, offset: u32, length: u32) -> bool {
    text.encode_utf16()
        .skip(offset as usize)
        .take(length as usize)
        .any(|unit| unit == 0xfffc)
}

pub fn splice(text: &TextRef, txn: &mut TransactionMut<'_>, offset: u32, deleted: u32, inserted: &str) -> Vec<u8> {
    if deleted > 0 {
        text.remove_range(txn, offset, deleted);
    }
    if !inserted.is_empty() {
        text.insert(txn, offset, inserted);
    }
    txn.encode_update_v1()
}

pub fn stick<T: ReadTxn>(text: &TextRef, txn: &T, offset: u32, after: bool) -> Option<Id> {
    let assoc = if after { Assoc::After } else { Assoc::Before };
    let index = text.sticky_index(txn, offset, assoc)?;
    index.id().map(|id| Id {
        client: id.client.get(),
        clock: id.clock,
    })
}

pub fn authorship(text: &TextRef, txn: &mut TransactionMut<'_>) -> Vec<(u64, u32)> {
    let now = txn.snapshot();
    let nothing = yrs::Snapshot::default();
    let mut authors: Vec<(u64, u32)> = Vec::new();
    for part in text.diff_range(txn, Some(&now), Some(&nothing), |change| change.id) {
        let length = match part.insert {
            Out::Any(Any::String(characters)) => characters.encode_utf16().count() as u32,
            _ => 1,
        };
        let client = part.ychange.map_or(0, |id| id.client.get());
        match authors.last_mut() {
            Some(last) if last.0 == client => last.1 += length,
            _ => authors.push((client, length)),
        }
    }
    authors
}
