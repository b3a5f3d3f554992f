//! What can be read off the order: positions, authors, and the text once its content is at hand.

use super::{Kind, Sequence, Unit, NONE};
use crate::wire::Id;

/// Where a unit is.
pub enum Place {
    /// Visible, at this offset.
    Visible(u32),
    /// Deleted or without extent, between the visible units at this offset.
    Between(u32),
    /// Known, but no unit of this text.
    Elsewhere,
    Unknown,
}

impl Sequence {
    /// The name of the visible unit at an offset, which is within the text.
    pub fn unit_at(&mut self, offset: u32) -> Id {
        let (run, inner) = self.order.find(&self.runs, offset);
        let Unit { client, clock } = self.run(run).first();
        self.id(Unit {
            client,
            clock: clock + inner,
        })
    }

    pub fn place_of(&mut self, id: Id) -> Place {
        if self.next_clock(id.client) <= id.clock {
            return Place::Unknown;
        }
        let Some((unit, run)) = self.unit(id).and_then(|unit| Some((unit, self.find(unit)?))) else {
            return Place::Elsewhere;
        };
        let before = self.order.offset_of(&self.runs, run);
        match self.run(run).visible() {
            0 => Place::Between(before),
            _ => Place::Visible(before + unit.clock - self.run(run).clock),
        }
    }

    /// Who wrote the visible text: client and length, neighbours of one client joined.
    pub fn authorship(&self) -> Vec<(u64, u32)> {
        let mut authors: Vec<(u64, u32)> = Vec::new();
        let mut current = self.first;
        while current != NONE {
            let run = self.run(current);
            if run.visible() > 0 {
                let client = self.clients[run.client as usize].id;
                match authors.last_mut() {
                    Some(last) if last.0 == client => last.1 += run.length,
                    _ => authors.push((client, run.length)),
                }
            }
            current = run.next;
        }
        authors
    }

    /// The text, given all of its characters in order: U+FFFC goes where something else is embedded.
    pub fn weave(&self, characters: String) -> String {
        if self.values == 0 {
            return characters;
        }
        let mut woven = String::with_capacity(characters.len() + 3 * self.values as usize);
        let mut rest = characters.chars();
        let mut current = self.first;
        while current != NONE {
            let run = self.run(current);
            match run.kind {
                Kind::Text => {
                    let mut left = run.length;
                    while left > 0 {
                        let Some(character) = rest.next() else { break };
                        woven.push(character);
                        // A pair whose halves lie in two runs would have been torn into two characters.
                        left = left.saturating_sub(character.len_utf16() as u32);
                    }
                }
                Kind::Values => woven.extend(std::iter::repeat_n('\u{fffc}', run.length as usize)),
                Kind::Mark | Kind::Deleted => {}
            }
            current = run.next;
        }
        woven
    }
}
