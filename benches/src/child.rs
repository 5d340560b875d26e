//! The other side of a [session](crate::session): one workload of one contender, in a process of its own.

use std::io::{self, BufRead, Write};

use crate::contenders;
use crate::machine::{page_faults, resident_bytes};
use crate::model::{Program, Sampler, Scale};
use crate::stopwatch::Stopwatch;

/// The hidden subcommand.
pub(crate) const SUBCOMMAND: &str = "take-samples";

/// Takes a sample for each line read and writes `value operations resident_bytes page_faults`.
///
/// # Errors
///
/// A text if the names are not known together, or the pipe is broken.
pub(crate) fn run(workload: &str, contender: &str, scale: Scale) -> Result<(), String> {
    let mut sampler = prepare(workload, contender, scale)?;
    for request in io::stdin().lock().lines() {
        request.map_err(|error| error.to_string())?;
        let faults = page_faults();
        let sample = sampler(Stopwatch::default());
        let faults = page_faults() - faults;
        let mut out = io::stdout().lock();
        writeln!(out, "{} {} {} {faults}", sample.value, sample.operations, resident_bytes())
            .and_then(|()| out.flush())
            .map_err(|error| error.to_string())?;
    }
    // What is still alive is not worth the time, and for some contenders not worth the risk, of tearing down.
    std::process::exit(0)
}

fn prepare(workload: &str, contender: &str, scale: Scale) -> Result<Sampler, String> {
    let known = contenders::find(contender).ok_or_else(|| format!("no contender `{contender}`"))?;
    let Program::Rust(benches) = known.program else {
        return Err(format!("`{contender}` is not part of this program"));
    };
    let bench = benches().into_iter().find(|bench| bench.workload == workload);
    let bench = bench.ok_or_else(|| format!("`{contender}` takes no part in `{workload}`"))?;
    Ok((bench.prepare)(scale))
}
