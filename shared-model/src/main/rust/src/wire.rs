//! Update v1 as bytes: a strict reader for what peers send, and the writer of our own edits.
//!
//! The reader goes over every byte before yrs does, because yrs's own decoder reserves memory for counts that the sender
//! chose, takes any bytes for UTF-8 and recurses without a bound. Format: Yjs 13.6, `encoding.js` and `structs/`.

use crate::answer::Answer;
use crate::failure::{Failure, Outcome};

/// yrs computes differences of clocks in 32 bits with a sign.
const MAX_CLOCK: u64 = i32::MAX as u64;
/// JSON-like values nest at most this deep; yrs reads them by recursion.
const MAX_DEPTH: u32 = 64;
const MAX_NUMBER: u64 = (1 << 53) - 1;

const HAS_ORIGIN: u8 = 0x80;
const HAS_RIGHT_ORIGIN: u8 = 0x40;
const HAS_PARENT_SUB: u8 = 0x20;
const TEXT: u8 = 4;

/// The name of one unit of content: who made it, and the how manieth of theirs it is.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, PartialOrd, Ord)]
pub struct Id {
    pub client: u64,
    pub clock: u32,
}

/// A stretch of one client's units.
#[derive(Clone, Copy, PartialEq, Eq, Debug, PartialOrd, Ord)]
pub struct Range {
    pub client: u64,
    pub clock: u32,
    pub length: u32,
}

/// An update, read.
#[derive(Default)]
pub struct Parsed<'a> {
    /// Grouped by client, in the order of their clocks.
    pub structs: Vec<Struct<'a>>,
    pub deleted: Vec<Range>,
    /// The same deletions as they came.
    pub deletions: &'a [u8],
    /// How many of the structs are nested types: no nesting can be deeper than that.
    pub nested: usize,
}

pub struct Struct<'a> {
    pub range: Range,
    pub body: Body<'a>,
    /// The struct as it came.
    pub bytes: &'a [u8],
}

pub enum Body<'a> {
    /// Collected garbage: content whose parent is gone.
    Gone,
    /// A hole: the sender does not have these either.
    Hole,
    Item(Item<'a>),
}

pub struct Item<'a> {
    pub origin: Option<Id>,
    pub right_origin: Option<Id>,
    /// The name of the root that it lies in, when it says so and is not under a key.
    pub root: Option<&'a str>,
    pub content: Content<'a>,
}

#[derive(Clone, Copy)]
pub enum Content<'a> {
    Text(&'a str),
    /// An embed or other value, one unit each.
    Values,
    /// A format mark: takes a clock and no place.
    Mark,
    Deleted,
}

struct Reader<'a> {
    rest: &'a [u8],
    nested: usize,
}

fn malformed<T>(why: &str) -> Outcome<T> {
    Err(Failure::Malformed(why.to_owned()))
}

impl<'a> Reader<'a> {
    fn byte(&mut self) -> Outcome<u8> {
        match self.rest.split_first() {
            Some((first, rest)) => {
                self.rest = rest;
                Ok(*first)
            }
            None => malformed("the bytes end early"),
        }
    }

    fn number(&mut self) -> Outcome<u64> {
        let mut value = 0u64;
        let mut shift = 0;
        loop {
            let next = self.byte()?;
            if shift > 49 {
                return malformed("a number is too long");
            }
            value |= u64::from(next & 0x7f) << shift;
            if next < 0x80 {
                return if value > MAX_NUMBER {
                    malformed("a number is too large")
                } else {
                    Ok(value)
                };
            }
            shift += 7;
        }
    }

    fn clock(&mut self) -> Outcome<u32> {
        let clock = self.number()?;
        if clock >= MAX_CLOCK {
            return malformed("a clock is out of range");
        }
        Ok(clock as u32)
    }

    fn length_after(&mut self, clock: u32) -> Outcome<u32> {
        let length = self.number()?;
        checked_length(clock, length)
    }

    /// A count of things of which each takes at least `bytes_each`.
    fn count(&mut self, bytes_each: usize) -> Outcome<usize> {
        let count = self.number()?;
        if count > (self.rest.len() / bytes_each) as u64 {
            return malformed("more is announced than follows");
        }
        Ok(count as usize)
    }

    fn bytes(&mut self) -> Outcome<&'a [u8]> {
        let length = self.count(1)?;
        self.take(length)
    }

    fn take(&mut self, length: usize) -> Outcome<&'a [u8]> {
        match self.rest.split_at_checked(length) {
            Some((taken, rest)) => {
                self.rest = rest;
                Ok(taken)
            }
            None => malformed("the bytes end early"),
        }
    }

    fn text(&mut self) -> Outcome<&'a str> {
        std::str::from_utf8(self.bytes()?).or_else(|_| malformed("a text is not UTF-8"))
    }

    fn id(&mut self) -> Outcome<Id> {
        Ok(Id {
            client: self.number()?,
            clock: self.clock()?,
        })
    }

    fn value(&mut self, depth: u32) -> Outcome<()> {
        if depth > MAX_DEPTH {
            return malformed("a value nests too deep");
        }
        match self.byte()? {
            127 | 126 | 121 | 120 => {}
            125 => {
                // An integer: the first byte has six bits, every other one seven.
                let mut length = 1;
                while self.byte()? >= 0x80 {
                    length += 1;
                    if length > 10 {
                        return malformed("a number is too long");
                    }
                }
            }
            124 => {
                self.take(4)?;
            }
            123 | 122 => {
                self.take(8)?;
            }
            119 => {
                self.text()?;
            }
            118 => {
                for _ in 0..self.count(2)? {
                    self.text()?;
                    self.value(depth + 1)?;
                }
            }
            117 => {
                for _ in 0..self.count(1)? {
                    self.value(depth + 1)?;
                }
            }
            116 => {
                self.bytes()?;
            }
            _ => return malformed("a value is of no known kind"),
        }
        Ok(())
    }

    fn at_end(&self) -> Outcome<()> {
        if self.rest.is_empty() {
            Ok(())
        } else {
            malformed("bytes are left over")
        }
    }

    fn item(&mut self, info: u8, clock: u32) -> Outcome<(u32, Item<'a>)> {
        let origin = if info & HAS_ORIGIN != 0 { Some(self.id()?) } else { None };
        let right_origin = if info & HAS_RIGHT_ORIGIN != 0 {
            Some(self.id()?)
        } else {
            None
        };
        let mut root = None;
        if origin.is_none() && right_origin.is_none() {
            match self.number()? {
                1 => root = Some(self.text()?),
                0 => {
                    self.id()?;
                }
                _ => return malformed("a parent is of no known kind"),
            }
            if info & HAS_PARENT_SUB != 0 {
                self.text()?;
                root = None;
            }
        }
        let (length, content) = self.content(info & 0x1f, clock)?;
        Ok((
            length,
            Item {
                origin,
                right_origin,
                root,
                content,
            },
        ))
    }

    fn content(&mut self, kind: u8, clock: u32) -> Outcome<(u32, Content<'a>)> {
        Ok(match kind {
            1 => (self.length_after(clock)?, Content::Deleted),
            // JSON of Yjs before version 13: yrs reads one text too many there, and the replicas would part.
            2 => return malformed("JSON content of an old Yjs is not taken"),
            3 => {
                self.bytes()?;
                (1, Content::Values)
            }
            TEXT => {
                let text = self.text()?;
                (checked_length(clock, units(text))?, Content::Text(text))
            }
            5 => {
                self.text()?;
                (1, Content::Values)
            }
            6 => {
                self.text()?;
                self.text()?;
                (1, Content::Mark)
            }
            7 => {
                match self.byte()? {
                    0..=2 | 4 | 6 => {}
                    3 => {
                        self.text()?;
                    }
                    _ => return malformed("a nested type is of no known kind"),
                }
                self.nested += 1;
                (1, Content::Values)
            }
            8 => {
                let count = self.count(1)?;
                for _ in 0..count {
                    self.value(0)?;
                }
                (checked_length(clock, count as u64)?, Content::Values)
            }
            9 => {
                self.text()?;
                self.value(0)?;
                (1, Content::Values)
            }
            _ => return malformed("a content is of no known kind"),
        })
    }
}

fn checked_length(clock: u32, length: u64) -> Outcome<u32> {
    if length == 0 {
        return malformed("a struct or range is empty");
    }
    if length > MAX_CLOCK - u64::from(clock) {
        return malformed("a clock is out of range");
    }
    Ok(length as u32)
}

/// How many UTF-16 units a text has.
pub fn units(text: &str) -> u64 {
    if text.is_ascii() {
        return text.len() as u64;
    }
    text.chars().map(|c| c.len_utf16() as u64).sum()
}

/// Reads an update from the first byte to the last.
pub fn parse(update: &[u8]) -> Outcome<Parsed<'_>> {
    let mut reader = Reader {
        rest: update,
        nested: 0,
    };
    let mut parsed = Parsed::default();
    for _ in 0..reader.count(4)? {
        let structs = reader.count(2)?;
        let client = reader.number()?;
        let mut clock = reader.clock()?;
        for _ in 0..structs {
            let from = reader.rest;
            let info = reader.byte()?;
            let (length, body) = match info {
                0 => (reader.length_after(clock)?, Body::Gone),
                10 => (reader.length_after(clock)?, Body::Hole),
                info => {
                    let (length, item) = reader.item(info, clock)?;
                    (length, Body::Item(item))
                }
            };
            parsed.structs.push(Struct {
                range: Range { client, clock, length },
                body,
                bytes: &from[..from.len() - reader.rest.len()],
            });
            clock += length;
        }
    }
    parsed.deletions = reader.rest;
    for _ in 0..reader.count(2)? {
        let client = reader.number()?;
        for _ in 0..reader.count(2)? {
            let clock = reader.clock()?;
            let length = reader.length_after(clock)?;
            parsed.deleted.push(Range { client, clock, length });
        }
    }
    reader.at_end()?;
    parsed.nested = reader.nested;
    Ok(parsed)
}

/// Checks a state vector from the first byte to the last.
pub fn check_state_vector(vector: &[u8]) -> Outcome<()> {
    let mut reader = Reader {
        rest: vector,
        nested: 0,
    };
    for _ in 0..reader.count(2)? {
        reader.number()?;
        reader.number()?;
    }
    reader.at_end()
}

/// A new stretch of text between two neighbours.
pub struct Insertion<'a> {
    pub id: Id,
    pub origin: Option<Id>,
    pub right_origin: Option<Id>,
    pub text: &'a str,
}

/// Writes an edit as an update. The deleted ranges may come in any order.
pub fn write_edit(root: &str, insertion: Option<&Insertion<'_>>, deleted: &mut [Range]) -> Vec<u8> {
    let mut update = Answer::default();
    match insertion {
        None => update.number(0),
        Some(insertion) => {
            update.number(1);
            update.number(1);
            update.number(insertion.id.client);
            update.number(u64::from(insertion.id.clock));
            let mut info = TEXT;
            if insertion.origin.is_some() {
                info |= HAS_ORIGIN;
            }
            if insertion.right_origin.is_some() {
                info |= HAS_RIGHT_ORIGIN;
            }
            update.byte(info);
            for id in [insertion.origin, insertion.right_origin].into_iter().flatten() {
                update.number(id.client);
                update.number(u64::from(id.clock));
            }
            if insertion.origin.is_none() && insertion.right_origin.is_none() {
                update.number(1);
                update.text(root);
            }
            update.text(insertion.text);
        }
    }
    deleted.sort_unstable();
    write_ranges(&mut update, deleted);
    update.into_bytes()
}

/// The ranges, sorted; neighbours become one.
fn write_ranges(update: &mut Answer, sorted: &[Range]) {
    update.number(sorted.chunk_by(|a, b| a.client == b.client).count() as u64);
    for of_client in sorted.chunk_by(|a, b| a.client == b.client) {
        let touching = |a: &Range, b: &Range| a.clock + a.length == b.clock;
        update.number(of_client[0].client);
        update.number(of_client.chunk_by(touching).count() as u64);
        for joined in of_client.chunk_by(touching) {
            update.number(u64::from(joined[0].clock));
            update.number(joined.iter().map(|range| u64::from(range.length)).sum());
        }
    }
}
