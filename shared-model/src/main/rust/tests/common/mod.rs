//! What the tests share: a seeded source of chance, and a text that is kept by deltas alone.
#![allow(dead_code)] // Each test program takes what it needs of it.

use tandem_crdt::delta::Delta;

/// A small generator (SplitMix64), so that a seed means the same edits everywhere.
pub struct Chance(pub u64);

impl Chance {
    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// From 0 to `bound` - 1.
    pub fn below(&mut self, bound: usize) -> usize {
        (self.next() % bound as u64) as usize
    }

    pub fn one_in(&mut self, bound: usize) -> bool {
        self.below(bound) == 0
    }
}

const WORDS: [&str; 12] = [
    "a",
    "bc",
    "\n",
    "word ",
    "🎉",
    "é",
    "e\u{301}",
    "שלום",
    "👩‍👩‍👧",
    "日本",
    "\0",
    "a longer stretch of words ",
];

pub fn words(chance: &mut Chance) -> &'static str {
    WORDS[chance.below(WORDS.len())]
}

/// A text as a screen would keep it.
#[derive(Default)]
pub struct Screen(pub Vec<u16>);

impl Screen {
    pub fn replace(&mut self, offset: u32, deleted: u32, inserted: &str) {
        let range = offset as usize..(offset + deleted) as usize;
        self.0.splice(range, inserted.encode_utf16());
    }

    pub fn show(&mut self, delta: &Delta) {
        for one in &delta.replacements {
            self.replace(one.offset, one.deleted, &one.inserted);
        }
    }

    pub fn text(&self) -> String {
        String::from_utf16(&self.0).expect("no lone surrogates on the screen")
    }

    /// A range that cuts no pair.
    pub fn range(&self, chance: &mut Chance, most: usize) -> (u32, u32) {
        let low = |at: usize| self.0.get(at).is_some_and(|unit| (0xdc00..0xe000).contains(unit));
        let mut from = chance.below(self.0.len() + 1);
        while low(from) {
            from -= 1;
        }
        let mut until = (from + chance.below(most + 1)).min(self.0.len());
        while low(until) {
            until += 1;
        }
        (from as u32, (until - from) as u32)
    }
}
