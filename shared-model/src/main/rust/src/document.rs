//! One text document: a yrs document, its undo history, and what the editor asks of them. Free of JNI.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::collections::HashSet;
use std::mem::ManuallyDrop;
use std::rc::Rc;

use yrs::branch::{Branch, BranchPtr};
use yrs::undo::UndoManager;
use yrs::updates::decoder::Decode;
use yrs::updates::encoder::Encode;
use yrs::{
    Any, Assoc, ClientID, Doc, IndexScope, IndexedSequence, Map, MapRef, Observable, OffsetKind,
    Options, Origin, Out, ReadTxn, StateVector, StickyIndex, Text, TextRef, Transact, Update, ID,
};

use crate::answer::Answer;
use crate::failure::{Failure, Outcome};

const TEXT_ROOT: &str = "content";
const PROPERTIES_ROOT: &str = "properties";
const OWN: &str = "own";

type Replacements = Vec<(u32, u32, String)>;

pub struct Document {
    // Dropped before the document that it observes.
    history: UndoManager<()>,
    doc: Doc,
    text: TextRef,
    properties: MapRef,
    changes: Rc<RefCell<Replacements>>,
    popped: Rc<RefCell<Option<Vec<u8>>>>,
}

impl Document {
    pub fn open(client: u64, capture_timeout_millis: u64) -> Self {
        let doc = Doc::with_options(Options {
            client_id: ClientID::new(client),
            offset_kind: OffsetKind::Utf16,
            skip_gc: false,
            ..Options::default()
        });
        let text = doc.get_or_insert_text(TEXT_ROOT);
        let properties = doc.get_or_insert_map(PROPERTIES_ROOT);
        let mut history = UndoManager::with_options(yrs::undo::Options {
            capture_timeout_millis,
            tracked_origins: HashSet::from([Origin::from(OWN)]),
            ..yrs::undo::Options::default()
        });
        history.expand_scope(&doc, &text);
        let changes = Rc::new(RefCell::new(Replacements::new()));
        let noted = changes.clone();
        text.observe("delta", move |txn, event| {
            let mut at = 0;
            let mut notes = noted.borrow_mut();
            for part in event.delta(txn) {
                match part {
                    yrs::types::Delta::Retain(n, _) => at += n,
                    yrs::types::Delta::Deleted(n) => notes.push((at, *n, String::new())),
                    yrs::types::Delta::Inserted(out, _) => {
                        let inserted = match out {
                            Out::Any(Any::String(s)) => s.to_string(),
                            _ => "\u{fffc}".to_owned(),
                        };
                        let length = inserted.encode_utf16().count() as u32;
                        notes.push((at, 0, inserted));
                        at += length;
                    }
                }
            }
        });
        let popped = Rc::new(RefCell::new(None));
        let kept = popped.clone();
        history.observe_item_popped("update", move |txn, _| {
            *kept.borrow_mut() = Some(txn.encode_update_v1());
        });
        Document {
            history,
            doc,
            text,
            properties,
            changes,
            popped,
        }
    }

    pub fn text(&self) -> String {
        let txn = self.doc.transact();
        let mut all = String::new();
        for part in self.text.diff(&txn, |_| ()) {
            match part.insert {
                Out::Any(Any::String(s)) => all.push_str(&s),
                _ => all.push('\u{fffc}'),
            }
        }
        all
    }

    pub fn length(&self) -> u32 {
        self.text.len(&self.doc.transact())
    }

    pub fn splice(&mut self, offset: u32, deleted: u32, inserted: &str) -> Outcome<Vec<u8>> {
        let length = self.length();
        if offset > length || deleted > length - offset {
            return Err(Failure::OutOfBounds(format!(
                "the range {offset} to {} is not within the text of length {length}",
                offset as u64 + deleted as u64
            )));
        }
        if deleted == 0 && inserted.is_empty() {
            return Ok(Update::EMPTY_V1.to_vec());
        }
        let units: Vec<u16> = self.text().encode_utf16().collect();
        let splits = |at: u32| {
            let at = at as usize;
            at > 0
                && at < units.len()
                && (0xDC00..0xE000).contains(&units[at])
                && (0xD800..0xDC00).contains(&units[at - 1])
        };
        if splits(offset) || splits(offset + deleted) {
            return Err(Failure::Argument(
                "the range splits a surrogate pair".into(),
            ));
        }
        let mut txn = ManuallyDrop::new(self.doc.transact_mut_with(OWN));
        if deleted > 0 {
            self.text.remove_range(&mut txn, offset, deleted);
        }
        if !inserted.is_empty() {
            self.text.insert(&mut txn, offset, inserted);
        }
        let update = txn.encode_update_v1();
        drop(ManuallyDrop::into_inner(txn));
        self.changes.borrow_mut().clear();
        Ok(update)
    }

    pub fn apply(&mut self, update: &[u8]) -> Outcome<Vec<u8>> {
        let update = Update::decode_v1(update)?;
        let mut txn = ManuallyDrop::new(self.doc.transact_mut());
        let applied = txn.apply_update(update);
        drop(ManuallyDrop::into_inner(txn));
        applied.map_err(|e| Failure::Malformed(e.to_string()))?;
        let mut answer = Answer::default();
        self.write_changes(&mut answer);
        Ok(answer.into_bytes())
    }

    fn write_changes(&mut self, answer: &mut Answer) {
        let changes = std::mem::take(&mut *self.changes.borrow_mut());
        answer.number(changes.len() as u64);
        for (offset, deleted, inserted) in changes {
            answer.number(offset as u64);
            answer.number(deleted as u64);
            answer.text(&inserted);
        }
    }

    pub fn state_vector(&self) -> Vec<u8> {
        self.doc.transact().state_vector().encode_v1()
    }

    pub fn difference(&self, have: &[u8]) -> Outcome<Vec<u8>> {
        let have = StateVector::decode_v1(have)?;
        Ok(self.doc.transact().encode_state_as_update_v1(&have))
    }

    pub fn stick(&self, offset: u32, after: bool) -> Outcome<Vec<u8>> {
        let length = self.length();
        if offset > length {
            return Err(Failure::OutOfBounds(format!(
                "offset {offset} is not within the text of length {length}"
            )));
        }
        let assoc = if after { Assoc::After } else { Assoc::Before };
        let txn = self.doc.transact();
        let mut answer = Answer::default();
        if let Some(index) = self.text.sticky_index(&txn, offset, assoc) {
            if let Some(id) = index.id() {
                answer.number(id.client.get());
                answer.number(id.clock as u64);
            }
        }
        Ok(answer.into_bytes())
    }

    pub fn resolve(&self, client: u64, clock: u32, after: bool) -> i32 {
        let assoc = if after { Assoc::After } else { Assoc::Before };
        let id = ID::new(ClientID::new(client), clock);
        let index = StickyIndex::new(IndexScope::Relative(id), assoc);
        let txn = self.doc.transact();
        match index.get_offset(&txn) {
            Some(offset)
                if offset.branch == BranchPtr::from(AsRef::<Branch>::as_ref(&self.text)) =>
            {
                offset.index as i32
            }
            _ => -1,
        }
    }

    pub fn can_step(&self, back: bool) -> bool {
        if back {
            self.history.can_undo()
        } else {
            self.history.can_redo()
        }
    }

    pub fn step(&mut self, back: bool) -> Option<Vec<u8>> {
        self.popped.borrow_mut().take();
        let done = if back {
            self.history.undo_blocking()
        } else {
            self.history.redo_blocking()
        };
        let update = self.popped.borrow_mut().take();
        match update {
            Some(update) if done => {
                let mut answer = Answer::default();
                answer.bytes(&update);
                self.write_changes(&mut answer);
                Some(answer.into_bytes())
            }
            _ => None,
        }
    }

    pub fn end_undo_group(&mut self) {
        self.history.reset();
    }

    pub fn properties(&self) -> Vec<u8> {
        let txn = self.doc.transact();
        let mut sorted = BTreeMap::new();
        for (key, value) in self.properties.iter(&txn) {
            if let Out::Any(Any::String(value)) = value {
                sorted.insert(key.to_string(), value);
            }
        }
        let mut answer = Answer::default();
        answer.number(sorted.len() as u64);
        for (key, value) in sorted {
            answer.text(&key);
            answer.text(&value);
        }
        answer.into_bytes()
    }

    pub fn set_property(&mut self, key: &str, value: Option<&str>) -> Vec<u8> {
        let mut txn = ManuallyDrop::new(self.doc.transact_mut());
        match value {
            Some(value) => {
                self.properties.insert(&mut txn, key, value);
            }
            None => {
                self.properties.remove(&mut txn, key);
            }
        }
        let update = txn.encode_update_v1();
        drop(ManuallyDrop::into_inner(txn));
        update
    }

    pub fn authorship(&self) -> Vec<u8> {
        let mut txn = ManuallyDrop::new(self.doc.transact_mut());
        let now = txn.snapshot();
        let nothing = yrs::Snapshot::default();
        let parts = self
            .text
            .diff_range(&mut txn, Some(&now), Some(&nothing), |change| change.id);
        drop(ManuallyDrop::into_inner(txn));
        let mut runs: Vec<(u64, u32)> = Vec::new();
        for part in parts {
            let length = match part.insert {
                Out::Any(Any::String(s)) => s.encode_utf16().count() as u32,
                _ => 1,
            };
            let client = part.ychange.map_or(0, |id| id.client.get());
            match runs.last_mut() {
                Some(last) if last.0 == client => last.1 += length,
                _ => runs.push((client, length)),
            }
        }
        let mut answer = Answer::default();
        answer.number(runs.len() as u64);
        for (client, length) in runs {
            answer.number(client);
            answer.number(length as u64);
        }
        answer.into_bytes()
    }
}
