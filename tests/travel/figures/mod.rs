//! What it costs, beside the bars it is held to, in time of the processor, which does not depend on what else the machine does:
//! `cargo test --release -p obj-tests --features travel --test travel figures -- --ignored --nocapture`

mod clock;
mod ring;
mod tree;

use std::time::Duration;

/// A figure, and what it must not be above.
struct Held {
    what: &'static str,
    is: f64,
    bar: f64,
}

fn held(what: &'static str, one: Duration, other: Duration, bar: f64) -> Held {
    Held { what, is: one.as_secs_f64() / other.as_secs_f64(), bar }
}

#[test]
#[ignore = "figures of optimised code, to be read"]
fn figures() {
    let figures: Vec<Held> = ring::figures().into_iter().chain(tree::figures()).collect();
    for Held { what, is, bar } in &figures {
        let mark = if is <= bar { "" } else { "  ABOVE" };
        println!("{what:<64} {is:>7.2} of {bar:>5.2}{mark}");
    }
}
