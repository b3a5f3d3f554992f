//! Runs in the order of the text, so that an offset is found without walking from the start: a list of chunks, each
//! with the sum of its visible lengths, and a cursor that remembers the sum before the chunk that was used last.

use super::Run;

/// Chunks split at this many runs. Small enough that a chunk is scanned in well under a microsecond.
const FULL: usize = 96;

#[derive(Default)]
pub struct Order {
    chunks: Vec<Chunk>,
    /// The chunks in the order of the text.
    line: Vec<u32>,
    /// The visible length of each chunk, by its place in `line`.
    sums: Vec<u32>,
    cursor: Cursor,
    total: u32,
}

struct Chunk {
    runs: Vec<u32>,
    /// Its place in `line`.
    at: usize,
}

#[derive(Default, Clone, Copy)]
struct Cursor {
    at: usize,
    /// The sum of the visible lengths before `at`.
    before: u32,
}

impl Order {
    /// The visible length of everything.
    pub fn total(&self) -> u32 {
        self.total
    }

    /// Puts a run behind another one, or first, and notes its chunk in it.
    pub fn insert(&mut self, runs: &mut [Run], after: Option<u32>, run: u32) {
        if self.line.is_empty() {
            self.chunks.push(Chunk {
                runs: Vec::with_capacity(FULL),
                at: 0,
            });
            self.line.push(0);
            self.sums.push(0);
        }
        let (chunk, place) = match after {
            Some(after) => (runs[after as usize].chunk, self.place(runs, after) + 1),
            None => (self.line[0], 0),
        };
        runs[run as usize].chunk = chunk;
        self.chunks[chunk as usize].runs.insert(place, run);
        self.grow(chunk, runs[run as usize].visible() as i64);
        if self.chunks[chunk as usize].runs.len() >= FULL {
            self.split(runs, chunk);
        }
    }

    /// Takes out a run that is not visible, or whose length another run has taken over.
    pub fn remove(&mut self, runs: &[Run], run: u32) {
        let place = self.place(runs, run);
        self.chunks[runs[run as usize].chunk as usize].runs.remove(place);
    }

    fn place(&self, runs: &[Run], run: u32) -> usize {
        let of_chunk = &self.chunks[runs[run as usize].chunk as usize].runs;
        of_chunk
            .iter()
            .position(|other| *other == run)
            .expect("a run lies in its chunk")
    }

    /// A chunk became visibly longer or shorter.
    pub fn grow(&mut self, chunk: u32, by: i64) {
        let at = self.chunks[chunk as usize].at;
        self.sums[at] = (i64::from(self.sums[at]) + by) as u32;
        self.total = (i64::from(self.total) + by) as u32;
        if at < self.cursor.at {
            self.cursor.before = (i64::from(self.cursor.before) + by) as u32;
        }
    }

    fn split(&mut self, runs: &mut [Run], chunk: u32) {
        let half = self.chunks[chunk as usize].runs.split_off(FULL / 2);
        let moved: u32 = half.iter().map(|run| runs[*run as usize].visible()).sum();
        let new = self.chunks.len() as u32;
        for run in &half {
            runs[*run as usize].chunk = new;
        }
        let at = self.chunks[chunk as usize].at + 1;
        self.chunks.push(Chunk { runs: half, at });
        self.line.insert(at, new);
        self.sums[at - 1] -= moved;
        self.sums.insert(at, moved);
        for later in &self.line[at + 1..] {
            self.chunks[*later as usize].at += 1;
        }
        if self.cursor.at >= at {
            self.cursor = Cursor::default();
        }
    }

    /// The run that the visible unit `offset` lies in, and the unit's place in that run. The offset is within the text.
    pub fn find(&mut self, runs: &[Run], offset: u32) -> (u32, u32) {
        let mut cursor = self.cursor;
        while cursor.before > offset {
            cursor.at -= 1;
            cursor.before -= self.sums[cursor.at];
        }
        while offset - cursor.before >= self.sums[cursor.at] {
            cursor.before += self.sums[cursor.at];
            cursor.at += 1;
        }
        self.cursor = cursor;
        let mut left = offset - cursor.before;
        for run in &self.chunks[self.line[cursor.at] as usize].runs {
            let visible = runs[*run as usize].visible();
            if left < visible {
                return (*run, left);
            }
            left -= visible;
        }
        unreachable!("the sums are those of the runs")
    }

    /// How much is visible before a run.
    pub fn offset_of(&mut self, runs: &[Run], run: u32) -> u32 {
        let chunk = runs[run as usize].chunk;
        let at = self.chunks[chunk as usize].at;
        let mut cursor = self.cursor;
        while cursor.at > at {
            cursor.at -= 1;
            cursor.before -= self.sums[cursor.at];
        }
        while cursor.at < at {
            cursor.before += self.sums[cursor.at];
            cursor.at += 1;
        }
        self.cursor = cursor;
        let mut before = cursor.before;
        for other in &self.chunks[chunk as usize].runs {
            if *other == run {
                break;
            }
            before += runs[*other as usize].visible();
        }
        before
    }
}
