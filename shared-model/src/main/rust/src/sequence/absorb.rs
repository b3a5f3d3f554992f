//! Updates of others, and what undo and redo answer: taken in struct by struct, as Yjs integrates them.

use std::collections::{HashMap, HashSet};

use super::{Change, Kind, Run, Sequence, Unit, NONE};
use crate::delta::{Contents, Delta};
use crate::wire::{Body, Content, Id, Item, Parsed, Range, Struct};

/// More changed runs than one in so many, and walking over all of them is cheaper than looking each one up.
const FEW: usize = 16;

/// The update cannot be placed from what is known: something is missing, or it mixes this text with something else. The
/// sequence is to be built again from the document; it still knows what was visible before.
#[derive(Debug)]
pub struct Unclear;

impl Sequence {
    /// Takes in a whole update; answers what it did to the text.
    pub fn absorb(&mut self, root: &str, parsed: &Parsed<'_>) -> Result<Delta, Unclear> {
        self.take_in(root, parsed)?;
        let delta = self.delta(&mut Contents::of(parsed));
        self.settle();
        Ok(delta)
    }

    /// Takes in the state of a whole document, of which nothing is known yet.
    pub(super) fn take_in(&mut self, root: &str, parsed: &Parsed<'_>) -> Result<(), Unclear> {
        let queues: Vec<&[Struct<'_>]> = parsed
            .structs
            .chunk_by(|a, b| a.range.client == b.range.client)
            .collect();
        let by_client: HashMap<u64, usize> = queues
            .iter()
            .enumerate()
            .map(|(place, queue)| (queue[0].range.client, place))
            .collect();
        let mut heads = vec![0; queues.len()];
        let mut waiting = vec![false; queues.len()];
        for start in 0..queues.len() {
            let mut stack = vec![start];
            waiting[start] = true;
            while let Some(&current) = stack.last() {
                let Some(head) = queues[current].get(heads[current]) else {
                    stack.pop();
                    waiting[current] = false;
                    continue;
                };
                match self.missing(head) {
                    Some(client) => {
                        let other = *by_client.get(&client).ok_or(Unclear)?;
                        if waiting[other] || heads[other] == queues[other].len() {
                            return Err(Unclear);
                        }
                        waiting[other] = true;
                        stack.push(other);
                    }
                    None => {
                        self.take_struct(root, head)?;
                        heads[current] += 1;
                        if stack.len() > 1 {
                            stack.pop();
                            waiting[current] = false;
                        }
                    }
                }
            }
        }
        parsed.deleted.iter().try_for_each(|range| self.take_deleted(*range))
    }

    /// The client whose units have to come before this struct.
    fn missing(&self, head: &Struct<'_>) -> Option<u64> {
        let Body::Item(item) = &head.body else { return None };
        [item.origin, item.right_origin]
            .into_iter()
            .flatten()
            .find(|id| id.clock >= self.next_clock(id.client))
            .map(|id| id.client)
    }

    fn take_struct(&mut self, root: &str, head: &Struct<'_>) -> Result<(), Unclear> {
        let Range {
            client: id,
            clock,
            length,
        } = head.range;
        let client = self.client(id);
        let next = self.clients[client as usize].next;
        let end = clock + length;
        if end <= next {
            return Ok(());
        }
        if clock > next {
            return Err(Unclear);
        }
        self.clients[client as usize].next = end;
        match &head.body {
            Body::Gone => Ok(()),
            Body::Hole => {
                self.holes = true;
                Ok(())
            }
            Body::Item(item) => {
                let origin = if next > clock {
                    Some(Id {
                        client: id,
                        clock: next - 1,
                    })
                } else {
                    item.origin
                };
                if self.belongs(root, item, origin)? {
                    self.integrate(client, next, end, origin, item);
                    if let Content::Text(text) = item.content {
                        self.note_pairs(client, clock, next, text);
                    }
                }
                Ok(())
            }
        }
    }

    /// Whether an item is one of this text: its neighbours are.
    fn belongs(&self, root: &str, item: &Item<'_>, origin: Option<Id>) -> Result<bool, Unclear> {
        let known = |id: Id| self.unit(id).and_then(|unit| self.find(unit)).is_some();
        match (origin.map(known), item.right_origin.map(known)) {
            (None, None) => Ok(item.root == Some(root)),
            (Some(true), None | Some(true)) | (None, Some(true)) => Ok(true),
            (Some(false), None | Some(false)) | (None, Some(false)) => Ok(false),
            _ => Err(Unclear),
        }
    }

    /// Places the units from `clock` to `end` as YATA does. Source: Yjs 13.6, `Item.integrate`.
    fn integrate(&mut self, client: u32, clock: u32, end: u32, origin: Option<Id>, item: &Item<'_>) {
        let origin = origin.and_then(|id| self.unit(id));
        let right_origin = item.right_origin.and_then(|id| self.unit(id));
        let mut left = origin.map(|unit| self.cut_behind(unit));
        let right = right_origin.map_or(NONE, |unit| self.cut_before(unit));
        let mut other = self.after(left);
        if other != right {
            let own_id = self.clients[client as usize].id;
            let mut passed = HashSet::new();
            let mut conflicting = HashSet::new();
            while other != NONE && other != right {
                passed.insert(other);
                conflicting.insert(other);
                let run = self.run(other);
                if run.origin == origin {
                    if self.clients[run.client as usize].id < own_id {
                        left = Some(other);
                        conflicting.clear();
                    } else if run.right_origin == right_origin {
                        break;
                    }
                } else {
                    match run.origin.and_then(|unit| self.find(unit)) {
                        Some(before) if passed.contains(&before) => {
                            if !conflicting.contains(&before) {
                                left = Some(other);
                                conflicting.clear();
                            }
                        }
                        _ => break,
                    }
                }
                other = self.run(other).next;
            }
        }
        let kind = match item.content {
            Content::Text(_) => Kind::Text,
            Content::Values => Kind::Values,
            Content::Mark => Kind::Mark,
            Content::Deleted => Kind::Deleted,
        };
        let run = Run {
            client,
            clock,
            length: end - clock,
            origin,
            right_origin,
            previous: NONE,
            next: NONE,
            chunk: NONE,
            kind,
            change: if matches!(kind, Kind::Text | Kind::Values) {
                Change::Inserted
            } else {
                Change::None
            },
        };
        if kind == Kind::Values {
            self.values += run.length;
        }
        let visible = run.visible() > 0;
        let run = self.add(left, run);
        if visible {
            self.changed.push(run);
        }
    }

    /// The run that ends with a unit of this text.
    fn cut_behind(&mut self, unit: Unit) -> u32 {
        let run = self.find(unit).expect("the unit was found before");
        let keep = unit.clock - self.run(run).clock + 1;
        if keep < self.run(run).length {
            self.tear(run, keep);
        }
        self.find(unit).expect("cutting loses no unit")
    }

    /// The run that begins with a unit of this text.
    fn cut_before(&mut self, unit: Unit) -> u32 {
        let run = self.find(unit).expect("the unit was found before");
        let keep = unit.clock - self.run(run).clock;
        if keep > 0 {
            self.tear(run, keep);
        }
        self.find(unit).expect("cutting loses no unit")
    }

    /// Cuts a run where a peer wants it cut. Between the halves of a surrogate pair that makes two U+FFFD of them.
    fn tear(&mut self, run: u32, keep: u32) {
        let Unit { client, clock } = self.run(run).first();
        if !self.highs.remove(&Unit {
            client,
            clock: clock + keep - 1,
        }) || self.run(run).change == Change::Inserted
        {
            self.split(run, keep);
            return;
        }
        let high = if keep > 1 { self.split(run, keep - 1) } else { run };
        let low = self.split(high, 1);
        if self.run(low).length > 1 {
            self.split(low, 1);
        }
        for half in [high, low] {
            if self.run(half).change == Change::None {
                self.runs[half as usize].change = Change::Torn;
                self.changed.push(half);
            }
        }
    }

    fn take_deleted(&mut self, range: Range) -> Result<(), Unclear> {
        let end = range.clock + range.length;
        if end > self.next_clock(range.client) {
            return Err(Unclear);
        }
        let client = self.client(range.client) as usize;
        let starts = self.clients[client]
            .clocks
            .partition_point(|clock| *clock <= range.clock);
        let mut place = starts.saturating_sub(1);
        while let Some(&run) = self.clients[client].runs.get(place) {
            let (from, to) = (self.run(run).clock, self.run(run).clock + self.run(run).length);
            if from >= end {
                break;
            }
            if to <= range.clock || self.run(run).kind == Kind::Deleted {
                place += 1;
            } else if from < range.clock {
                self.tear(run, range.clock - from);
            } else if to > end {
                self.tear(run, end - from);
            } else {
                self.delete_changed(run);
                place += 1;
            }
        }
        Ok(())
    }

    fn delete_changed(&mut self, run: u32) {
        if self.run(run).visible() > 0 {
            let change = &mut self.runs[run as usize].change;
            match *change {
                Change::None => {
                    *change = Change::Deleted;
                    self.changed.push(run);
                }
                Change::Torn => *change = Change::Deleted,
                Change::Inserted => *change = Change::None,
                Change::Deleted => unreachable!("a deleted run is not visible"),
            }
        }
        self.delete(run);
    }

    /// What the changes did to the text, in its order.
    fn delta(&mut self, contents: &mut Contents<'_>) -> Delta {
        let changed = std::mem::take(&mut self.changed);
        let mut pieces: Vec<(u32, bool, u32)> = Vec::with_capacity(changed.len());
        if changed.len() > self.runs.len() / FEW {
            let (mut current, mut offset) = (self.first, 0);
            while current != NONE {
                let run = self.run(current);
                if run.change != Change::None {
                    pieces.push((offset, run.change != Change::Deleted, current));
                }
                offset += run.visible();
                current = run.next;
            }
        } else {
            for run in &changed {
                if self.run(*run).change != Change::None {
                    let offset = self.order.offset_of(&self.runs, *run);
                    pieces.push((offset, self.run(*run).change != Change::Deleted, *run));
                }
            }
            // What was deleted at an offset stood before what is visible there now.
            pieces.sort_unstable();
        }
        self.changed = changed;
        let mut delta = Delta::default();
        for (offset, _, run) in pieces {
            let run = self.run(run);
            match run.change {
                Change::None => {}
                Change::Deleted => delta.replace(offset, run.length, 0, |_| {}),
                Change::Torn => delta.replace(offset, run.length, run.length, |text| text.push('\u{fffd}')),
                Change::Inserted => delta.replace(offset, 0, run.length, |text| {
                    contents.write(self.id(run.first()), run.length, text);
                }),
            }
        }
        delta
    }

    /// Forgets the changes, and joins what they left in pieces.
    pub(super) fn settle(&mut self) {
        let changed = std::mem::take(&mut self.changed);
        let mut ranges = Vec::with_capacity(changed.len());
        for run in changed {
            self.runs[run as usize].change = Change::None;
            let run = self.run(run);
            let Id { client, clock } = self.id(run.first());
            ranges.push(Range {
                client,
                clock,
                length: run.length,
            });
        }
        for range in ranges {
            self.tidy(range);
        }
    }
}
