//! How a result that is more than plain bytes crosses the border: lib0 variable-length integers and length-prefixed
//! UTF-8, read by `NativeAnswer` on the Java side.

use std::collections::BTreeMap;

use crate::delta::Delta;
use crate::wire::Id;

/// A result in the making.
#[derive(Default)]
pub struct Answer(Vec<u8>);

impl Answer {
    /// Appends an unsigned integer, seven bits a byte, least significant first.
    pub fn number(&mut self, mut value: u64) {
        while value >= 0x80 {
            self.0.push((value as u8 & 0x7f) | 0x80);
            value >>= 7;
        }
        self.0.push(value as u8);
    }

    /// Appends one byte.
    pub fn byte(&mut self, byte: u8) {
        self.0.push(byte);
    }

    /// Appends bytes after their length.
    pub fn bytes(&mut self, bytes: &[u8]) {
        self.number(bytes.len() as u64);
        self.0.extend_from_slice(bytes);
    }

    /// Appends bytes as they are.
    pub fn raw(&mut self, bytes: &[u8]) {
        self.0.extend_from_slice(bytes);
    }

    /// Appends a text as UTF-8 after its length in bytes.
    pub fn text(&mut self, text: &str) {
        self.bytes(text.as_bytes());
    }

    /// Appends what an update did to the text.
    pub fn delta(&mut self, delta: &Delta) {
        self.number(delta.replacements.len() as u64);
        for replacement in &delta.replacements {
            self.number(u64::from(replacement.offset));
            self.number(u64::from(replacement.deleted));
            self.text(&replacement.inserted);
        }
    }

    /// The bytes so far.
    pub fn into_bytes(self) -> Vec<u8> {
        self.0
    }
}

/// What an update did to the text.
pub fn delta(delta: &Delta) -> Vec<u8> {
    let mut answer = Answer::default();
    answer.delta(delta);
    answer.into_bytes()
}

/// An undo or redo: its update, and what it did to the text.
pub fn edit(update: &[u8], delta: &Delta) -> Vec<u8> {
    let mut answer = Answer::default();
    answer.bytes(update);
    answer.delta(delta);
    answer.into_bytes()
}

/// A unit's client and clock; nothing for none.
pub fn unit(unit: Option<Id>) -> Vec<u8> {
    let mut answer = Answer::default();
    if let Some(unit) = unit {
        answer.number(unit.client);
        answer.number(u64::from(unit.clock));
    }
    answer.into_bytes()
}

/// Keys and values.
pub fn properties(properties: &BTreeMap<String, String>) -> Vec<u8> {
    let mut answer = Answer::default();
    answer.number(properties.len() as u64);
    for (key, value) in properties {
        answer.text(key);
        answer.text(value);
    }
    answer.into_bytes()
}

/// Clients and lengths.
pub fn authorship(authors: &[(u64, u32)]) -> Vec<u8> {
    let mut answer = Answer::default();
    answer.number(authors.len() as u64);
    for (client, length) in authors {
        answer.number(*client);
        answer.number(u64::from(*length));
    }
    answer.into_bytes()
}
