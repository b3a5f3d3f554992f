//! What an update did to the text: replacements in its order, and the text that they bring.

use crate::wire::{units, Body, Content, Id, Parsed, Range};

/// Replacements in the order of the text; each offset counts the text as the replacements before it left it.
#[derive(Default, Debug, PartialEq, Eq)]
pub struct Delta {
    pub replacements: Vec<Replacement>,
}

#[derive(Debug, PartialEq, Eq)]
pub struct Replacement {
    pub offset: u32,
    pub deleted: u32,
    pub inserted: String,
    /// Of the inserted text, in UTF-16 units.
    length: u32,
}

impl Delta {
    /// Adds a replacement behind all others, or joins it to the last one where they touch.
    pub fn replace(&mut self, offset: u32, deleted: u32, length: u32, write: impl FnOnce(&mut String)) {
        if let Some(last) = self.replacements.last_mut() {
            if last.offset + last.length == offset {
                last.deleted += deleted;
                last.length += length;
                write(&mut last.inserted);
                return;
            }
        }
        let mut inserted = String::new();
        write(&mut inserted);
        self.replacements.push(Replacement {
            offset,
            deleted,
            inserted,
            length,
        });
    }

    /// The one replacement that makes `after` of `before`.
    pub fn between(before: &str, after: &str) -> Self {
        let front: usize = before
            .chars()
            .zip(after.chars())
            .take_while(|(one, other)| one == other)
            .map(|(character, _)| character.len_utf8())
            .sum();
        let skipped = units(&before[..front]) as u32;
        let (before, after) = (&before[front..], &after[front..]);
        let back: usize = before
            .chars()
            .rev()
            .zip(after.chars().rev())
            .take_while(|(one, other)| one == other)
            .map(|(character, _)| character.len_utf8())
            .sum();
        let (gone, come) = (&before[..before.len() - back], &after[..after.len() - back]);
        let mut delta = Delta::default();
        if !gone.is_empty() || !come.is_empty() {
            delta.replacements.push(Replacement {
                offset: skipped,
                deleted: units(gone) as u32,
                inserted: come.to_owned(),
                length: units(come) as u32,
            });
        }
        delta
    }
}

/// The texts that an update brings, by the names of their units.
pub struct Contents<'a> {
    texts: Vec<(Range, &'a str)>,
    /// Where the last piece ended: the text's place, the unit within it, the byte within it.
    last: (usize, u32, usize),
}

impl<'a> Contents<'a> {
    pub fn of(parsed: &Parsed<'a>) -> Self {
        let mut texts = Vec::new();
        for one in &parsed.structs {
            if let Body::Item(item) = &one.body {
                if let Content::Text(text) = item.content {
                    texts.push((one.range, text));
                }
            }
        }
        texts.sort_unstable_by_key(|(range, _)| *range);
        Contents {
            texts,
            last: (usize::MAX, 0, 0),
        }
    }

    /// Writes the units from `id` on: U+FFFC for those that are not text, U+FFFD for half a surrogate pair.
    pub fn write(&mut self, id: Id, length: u32, to: &mut String) {
        let mut clock = id.clock;
        let end = clock + length;
        while clock < end {
            let behind = self
                .texts
                .partition_point(|(range, _)| (range.client, range.clock) <= (id.client, clock));
            let holder = behind.checked_sub(1).filter(|place| {
                let range = self.texts[*place].0;
                range.client == id.client && clock < range.clock + range.length
            });
            let until = match holder {
                Some(place) => {
                    let range = self.texts[place].0;
                    let until = end.min(range.clock + range.length);
                    self.write_text(place, clock - range.clock, until - range.clock, to);
                    until
                }
                None => {
                    let next = self.texts.get(behind).filter(|(range, _)| range.client == id.client);
                    let until = next.map_or(end, |(range, _)| end.min(range.clock));
                    to.extend(std::iter::repeat_n('\u{fffc}', (until - clock) as usize));
                    until
                }
            };
            clock = until;
        }
    }

    fn write_text(&mut self, place: usize, from: u32, until: u32, to: &mut String) {
        let text = self.texts[place].1;
        if text.is_ascii() {
            to.push_str(&text[from as usize..until as usize]);
            return;
        }
        let (mut unit, mut byte) = match self.last {
            (last, unit, byte) if last == place && unit <= from => (unit, byte),
            _ => (0, 0),
        };
        for character in text[byte..].chars() {
            let end = unit + character.len_utf16() as u32;
            if unit >= from && end <= until {
                to.push(character);
            } else if end > from && unit < until {
                to.push('\u{fffd}');
            }
            if end > until {
                break;
            }
            unit = end;
            byte += character.len_utf8();
            if unit == until {
                break;
            }
        }
        self.last = (place, unit, byte);
    }
}
