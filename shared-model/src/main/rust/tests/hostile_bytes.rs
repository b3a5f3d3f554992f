//! Updates and state vectors with bytes changed at random, straight at the document: refused by name or taken in, and the
//! document writes on afterwards. `TANDEM_SEEDS` sets how many hundreds of cases, `TANDEM_SEED` runs one hundred alone.

mod common;

use common::{words, Chance};
use tandem_crdt::document::Document;
use tandem_crdt::failure::Failure;
use tandem_crdt::updates;
use yrs::{Any, Doc, OffsetKind, Options, Text, Transact};

fn seeds() -> std::ops::Range<u64> {
    if let Ok(one) = std::env::var("TANDEM_SEED") {
        let one = one.parse().expect("TANDEM_SEED is a number");
        return one..one + 1;
    }
    0..std::env::var("TANDEM_SEEDS").map_or(60, |n| n.parse().expect("TANDEM_SEEDS is a number"))
}

/// What a peer with rich text sent.
fn originals(chance: &mut Chance) -> Vec<Vec<u8>> {
    let doc = Doc::with_options(Options {
        offset_kind: OffsetKind::Utf16,
        ..Options::default()
    });
    let text = doc.get_or_insert_text("content");
    let mut updates = Vec::new();
    for _ in 0..12 {
        let mut txn = doc.transact_mut();
        let length = text.len(&txn);
        let at = chance.below(length as usize + 1) as u32;
        match chance.below(6) {
            0 => {
                text.insert_embed(&mut txn, at, Any::from("embedded"));
            }
            1 if at < length => text.format(&mut txn, at, length - at, [("bold".into(), Any::from(true))].into()),
            2 if at < length => text.remove_range(&mut txn, at, length - at),
            _ => text.insert(&mut txn, at, words(chance)),
        }
        updates.push(txn.encode_update_v1());
    }
    updates
}

fn mutated(chance: &mut Chance, originals: &[Vec<u8>]) -> Vec<u8> {
    let mut bytes = originals[chance.below(originals.len())].clone();
    for _ in 0..=chance.below(3) {
        let at = chance.below(bytes.len().max(1));
        match chance.below(5) {
            0 if !bytes.is_empty() => bytes[at] ^= 1 << chance.below(8),
            1 if !bytes.is_empty() => bytes[at] = chance.next() as u8,
            2 => bytes.truncate(at),
            3 => {
                let other = &originals[chance.below(originals.len())];
                let piece = &other[chance.below(other.len())..];
                bytes.splice(at.min(bytes.len())..at.min(bytes.len()), piece.iter().copied().take(8));
            }
            _ => bytes.insert(at.min(bytes.len()), [0xff, 0x7f, 0x80, 0][chance.below(4)]),
        }
    }
    bytes
}

#[test]
fn changed_bytes_are_refused_by_name_or_taken_in() {
    let (mut taken, mut refused) = (0, 0);
    for seed in seeds() {
        let mut chance = Chance(seed);
        let originals = originals(&mut chance);
        for case in 0..100 {
            let bytes = mutated(&mut chance, &originals);
            let mut document = Document::open(7_000_000_001, 500);
            for original in &originals[..chance.below(originals.len())] {
                document.apply(original).unwrap();
            }
            match document.apply(&bytes) {
                Ok(_) => taken += 1,
                Err(Failure::Malformed(_)) => refused += 1,
                Err(other) => panic!("seed {seed} case {case}: {other:?} for {bytes:02x?}"),
            }
            let length = document.length();
            document.splice(length, 0, "own").unwrap();
            assert!(
                document.text().ends_with("own"),
                "seed {seed} case {case}: {bytes:02x?}"
            );
            let named = |outcome: Result<Vec<u8>, Failure>| {
                assert!(
                    matches!(outcome, Ok(_) | Err(Failure::Malformed(_))),
                    "seed {seed} case {case}: {bytes:02x?}"
                );
            };
            named(document.difference(&bytes));
            named(updates::state_vector(&bytes));
            named(updates::difference(&bytes, &[0]));
        }
    }
    assert!(taken > 0 && refused > 0, "{taken} taken, {refused} refused");
}

/// Client 2 has a letter in the text and one in another, and client 3 one between those two.
#[test]
fn neighbours_in_two_texts_are_taken_in_and_not_followed() {
    let mut update = vec![2, 2, 2, 0];
    update.extend(b"\x04\x01\x07content\x01a\x04\x01\x07another\x01b");
    update.extend([1, 3, 0, 0xc4, 2, 0, 2, 1, 1, b'c', 0]);
    let mut document = Document::open(9, 0);
    document.apply(&update).expect("it is well formed");
    assert!(!document.is_followed());
    let length = document.length();
    document.splice(0, length, "own").expect("the plain way is left");
    assert_eq!(document.text(), "own");
}
