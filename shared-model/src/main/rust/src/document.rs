//! One text document: a yrs document, its undo history, the sequence beside it, and what the editor asks of them. Free of
//! JNI.

use std::cell::RefCell;
use std::collections::{BTreeMap, HashSet};
use std::mem::ManuallyDrop;
use std::rc::Rc;

use yrs::branch::{Branch, BranchPtr};
use yrs::undo::UndoManager;
use yrs::updates::decoder::Decode;
use yrs::updates::encoder::Encode;
use yrs::{
    merge_updates_v1, Any, Assoc, ClientID, Doc, GetString, IndexScope, Map, MapRef, OffsetKind, Options, Origin, Out,
    ReadTxn, StateVector, StickyIndex, Text, TextRef, Transact, TransactionMut, Update, ID,
};

use crate::delta::{Contents, Delta};
use crate::failure::{Failure, Outcome};
use crate::panics::on_stack;
use crate::plain;
use crate::sequence::{Place, Sequence};
use crate::waiting::Waiting;
use crate::wire::{self, Id, Parsed};

const TEXT_ROOT: &str = "content";
const PROPERTIES_ROOT: &str = "properties";
/// The most edits that are undone together: the history takes longer over an edit the more its group holds.
const MOST_GROUPED: usize = 1000;
/// The origin of own edits; the history keeps these and no others.
const OWN: &str = "own";
/// As many nested types as a thread's ordinary stack bears to be nested in each other, at under 300 bytes each.
const SHALLOW: usize = 500;
/// As many nested types as a document may hold: half a gigabyte of reserved stack.
const MOST_NESTED: usize = 1_000_000;

/// See the module.
pub struct Document {
    // The fields are dropped in this order: the history watches the document.
    history: UndoManager<()>,
    doc: Doc,
    text: TextRef,
    properties: MapRef,
    client: u64,
    /// None once a peer's update was of a kind that the sequence cannot follow: everything still works then, by the
    /// slower ways of `plain`.
    sequence: Option<Sequence>,
    /// How many groups there were to undo after the last edit, and how many edits the newest of them holds.
    groups: usize,
    grouped: usize,
    /// Whether units may have been made anew under other names, by undo or redo.
    redone: bool,
    /// What came before the units that it follows on.
    waiting: Waiting,
    /// At least the number of nested types that there are.
    nested: usize,
    nested_limit: usize,
    /// The update of the last undo or redo.
    popped: Rc<RefCell<Option<Vec<u8>>>>,
}

/// A transaction that is given up, not committed, when a panic passes: committing half of a change could panic again,
/// and a second panic ends the process.
struct Change<'doc>(ManuallyDrop<TransactionMut<'doc>>);

impl<'doc> Change<'doc> {
    fn begin(txn: TransactionMut<'doc>) -> Self {
        Change(ManuallyDrop::new(txn))
    }

    fn commit(self) {
        drop(ManuallyDrop::into_inner(self.0));
    }
}

impl Document {
    /// An empty document, whose own edits within the timeout of each other are undone together.
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
            client,
            sequence: Some(Sequence::empty()),
            groups: 0,
            grouped: 0,
            redone: false,
            waiting: Waiting::default(),
            nested: 0,
            nested_limit: SHALLOW,
            popped,
        }
    }

    /// Whether the sequence still follows the document.
    pub fn is_followed(&self) -> bool {
        self.sequence.is_some()
    }

    pub fn text(&self) -> String {
        let txn = self.doc.transact();
        match &self.sequence {
            Some(sequence) => sequence.weave(self.text.get_string(&txn)),
            None => plain::text(&self.text, &txn),
        }
    }

    /// In UTF-16 units.
    pub fn length(&self) -> u32 {
        match &self.sequence {
            Some(sequence) => sequence.length(),
            None => wire::units(&self.text()) as u32,
        }
    }

    /// Replaces a range by text; answers the update.
    pub fn splice(&mut self, offset: u32, deleted: u32, inserted: &str) -> Outcome<Vec<u8>> {
        let deep = self.nested > SHALLOW;
        let Some(sequence) = &mut self.sequence else {
            let text = self.text();
            plain::check(&text, offset, deleted)?;
            let values = deep && plain::has_values(&text, offset, deleted);
            let txn = if values {
                self.doc.transact_mut()
            } else {
                self.doc.transact_mut_with(OWN)
            };
            let mut change = Change::begin(txn);
            let update = plain::splice(&self.text, &mut change.0, offset, deleted, inserted);
            change.commit();
            self.bound_group();
            return Ok(update);
        };
        sequence.check(offset, deleted)?;
        if deleted == 0 && inserted.is_empty() {
            return Ok(Update::EMPTY_V1.to_vec());
        }
        let mut values = if deep {
            sequence.values_in(offset, deleted)
        } else {
            Vec::new()
        };
        let bytes = sequence.splice(TEXT_ROOT, self.client, offset, deleted, inserted);
        if !values.is_empty() {
            // Past the history: for each struct inside of them it would walk through all that are around that one.
            let change = Change::begin(self.doc.transact_mut());
            self.write(change, &wire::write_edit(TEXT_ROOT, None, &mut values))?;
        }
        let change = Change::begin(self.doc.transact_mut_with(OWN));
        self.write(change, &bytes)?;
        self.bound_group();
        Ok(bytes)
    }

    /// Takes in an own edit.
    fn write(&self, mut change: Change<'_>, update: &[u8]) -> Outcome<()> {
        let applied = Update::decode_v1(update)
            .map_err(|error| error.to_string())
            .and_then(|update| change.0.apply_update(update).map_err(|error| error.to_string()));
        change.commit();
        applied.map_err(Failure::Broken)
    }

    fn bound_group(&mut self) {
        let groups = self.history.undo_stack().len();
        self.grouped = if groups == self.groups { self.grouped + 1 } else { 1 };
        self.groups = groups;
        if self.grouped >= MOST_GROUPED {
            self.history.reset();
        }
    }

    /// Takes in an update; answers what it did to the text.
    pub fn apply(&mut self, update: &[u8]) -> Outcome<Delta> {
        let parsed = wire::parse(update)?;
        let decoded = Update::decode_v1(update)?;
        if parsed.nested > 0 {
            self.count_nested(parsed.nested)?;
            return on_stack(self.stack_needed(), || self.take_in(&parsed, decoded));
        }
        self.take_in(&parsed, decoded)
    }

    fn take_in(&mut self, parsed: &Parsed<'_>, decoded: Update) -> Outcome<Delta> {
        let before = if self.sequence.is_none() {
            Some(self.text())
        } else {
            None
        };
        let mut change = Change::begin(self.doc.transact_mut());
        let waited = change.0.has_missing_updates() || !self.waiting.is_empty();
        let fitting = match self.waiting.hold_back(parsed, &change.0.state_vector()) {
            None => Ok(decoded),
            Some(fitting) => Update::decode_v1(&fitting).map_err(Failure::from),
        };
        let applied = fitting
            .and_then(|update| {
                change
                    .0
                    .apply_update(update)
                    .map_err(|error| Failure::Malformed(error.to_string()))
            })
            .and_then(|()| self.waiting.release(&mut change.0));
        let waits = change.0.has_missing_updates() || !self.waiting.is_empty();
        change.commit();
        let delta = match before {
            Some(before) => Delta::between(&before, &self.text()),
            None => self.follow(parsed, waited || waits || applied.is_err()),
        };
        match applied {
            // Part of it may have been taken in before yrs noticed; that part is told.
            Err(failure) if delta.replacements.is_empty() => Err(failure),
            _ => Ok(delta),
        }
    }

    /// Brings the sequence to where the document is.
    fn follow(&mut self, parsed: &Parsed<'_>, unclear: bool) -> Delta {
        let Some(mut sequence) = self.sequence.take() else {
            unreachable!("asked only with a sequence")
        };
        if !unclear && !sequence.has_holes() {
            if let Ok(delta) = sequence.absorb(TEXT_ROOT, parsed) {
                if self.agrees(&sequence) {
                    self.sequence = Some(sequence);
                    return delta;
                }
            }
        }
        let state = self.doc.transact().encode_diff_v1(&StateVector::default());
        let state = wire::parse(&state);
        if let Ok(state) = &state {
            if let Ok(newer) = Sequence::of(TEXT_ROOT, state) {
                if self.agrees(&newer) {
                    let delta = sequence.became(&newer, &mut Contents::of(state));
                    self.sequence = Some(newer);
                    return delta;
                }
            }
        }
        let mut delta = Delta::default();
        let after = self.text();
        delta.replace(0, sequence.length_before(), wire::units(&after) as u32, |text| {
            text.push_str(&after)
        });
        delta
    }

    /// Whether the sequence and the document are equally long and wait for the same next own clock.
    fn agrees(&self, sequence: &Sequence) -> bool {
        let txn = self.doc.transact();
        sequence.length() == self.text.len(&txn) && sequence.next_clock(self.client) == txn.store().get_local_state()
    }

    pub fn state_vector(&self) -> Vec<u8> {
        self.doc.transact().state_vector().encode_v1()
    }

    /// Everything that one who has `have` lacks, with what still waits for other updates.
    pub fn difference(&self, have: &[u8]) -> Outcome<Vec<u8>> {
        wire::check_state_vector(have)?;
        let have = StateVector::decode_v1(have)?;
        let taken_in = self.doc.transact().encode_state_as_update_v1(&have);
        if self.waiting.is_empty() {
            return Ok(taken_in);
        }
        let all = std::iter::once(taken_in.as_slice()).chain(self.waiting.updates());
        Ok(merge_updates_v1(all)?)
    }

    /// The unit that a position at `offset` sticks to: the one after it, or the one before it. None at that end.
    pub fn stick(&mut self, offset: u32, after: bool) -> Outcome<Option<Id>> {
        let length = self.length();
        if offset > length {
            return Err(Failure::OutOfBounds(format!(
                "offset {offset} is not within the text of length {length}"
            )));
        }
        let Some(sequence) = &mut self.sequence else {
            return Ok(plain::stick(&self.text, &self.doc.transact(), offset, after));
        };
        let unit = if after {
            Some(offset).filter(|offset| *offset < length)
        } else {
            offset.checked_sub(1)
        };
        Ok(unit.map(|unit| sequence.unit_at(unit)))
    }

    /// Where a position is that sticks to a unit; none if the unit is not, or not yet, in this text.
    pub fn resolve(&mut self, unit: Id, after: bool) -> Option<u32> {
        if let Some(sequence) = &mut self.sequence {
            match sequence.place_of(unit) {
                Place::Visible(offset) => return Some(if after { offset } else { offset + 1 }),
                Place::Between(offset) if !self.redone => return Some(offset),
                Place::Between(_) => {}
                Place::Elsewhere | Place::Unknown => return None,
            }
        }
        // yrs knows under what name a unit came back.
        let assoc = if after { Assoc::After } else { Assoc::Before };
        let id = ID::new(ClientID::new(unit.client), unit.clock);
        let index = StickyIndex::new(IndexScope::Relative(id), assoc);
        let offset = index.get_offset(&self.doc.transact())?;
        (offset.branch == BranchPtr::from(AsRef::<Branch>::as_ref(&self.text))).then_some(offset.index)
    }

    pub fn can_step(&self, back: bool) -> bool {
        if back {
            self.history.can_undo()
        } else {
            self.history.can_redo()
        }
    }

    /// Undoes or redoes; answers the update and what it did to the text, or nothing if there was nothing to do.
    pub fn step(&mut self, back: bool) -> Outcome<Option<(Vec<u8>, Delta)>> {
        let before = if self.sequence.is_none() {
            Some(self.text())
        } else {
            None
        };
        self.popped.borrow_mut().take();
        let done = if back {
            self.history.undo_blocking()
        } else {
            self.history.redo_blocking()
        };
        let Some(update) = self.popped.borrow_mut().take().filter(|_| done) else {
            return Ok(None);
        };
        self.redone = true;
        let delta = match before {
            Some(before) => Delta::between(&before, &self.text()),
            None => {
                let parsed = wire::parse(&update)?;
                let waits = self.doc.transact().has_missing_updates();
                self.follow(&parsed, waits)
            }
        };
        Ok(Some((update, delta)))
    }

    /// The next own edit is not undone together with the ones so far.
    pub fn end_undo_group(&mut self) {
        self.history.reset();
    }

    /// The properties whose values are text, by their keys.
    pub fn properties(&self) -> BTreeMap<String, String> {
        let txn = self.doc.transact();
        let mut sorted = BTreeMap::new();
        for (key, value) in self.properties.iter(&txn) {
            if let Out::Any(Any::String(value)) = value {
                sorted.insert(key.to_owned(), value.to_string());
            }
        }
        sorted
    }

    /// Sets a property, or removes it; answers the update.
    pub fn set_property(&mut self, key: &str, value: Option<&str>) -> Outcome<Vec<u8>> {
        let mut change = Change::begin(self.doc.transact_mut());
        match value {
            Some(value) => {
                self.properties.insert(&mut change.0, key, value);
            }
            None => {
                self.properties.remove(&mut change.0, key);
            }
        }
        let update = change.0.encode_update_v1();
        let waits = change.0.has_missing_updates();
        change.commit();
        if self.sequence.is_some() {
            let parsed = wire::parse(&update)?;
            self.follow(&parsed, waits);
        }
        Ok(update)
    }

    /// Who wrote the text, in its order: client and length.
    pub fn authorship(&mut self) -> Vec<(u64, u32)> {
        match &self.sequence {
            Some(sequence) => sequence.authorship(),
            None => {
                let mut change = Change::begin(self.doc.transact_mut());
                let authors = plain::authorship(&self.text, &mut change.0);
                change.commit();
                authors
            }
        }
    }

    fn count_nested(&mut self, more: usize) -> Outcome<()> {
        if self.nested + more > self.nested_limit {
            // What came twice was counted twice; what there is tells.
            let state = self.doc.transact().encode_state_as_update_v1(&StateVector::default());
            self.nested = wire::parse(&state).map_or(self.nested, |parsed| parsed.nested);
            if self.nested + more > MOST_NESTED {
                return Err(Failure::Malformed(format!(
                    "the document would hold more than {MOST_NESTED} types inside other structs"
                )));
            }
            self.nested_limit = (2 * (self.nested + more)).clamp(SHALLOW, MOST_NESTED);
        }
        self.nested += more;
        Ok(())
    }

    /// How much stack a call may need in bytes, when that is more than a thread ordinarily has: yrs deletes and collects
    /// nested types by recursion, and a peer may nest them as deep as it has bytes to send.
    pub fn stack_needed(&self) -> Option<usize> {
        const LEVEL: usize = 512;
        (self.nested > SHALLOW).then(|| (1 << 20) + self.nested * LEVEL)
    }

    /// Panics inside of a transaction; for the tests of what happens then.
    pub fn panic_in_transaction(&mut self) -> Outcome<()> {
        let mut change = Change::begin(self.doc.transact_mut());
        self.text.push(&mut change.0, "half a change");
        panic!("on request");
    }
}
