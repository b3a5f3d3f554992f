//! The sequence beside the document takes the same decisions as yrs: seeded comparisons. `TANDEM_SEEDS` sets how many
//! seeds, `TANDEM_SEED` runs one alone.

mod common;

use common::{words, Chance, Screen};
use std::collections::HashSet;
use tandem_crdt::document::Document;
use yrs::undo::UndoManager;
use yrs::updates::decoder::Decode;
use yrs::updates::encoder::Encode;
use yrs::{
    Any, Array, ClientID, Doc, GetString, OffsetKind, Options, Origin, ReadTxn, StateVector, Text, TextRef, Transact,
    Update,
};

fn seeds(default: u64) -> std::ops::Range<u64> {
    if let Ok(one) = std::env::var("TANDEM_SEED") {
        let one = one.parse().expect("TANDEM_SEED is a number");
        return one..one + 1;
    }
    0..std::env::var("TANDEM_SEEDS").map_or(default, |n| n.parse().expect("TANDEM_SEEDS is a number"))
}

struct Plain {
    doc: Doc,
    text: TextRef,
}

impl Plain {
    fn new(client: u64) -> Self {
        let doc = Doc::with_options(Options {
            client_id: ClientID::new(client),
            offset_kind: OffsetKind::Utf16,
            skip_gc: false,
            ..Options::default()
        });
        let text = doc.get_or_insert_text("content");
        doc.get_or_insert_array("elsewhere");
        Plain { doc, text }
    }

    fn splice(&self, offset: u32, deleted: u32, inserted: &str) -> Vec<u8> {
        let mut txn = self.doc.transact_mut_with("own");
        self.text.remove_range(&mut txn, offset, deleted);
        self.text.insert(&mut txn, offset, inserted);
        txn.encode_update_v1()
    }

    fn apply(&self, update: &[u8]) {
        self.doc
            .transact_mut()
            .apply_update(Update::decode_v1(update).unwrap())
            .unwrap();
    }

    fn state(&self) -> Vec<u8> {
        self.doc.transact().encode_state_as_update_v1(&StateVector::default())
    }
}

/// The same edits by index in yrs and by way of the sequence, among a peer's, leave the same bytes behind.
#[test]
fn the_fast_way_leaves_the_same_document_as_the_plain_one() {
    compare(60, false);
}

/// Also under undo and redo; only the order in which yrs gives undone units their new clocks is by chance.
#[test]
fn undo_means_the_same_over_both_ways() {
    compare(60, true);
}

fn compare(rounds: u64, stepping: bool) {
    for seed in seeds(rounds) {
        let mut chance = Chance(seed);
        let plain = Plain::new(7);
        let mut history: UndoManager<()> = UndoManager::with_options(yrs::undo::Options {
            capture_timeout_millis: 0,
            tracked_origins: HashSet::from([Origin::from("own")]),
            ..yrs::undo::Options::default()
        });
        history.expand_scope(&plain.doc, &plain.text);
        let mut fast = Document::open(7, 0);
        let peer = Plain::new(9);
        let mut screen = Screen::default();
        for step in 0..150 {
            match chance.below(12) {
                0 if !stepping => {
                    let offset = if peer.text.len(&peer.doc.transact()) == 0 {
                        0
                    } else {
                        screen.range(&mut chance, 0).0
                    };
                    let from_peer = peer.splice(offset, 0, words(&mut chance));
                    plain.apply(&from_peer);
                    screen.show(&fast.apply(&from_peer).unwrap());
                }
                1 if stepping => {
                    history.undo_blocking();
                    if let Some((_, delta)) = fast.step(true).unwrap() {
                        screen.show(&delta);
                    }
                }
                2 if stepping => {
                    history.redo_blocking();
                    if let Some((_, delta)) = fast.step(false).unwrap() {
                        screen.show(&delta);
                    }
                }
                _ => {
                    let most = if chance.one_in(2) { 0 } else { 6 };
                    let (offset, deleted) = screen.range(&mut chance, most);
                    let inserted = if chance.one_in(3) { "" } else { words(&mut chance) };
                    if deleted == 0 && inserted.is_empty() {
                        // yrs would cut an item in two there, and the halves fare differently when undone.
                        continue;
                    }
                    let theirs = plain.splice(offset, deleted, inserted);
                    fast.splice(offset, deleted, inserted).unwrap();
                    screen.replace(offset, deleted, inserted);
                    peer.apply(&theirs);
                }
            }
            let expected = plain.text.get_string(&plain.doc.transact());
            assert_eq!(fast.text(), expected, "seed {seed} step {step}");
            assert_eq!(screen.text(), expected, "seed {seed} step {step}");
            assert_eq!(fast.length() as usize, screen.0.len(), "seed {seed} step {step}");
            assert_eq!(
                fast.state_vector(),
                plain.doc.transact().state_vector().encode_v1(),
                "seed {seed} step {step}"
            );
            assert!(fast.is_followed(), "seed {seed} step {step}");
            if stepping {
                continue;
            }
            let (state, theirs) = (loaded(&fast.difference(&[0]).unwrap()), loaded(&plain.state()));
            if state != theirs {
                let [state, theirs] = [state, theirs].map(|state| Update::decode_v1(&state).unwrap());
                panic!("states differ: seed {seed} step {step}\n{state:?}\n{theirs:?}");
            }
        }
    }
}

/// A state as another replica would write it: yrs keeps pieces apart that an edit once cut, until they are loaded.
fn loaded(state: &[u8]) -> Vec<u8> {
    let other = Plain::new(99);
    other.apply(state);
    other.state()
}

/// Documents and rich-text peers of several kinds, whose updates arrive late, twice and in any order.
#[test]
fn everyone_converges_and_every_delta_keeps_a_screen_true() {
    for seed in seeds(80) {
        let mut chance = Chance(seed);
        let mut documents: Vec<(Document, Screen)> = (1..=3)
            .map(|client| (Document::open(client, 0), Screen::default()))
            .collect();
        let rich: Vec<Plain> = (11..=12).map(Plain::new).collect();
        let mut sent: Vec<Vec<u8>> = Vec::new();
        let mut arrived: Vec<HashSet<usize>> = vec![HashSet::new(); 5];
        for step in 0..200 {
            let who = chance.below(5);
            match chance.below(10) {
                0..=3 => sent.push(write(&mut chance, &mut documents, &rich, who)),
                4 if who < 3 => {
                    let (document, screen) = &mut documents[who];
                    if let Some((update, delta)) = document.step(chance.one_in(2)).unwrap() {
                        screen.show(&delta);
                        sent.push(update);
                    }
                }
                _ if !sent.is_empty() => {
                    // Mostly in order, sometimes anything: late, early or again.
                    let next = if chance.one_in(5) {
                        chance.below(sent.len())
                    } else {
                        (0..sent.len()).find(|one| !arrived[who].contains(one)).unwrap_or(0)
                    };
                    arrived[who].insert(next);
                    deliver(&mut documents, &rich, who, &sent[next]);
                }
                _ => {}
            }
            if who < 3 {
                let (document, screen) = &mut documents[who];
                assert_eq!(document.text(), screen.text(), "seed {seed} step {step}");
                assert_eq!(document.length() as usize, screen.0.len(), "seed {seed} step {step}");
                assert!(document.is_followed(), "seed {seed} step {step}");
            }
        }
        for who in 0..5 {
            for update in &sent {
                deliver(&mut documents, &rich, who, update);
            }
        }
        let expected = documents[0].0.text();
        let vector = rich[0].doc.transact().state_vector();
        for (document, screen) in &mut documents {
            assert_eq!(document.text(), expected, "seed {seed}");
            assert_eq!(screen.text(), expected, "seed {seed}");
            assert_eq!(
                StateVector::decode_v1(&document.state_vector()).unwrap(),
                vector,
                "seed {seed}"
            );
            positions_hold(document, &mut chance, seed);
            let authored: u32 = document.authorship().iter().map(|(_, length)| length).sum();
            assert_eq!(authored, document.length(), "seed {seed}");
        }
    }
}

fn write(chance: &mut Chance, documents: &mut [(Document, Screen)], rich: &[Plain], who: usize) -> Vec<u8> {
    if let Some((document, screen)) = documents.get_mut(who) {
        let (offset, deleted) = screen.range(chance, 5);
        let inserted = words(chance);
        let update = document.splice(offset, deleted, inserted).unwrap();
        screen.replace(offset, deleted, inserted);
        return update;
    }
    let Plain { doc, text } = &rich[who - 3];
    let mut txn = doc.transact_mut();
    let length = text.len(&txn);
    // By any unit: a careless peer cuts pairs, too.
    let at = chance.below(length as usize + 1) as u32;
    match chance.below(6) {
        0 => {
            text.insert_embed(&mut txn, at, Any::from("an embed that is a string"));
        }
        1 if at < length => {
            let attributes = [("bold".into(), Any::from(true))].into();
            text.format(&mut txn, at, 1.max((length - at) / 2), attributes);
        }
        2 if at < length => text.remove_range(&mut txn, at, 1),
        3 => {
            let array: yrs::ArrayRef = doc_array(&txn);
            let end = array.len(&txn);
            array.insert(&mut txn, end, Any::from("elsewhere"));
        }
        _ => text.insert(&mut txn, at, words(chance)),
    }
    txn.encode_update_v1()
}

fn doc_array(txn: &yrs::TransactionMut<'_>) -> yrs::ArrayRef {
    txn.get_array("elsewhere").expect("made with the peer")
}

fn deliver(documents: &mut [(Document, Screen)], rich: &[Plain], who: usize, update: &[u8]) {
    match documents.get_mut(who) {
        Some((document, screen)) => screen.show(&document.apply(update).unwrap()),
        None => rich[who - 3].apply(update),
    }
}

/// A position sticks to the unit it was made at, and comes back to where it was made.
fn positions_hold(document: &mut Document, chance: &mut Chance, seed: u64) {
    let length = document.length();
    for _ in 0..5 {
        let offset = chance.below(length as usize + 1) as u32;
        for after in [true, false] {
            if let Some(unit) = document.stick(offset, after).unwrap() {
                assert_eq!(document.resolve(unit, after), Some(offset), "seed {seed}");
            }
        }
    }
}

/// However fast the edits come, undoing takes back a bounded number of them.
#[test]
fn a_group_of_edits_has_an_end() {
    let mut document = Document::open(1, 60_000);
    for _ in 0..2500 {
        let length = document.length();
        document.splice(length, 0, "x").unwrap();
    }
    let mut lengths = Vec::new();
    while document.step(true).unwrap().is_some() {
        lengths.push(document.length());
    }
    assert_eq!(lengths, [2000, 1000, 0]);
}
