//! `obj` beside every alternative, in one run.
//!
//! ```text
//! cargo run --release -p obj-benches -- list
//! cargo run --release -p obj-benches -- run --quick
//! cargo run --release -p obj-benches -- report
//! ```

mod allocator;
mod model;
mod random;
mod stopwatch;

mod contenders;
mod workloads;

mod child;
mod session;
mod statistics;

mod partial;
mod progress;
mod runner;

mod bars;
mod baseline;
mod compile;
mod instructions;
mod machine;
mod markdown;
mod results;
mod scaling;
mod svg;
#[cfg(feature = "travel")]
mod threads;
mod tracing;

mod command;
mod options;

#[global_allocator]
static ALLOCATOR: allocator::Chosen = allocator::Chosen;

fn main() -> std::process::ExitCode {
    command::run(std::env::args().skip(1).collect())
}
