//! Own edits: from an offset to an update with origins.

use super::{Change, Kind, Run, Sequence, Unit, NONE};
use crate::failure::{Failure, Outcome};
use crate::wire::{units, write_edit, Id, Insertion, Range};

impl Sequence {
    /// Checks that a range lies in the text and cuts no surrogate pair.
    pub fn check(&mut self, offset: u32, deleted: u32) -> Outcome<()> {
        let length = self.length();
        if offset > length || deleted > length - offset {
            return Err(Failure::OutOfBounds(format!(
                "the range {offset} to {} is not within the text of length {length}",
                u64::from(offset) + u64::from(deleted)
            )));
        }
        if self.cuts_pair(offset) || (deleted > 0 && self.cuts_pair(offset + deleted)) {
            return Err(Failure::Argument("the range splits a surrogate pair".into()));
        }
        Ok(())
    }

    fn cuts_pair(&mut self, offset: u32) -> bool {
        if self.highs.is_empty() || offset == 0 {
            return false;
        }
        let (run, inner) = self.order.find(&self.runs, offset - 1);
        let Unit { client, clock } = self.run(run).first();
        self.highs.contains(&Unit {
            client,
            clock: clock + inner,
        })
    }

    /// Replaces a range, which was checked, under the client's own name; answers the update.
    ///
    /// The new text goes where yrs and Yjs put it: behind the tombstones that follow the range.
    pub fn splice(&mut self, root: &str, own: u64, offset: u32, deleted: u32, inserted: &str) -> Vec<u8> {
        let left = self.cut_at(offset);
        let mut gone = Vec::new();
        self.delete_visible(left, deleted, &mut gone);
        let insertion = (!inserted.is_empty()).then(|| self.insert(own, left, inserted));
        let update = write_edit(root, insertion.as_ref(), &mut gone);
        for range in gone {
            self.tidy(range);
        }
        update
    }

    /// The units of a range, which was checked, that are not text.
    pub fn values_in(&mut self, offset: u32, length: u32) -> Vec<Range> {
        let mut values = Vec::new();
        if self.values == 0 || length == 0 {
            return values;
        }
        let (mut current, mut inner) = self.order.find(&self.runs, offset);
        let mut left = length;
        while left > 0 {
            let run = self.run(current);
            let taken = left.min(run.visible() - inner);
            if taken > 0 && run.kind == Kind::Values {
                let first = self.id(run.first());
                values.push(Range {
                    client: first.client,
                    clock: first.clock + inner,
                    length: taken,
                });
            }
            left -= taken;
            inner = 0;
            current = run.next;
        }
        values
    }

    /// The run that ends where the visible offset is; none at the start of the text.
    fn cut_at(&mut self, offset: u32) -> Option<u32> {
        let (run, inner) = self.order.find(&self.runs, offset.checked_sub(1)?);
        if inner + 1 < self.run(run).length {
            self.split(run, inner + 1);
        }
        Some(run)
    }

    fn delete_visible(&mut self, left: Option<u32>, mut length: u32, gone: &mut Vec<Range>) {
        let mut current = self.after(left);
        while length > 0 {
            let visible = self.run(current).visible();
            if visible > 0 {
                if visible > length {
                    self.split(current, length);
                }
                let run = self.run(current);
                let id = self.id(run.first());
                gone.push(Range {
                    client: id.client,
                    clock: id.clock,
                    length: run.length,
                });
                length -= run.length;
                self.delete(current);
            }
            current = self.run(current).next;
        }
    }

    fn insert<'a>(&mut self, own: u64, left: Option<u32>, text: &'a str) -> Insertion<'a> {
        let (mut left, mut right) = (left, self.after(left));
        while right != NONE && self.run(right).kind == Kind::Deleted {
            left = Some(right);
            right = self.run(right).next;
        }
        let origin = left.map(|run| self.run(run).last());
        let right_origin = (right != NONE).then(|| self.run(right).first());
        let client = self.client(own);
        let length = units(text) as u32;
        let clock = self.clients[client as usize].next;
        self.clients[client as usize].next += length;
        self.note_pairs(client, clock, clock, text);
        let continued = left.filter(|run| {
            let run = self.run(*run);
            run.client == client
                && run.clock + run.length == clock
                && run.kind == Kind::Text
                && run.right_origin == right_origin
        });
        match continued {
            Some(run) => {
                self.runs[run as usize].length += length;
                let chunk = self.run(run).chunk;
                self.order.grow(chunk, i64::from(length));
            }
            None => {
                self.add(
                    left,
                    Run {
                        client,
                        clock,
                        length,
                        origin,
                        right_origin,
                        previous: NONE,
                        next: NONE,
                        chunk: NONE,
                        kind: Kind::Text,
                        change: Change::None,
                    },
                );
            }
        }
        Insertion {
            id: Id { client: own, clock },
            origin: origin.map(|unit| self.id(unit)),
            right_origin: right_origin.map(|unit| self.id(unit)),
            text,
        }
    }

    /// Joins the runs of a range, and those at its ends, with their neighbours.
    pub(super) fn tidy(&mut self, range: Range) {
        let Some(start) = self.unit(Id {
            client: range.client,
            clock: range.clock,
        }) else {
            return;
        };
        let end = range.clock + range.length;
        let mut clock = range.clock;
        while let Some(run) = self.find(Unit {
            client: start.client,
            clock,
        }) {
            let run = self.join(run).unwrap_or(run);
            clock = self.run(run).clock + self.run(run).length;
            if clock >= end {
                let next = self.run(run).next;
                if next != NONE {
                    self.join(next);
                }
                return;
            }
        }
    }
}
