//! Updates without a document.

use yrs::{diff_updates_v1, encode_state_vector_from_update_v1, merge_updates_v1};

use crate::failure::{Failure, Outcome};
use crate::wire;

/// Merges updates, each packed as its length in four bytes (most significant first) and its bytes.
pub fn merge(packed: &[u8]) -> Outcome<Vec<u8>> {
    let mut updates = Vec::new();
    let mut rest = packed;
    while !rest.is_empty() {
        let (head, tail) = rest.split_first_chunk::<4>().ok_or_else(torn)?;
        let length = u32::from_be_bytes(*head) as usize;
        let (update, after) = tail.split_at_checked(length).ok_or_else(torn)?;
        wire::parse(update)?;
        updates.push(update);
        rest = after;
    }
    Ok(merge_updates_v1(updates)?)
}

fn torn() -> Failure {
    Failure::Argument("the packed updates end in the middle of one".into())
}

/// What of `update` is news to one who has `have`.
pub fn difference(update: &[u8], have: &[u8]) -> Outcome<Vec<u8>> {
    wire::parse(update)?;
    wire::check_state_vector(have)?;
    Ok(diff_updates_v1(update, have)?)
}

/// The state vector that `update` would give an empty document.
pub fn state_vector(update: &[u8]) -> Outcome<Vec<u8>> {
    wire::parse(update)?;
    Ok(encode_state_vector_from_update_v1(update)?)
}
