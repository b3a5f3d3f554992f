//! The text's units in their order, beside the yrs document that owns them: who made them, what they were placed between,
//! whether they are visible, but not what they say.
//!
//! yrs finds an offset by walking from the start of the text. Here it is found in a list of chunks, so that an own edit
//! becomes an update with its origins without a walk, and a peer's update becomes a delta without one. The order is that
//! of the Yjs algorithm (YATA), run a second time. The module knows nothing of yrs: the document feeds both and compares.

mod absorb;
mod edit;
mod order;
mod reading;
mod rebuild;

use std::collections::{HashMap, HashSet};

use crate::wire::Id;
use order::Order;

pub use absorb::Unclear;
pub use reading::Place;

/// "No run".
const NONE: u32 = u32::MAX;

/// A unit's name with the client as an index into `Sequence::clients`.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
struct Unit {
    client: u32,
    clock: u32,
}

/// Units that one client made one after the other and that stand one after the other.
struct Run {
    client: u32,
    clock: u32,
    length: u32,
    /// What stood to the left and right of the first unit when it was written.
    origin: Option<Unit>,
    right_origin: Option<Unit>,
    previous: u32,
    next: u32,
    chunk: u32,
    kind: Kind,
    change: Change,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Kind {
    Text,
    /// Embeds and other values: one U+FFFC each.
    Values,
    /// Format marks: alive, but without a place in the text.
    Mark,
    Deleted,
}

/// What the update at hand did to a run.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Change {
    None,
    /// Came with it, and is visible.
    Inserted,
    /// Was visible before it.
    Deleted,
    /// Was half of a surrogate pair that it tore apart: both halves are U+FFFD from now on.
    Torn,
}

impl Run {
    fn visible(&self) -> u32 {
        match self.kind {
            Kind::Text | Kind::Values => self.length,
            Kind::Mark | Kind::Deleted => 0,
        }
    }

    fn first(&self) -> Unit {
        Unit {
            client: self.client,
            clock: self.clock,
        }
    }

    fn last(&self) -> Unit {
        Unit {
            client: self.client,
            clock: self.clock + self.length - 1,
        }
    }
}

struct Client {
    id: u64,
    /// The first clock that is not known yet, whatever the ones before belong to.
    next: u32,
    /// Where the client's runs begin, ascending, and the runs.
    clocks: Vec<u32>,
    runs: Vec<u32>,
}

/// See the module.
pub struct Sequence {
    runs: Vec<Run>,
    free: Vec<u32>,
    first: u32,
    order: Order,
    clients: Vec<Client>,
    index: HashMap<u64, u32>,
    /// The high halves of surrogate pairs, so that nobody cuts between a unit in here and the next.
    highs: HashSet<Unit>,
    /// Visible units that are not text.
    values: u32,
    /// Whether a client's units are known with gaps.
    holes: bool,
    /// The runs with a change, while an update is taken in.
    changed: Vec<u32>,
}

impl Sequence {
    /// Of an empty text.
    pub fn empty() -> Self {
        Sequence {
            runs: Vec::new(),
            free: Vec::new(),
            first: NONE,
            order: Order::default(),
            clients: Vec::new(),
            index: HashMap::new(),
            highs: HashSet::new(),
            values: 0,
            holes: false,
            changed: Vec::new(),
        }
    }

    /// The visible length in UTF-16 units.
    pub fn length(&self) -> u32 {
        self.order.total()
    }

    /// The visible length before the update at hand.
    pub fn length_before(&self) -> u32 {
        let mut length = self.length();
        for run in &self.changed {
            let run = self.run(*run);
            match run.change {
                Change::Inserted => length -= run.length,
                Change::Deleted => length += run.length,
                Change::None | Change::Torn => {}
            }
        }
        length
    }

    /// The first clock of a client that is not known yet.
    pub fn next_clock(&self, client: u64) -> u32 {
        self.index
            .get(&client)
            .map_or(0, |client| self.clients[*client as usize].next)
    }

    /// Whether a client's units are known with gaps; what fills a gap cannot be taken in.
    pub fn has_holes(&self) -> bool {
        self.holes
    }

    fn run(&self, run: u32) -> &Run {
        &self.runs[run as usize]
    }

    fn client(&mut self, id: u64) -> u32 {
        if let Some(known) = self.index.get(&id) {
            return *known;
        }
        let client = self.clients.len() as u32;
        self.clients.push(Client {
            id,
            next: 0,
            clocks: Vec::new(),
            runs: Vec::new(),
        });
        self.index.insert(id, client);
        client
    }

    fn unit(&self, id: Id) -> Option<Unit> {
        self.index.get(&id.client).map(|client| Unit {
            client: *client,
            clock: id.clock,
        })
    }

    fn id(&self, unit: Unit) -> Id {
        Id {
            client: self.clients[unit.client as usize].id,
            clock: unit.clock,
        }
    }

    /// The run that a unit lies in, if it is one of this text.
    fn find(&self, unit: Unit) -> Option<u32> {
        let client = &self.clients[unit.client as usize];
        let place = client
            .clocks
            .partition_point(|clock| *clock <= unit.clock)
            .checked_sub(1)?;
        let run = client.runs[place];
        (unit.clock - client.clocks[place] < self.run(run).length).then_some(run)
    }

    fn after(&self, run: Option<u32>) -> u32 {
        run.map_or(self.first, |run| self.run(run).next)
    }

    /// Puts a new run behind another one, or first.
    fn add(&mut self, after: Option<u32>, mut run: Run) -> u32 {
        let client = run.client as usize;
        run.previous = after.unwrap_or(NONE);
        run.next = self.after(after);
        let number = match self.free.pop() {
            Some(free) => {
                self.runs[free as usize] = run;
                free
            }
            None => {
                self.runs.push(run);
                self.runs.len() as u32 - 1
            }
        };
        let Run {
            previous, next, clock, ..
        } = self.runs[number as usize];
        match previous {
            NONE => self.first = number,
            previous => self.runs[previous as usize].next = number,
        }
        if next != NONE {
            self.runs[next as usize].previous = number;
        }
        let client = &mut self.clients[client];
        if client.clocks.last().is_none_or(|last| *last < clock) {
            client.clocks.push(clock);
            client.runs.push(number);
        } else {
            let place = client.clocks.partition_point(|other| *other < clock);
            client.clocks.insert(place, clock);
            client.runs.insert(place, number);
        }
        self.order.insert(&mut self.runs, after, number);
        number
    }

    /// Cuts a run so that its first `keep` units stay; answers the rest.
    fn split(&mut self, run: u32, keep: u32) -> u32 {
        let whole = &mut self.runs[run as usize];
        let rest = Run {
            client: whole.client,
            clock: whole.clock + keep,
            length: whole.length - keep,
            origin: Some(Unit {
                client: whole.client,
                clock: whole.clock + keep - 1,
            }),
            right_origin: whole.right_origin,
            previous: NONE,
            next: NONE,
            chunk: NONE,
            kind: whole.kind,
            change: whole.change,
        };
        whole.length = keep;
        let (chunk, cut) = (whole.chunk, rest.visible());
        let changed = rest.change != Change::None;
        self.order.grow(chunk, -i64::from(cut));
        let rest = self.add(Some(run), rest);
        if changed {
            self.changed.push(rest);
        }
        rest
    }

    /// Makes a visible or marking run a deleted one.
    fn delete(&mut self, run: u32) {
        let gone = &mut self.runs[run as usize];
        let visible = gone.visible();
        if gone.kind == Kind::Values {
            self.values -= gone.length;
        }
        gone.kind = Kind::Deleted;
        let (chunk, client, clock, length) = (gone.chunk, gone.client, gone.clock, gone.length);
        self.order.grow(chunk, -i64::from(visible));
        if !self.highs.is_empty() {
            for clock in clock..clock + length {
                self.highs.remove(&Unit { client, clock });
            }
        }
    }

    /// Joins a run to the one before it where the two could have been one from the start.
    fn join(&mut self, run: u32) -> Option<u32> {
        let right = self.run(run);
        let left = right.previous;
        if left == NONE {
            return None;
        }
        let (left_run, right_run) = (self.run(left), right);
        let fits = left_run.client == right_run.client
            && left_run.clock + left_run.length == right_run.clock
            && right_run.origin == Some(left_run.last())
            && left_run.right_origin == right_run.right_origin
            && left_run.kind == right_run.kind
            && left_run.change == right_run.change;
        if !fits {
            return None;
        }
        let (client, clock, length, next, visible) = (
            right_run.client,
            right_run.clock,
            right_run.length,
            right_run.next,
            right_run.visible(),
        );
        let (from, to) = (right_run.chunk, left_run.chunk);
        self.order.remove(&self.runs, run);
        if from != to && visible > 0 {
            self.order.grow(from, -i64::from(visible));
            self.order.grow(to, i64::from(visible));
        }
        let client = &mut self.clients[client as usize];
        let place = client.clocks.partition_point(|other| *other < clock);
        client.clocks.remove(place);
        client.runs.remove(place);
        self.runs[left as usize].length += length;
        self.runs[left as usize].next = next;
        if next != NONE {
            self.runs[next as usize].previous = left;
        }
        self.free.push(run);
        Some(left)
    }

    /// Notes the surrogate pairs of a text that begins at `clock`, as far as they begin at `from` or later.
    fn note_pairs(&mut self, client: u32, mut clock: u32, from: u32, text: &str) {
        if text.is_ascii() {
            return;
        }
        for character in text.chars() {
            let length = character.len_utf16() as u32;
            if length == 2 && clock >= from {
                self.highs.insert(Unit { client, clock });
            }
            clock += length;
        }
    }
}
