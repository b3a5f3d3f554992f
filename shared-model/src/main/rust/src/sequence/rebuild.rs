//! Building a sequence again from the state of a whole document, and telling what became of the old one.

use super::{Change, Sequence, Unclear, Unit, NONE};
use crate::delta::{Contents, Delta};
use crate::wire::{Id, Parsed};

impl Sequence {
    /// The sequence of a whole document.
    pub fn of(root: &str, state: &Parsed<'_>) -> Result<Self, Unclear> {
        let mut sequence = Sequence::empty();
        sequence.take_in(root, state)?;
        sequence.settle();
        Ok(sequence)
    }

    /// What happened to the text between this sequence, as it was before its last update, and a newer one.
    pub fn became(&self, newer: &Sequence, contents: &mut Contents<'_>) -> Delta {
        let mut delta = Delta::default();
        let (mut current, mut offset) = (newer.first, 0);
        while current != NONE {
            let run = newer.run(current);
            let visible = run.visible() > 0;
            let (mut clock, end) = (run.clock, run.clock + run.length);
            while clock < end {
                let id = newer.id(Unit {
                    client: run.client,
                    clock,
                });
                let (length, was_visible) = self.was(id, end - clock);
                match (was_visible, visible) {
                    (true, false) => delta.replace(offset, length, 0, |_| {}),
                    (false, true) => delta.replace(offset, 0, length, |text| contents.write(id, length, text)),
                    (true, true) => self.torn_since(newer, id, length, offset, &mut delta),
                    (false, false) => {}
                }
                if visible {
                    offset += length;
                }
                clock += length;
            }
            current = run.next;
        }
        delta
    }

    /// Whether the unit was visible, and for how many of the following ones the same holds, at most `most`.
    fn was(&self, id: Id, most: u32) -> (u32, bool) {
        let Some(unit) = self.unit(id) else {
            return (most, false);
        };
        match self.find(unit) {
            Some(run) => {
                let run = self.run(run);
                let before = match run.change {
                    Change::None => run.visible() > 0,
                    Change::Inserted => false,
                    Change::Deleted | Change::Torn => true,
                };
                ((run.clock + run.length - unit.clock).min(most), before)
            }
            None => {
                let client = &self.clients[unit.client as usize];
                let place = client.clocks.partition_point(|clock| *clock <= unit.clock);
                let until = client
                    .clocks
                    .get(place)
                    .map_or(most, |next| most.min(next - unit.clock));
                (until, false)
            }
        }
    }

    /// Replaces the halves of surrogate pairs that were whole before and are not any more.
    fn torn_since(&self, newer: &Sequence, from: Id, length: u32, offset: u32, delta: &mut Delta) {
        if self.highs.is_empty() {
            return;
        }
        let pair = |sequence: &Sequence, clock: u32| {
            let high = |clock| {
                sequence
                    .unit(Id { clock, ..from })
                    .is_some_and(|unit| sequence.highs.contains(&unit))
            };
            high(clock) || clock.checked_sub(1).is_some_and(high)
        };
        for step in 0..length {
            if pair(self, from.clock + step) && !pair(newer, from.clock + step) {
                delta.replace(offset + step, 1, 1, |text| text.push('\u{fffd}'));
            }
        }
    }
}
