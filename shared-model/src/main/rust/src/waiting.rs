//! What came before the units that it follows on, of the same client.
//!
//! yrs can take such structs in ahead of time and mark the hole. But when it then trims another update at the edge of
//! what it has, and the edge lies in a hole or in collected garbage of that update, it cuts the right part off without
//! shortening the left: clocks move, and text comes twice. So yrs is never given a struct behind a hole: its own clocks
//! have none then, and what it has of a client always begins at 0. What lies behind one waits here.

use yrs::updates::decoder::Decode;
use yrs::{ReadTxn, StateVector, TransactionMut, Update, WriteTxn};

use crate::answer::Answer;
use crate::failure::Failure;
use crate::wire::{Body, Parsed, Struct};

/// One run of a client's structs, as an update of its own.
#[derive(PartialEq, Eq)]
pub struct Run {
    client: u64,
    clock: u32,
    update: Vec<u8>,
}

/// The runs that wait, in no order.
#[derive(Default)]
pub struct Waiting {
    runs: Vec<Run>,
}

impl Waiting {
    pub fn is_empty(&self) -> bool {
        self.runs.is_empty()
    }

    pub fn updates(&self) -> impl Iterator<Item = &[u8]> {
        self.runs.iter().map(|run| run.update.as_slice())
    }

    /// Keeps what of an update is behind a hole; answers the rest, or nothing if that is all of it.
    pub fn hold_back(&mut self, update: &Parsed<'_>, known: &StateVector) -> Option<Vec<u8>> {
        let fits = |run: &[Struct<'_>]| run[0].range.clock <= clock_of(known, run[0].range.client);
        let whole = update
            .structs
            .chunk_by(|a, b| a.range.client == b.range.client)
            .all(|of_client| fits(of_client) && !of_client.iter().any(is_hole));
        if whole {
            return None;
        }
        let mut now = Vec::new();
        for of_client in update.structs.chunk_by(|a, b| a.range.client == b.range.client) {
            let mut runs = of_client.split(is_hole).filter(|run| !run.is_empty());
            let first = runs.next();
            for run in runs {
                self.hold(run);
            }
            match first {
                Some(run) if fits(run) => now.push(run),
                Some(run) => self.hold(run),
                None => {}
            }
        }
        Some(write(&now, update.deletions))
    }

    fn hold(&mut self, structs: &[Struct<'_>]) {
        let run = Run {
            client: structs[0].range.client,
            clock: structs[0].range.clock,
            update: write(&[structs], &[0]),
        };
        if !self.runs.contains(&run) {
            self.runs.push(run);
        }
    }

    /// Takes in all that fits by now, and what fits when that is in.
    pub fn release(&mut self, txn: &mut TransactionMut<'_>) -> Result<(), Failure> {
        loop {
            retry(txn)?;
            let known = txn.state_vector();
            let (fitting, rest): (Vec<Run>, Vec<Run>) = std::mem::take(&mut self.runs)
                .into_iter()
                .partition(|run| run.clock <= clock_of(&known, run.client));
            self.runs = rest;
            if fitting.is_empty() {
                return Ok(());
            }
            for run in fitting {
                apply(txn, Update::decode_v1(&run.update)?)?;
            }
        }
    }
}

/// Tries what waits in yrs for other clients' units until nothing more of it fits. yrs tries by itself only when an
/// update of a client comes that it noted as missing, and of several it notes one.
fn retry(txn: &mut TransactionMut<'_>) -> Result<(), Failure> {
    let mut waiting = usize::MAX;
    while let Some(pending) = txn.prune_pending() {
        let size = yrs::updates::encoder::Encode::encode_v1(&pending).len();
        apply(txn, pending)?;
        if size >= waiting {
            break;
        }
        waiting = size;
    }
    Ok(())
}

fn apply(txn: &mut TransactionMut<'_>, update: Update) -> Result<(), Failure> {
    txn.apply_update(update)
        .map_err(|error| Failure::Malformed(error.to_string()))
}

fn clock_of(known: &StateVector, client: u64) -> u32 {
    known.get(&yrs::ClientID::new(client))
}

fn is_hole(of: &Struct<'_>) -> bool {
    matches!(of.body, Body::Hole)
}

/// An update of these runs, each of another client.
fn write(runs: &[&[Struct<'_>]], deletions: &[u8]) -> Vec<u8> {
    let mut update = Answer::default();
    update.number(runs.len() as u64);
    for run in runs {
        update.number(run.len() as u64);
        update.number(run[0].range.client);
        update.number(u64::from(run[0].range.clock));
        for of in *run {
            update.raw(of.bytes);
        }
    }
    update.raw(deletions);
    update.into_bytes()
}
