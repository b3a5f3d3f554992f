//! Replays an editing trace, read as JSON from the standard input, through the crate alone: one transaction and one
//! update an edit. Prints the milliseconds of each round, and of loading the finished document, in two lines. The
//! argument is the number of rounds; the first is not counted.

use std::io::Read;
use std::time::Instant;

use tandem_crdt::document::Document;

struct Edit {
    offset: u32,
    deleted: u32,
    inserted: String,
}

fn main() {
    let rounds: usize = std::env::args()
        .nth(1)
        .map_or(6, |rounds| rounds.parse().expect("rounds is a number"));
    let mut json = String::new();
    std::io::stdin().read_to_string(&mut json).expect("the trace is text");
    let (edits, expected) = read(&json);
    let mut typing = Vec::new();
    let mut loading = Vec::new();
    for _ in 0..rounds {
        let start = Instant::now();
        let mut document = Document::open(1, 500);
        let mut bytes = 0;
        for edit in &edits {
            bytes += document
                .splice(edit.offset, edit.deleted, &edit.inserted)
                .expect("the trace fits")
                .len();
        }
        typing.push(start.elapsed().as_secs_f64() * 1000.0);
        assert!(bytes > edits.len());
        assert_eq!(document.text(), expected);
        let finished = document.difference(&[0]).expect("an empty state vector is one");
        let start = Instant::now();
        let mut loaded = Document::open(2, 500);
        loaded.apply(&finished).expect("our own update");
        loading.push(start.elapsed().as_secs_f64() * 1000.0);
        assert_eq!(loaded.text(), expected);
    }
    print("typing", &typing);
    print("loading", &loading);
}

fn print(what: &str, times: &[f64]) {
    let times: Vec<String> = times.iter().skip(1).map(|time| format!("{time:.2}")).collect();
    println!("{what} {}", times.join(" "));
}

fn read(json: &str) -> (Vec<Edit>, String) {
    let trace: serde_json::Value = serde_json::from_str(json).expect("the trace is JSON");
    let mut edits = Vec::new();
    for transaction in trace["txns"].as_array().expect("a trace has transactions") {
        for patch in transaction["patches"].as_array().expect("a transaction has patches") {
            edits.push(Edit {
                offset: patch[0].as_u64().expect("a position") as u32,
                deleted: patch[1].as_u64().expect("a count") as u32,
                inserted: patch[2].as_str().expect("a text").to_owned(),
            });
        }
    }
    (
        edits,
        trace["endContent"].as_str().expect("a trace has its end").to_owned(),
    )
}
