//! Instruction counts under callgrind: the same from run to run, whatever else the machine does.
//!
//! What could make them differ between processors is ruled out: callgrind shows every program the same processor, and
//! [`C_LIBRARY`] keeps the C library from choosing how to copy and clear memory by it. This library's own allocator
//! asks the system for pages, never the processor for anything. What remains is the compiler and the C library's
//! `malloc`, in which growing lists live; the committed counts say which compiler they are of.

use std::io::Write;
use std::process::{Command, Stdio};

use crate::model::{Contender, Program, Scale, Workload};
use crate::options::Options;
use crate::runner::takes_part;
use crate::session;

/// The plainest variants of `memcpy` and its like, which every processor has.
const C_LIBRARY: &str = "glibc.cpu.hwcaps=-AVX512F,-AVX512VL,-AVX2,-AVX,-ERMS,-FSRM,-BMI2,-SSE4_2,-SSSE3";

/// How many seconds a count may take.
const LIMIT: &str = "120";

/// What callgrind counted in the timed sections of one sample, for each operation.
#[derive(Clone, Copy)]
pub(crate) struct Counts {
    pub(crate) instructions: f64,
    /// Misses of the first-level data cache and mispredicted branches.
    pub(crate) misses: Option<(f64, f64)>,
}

/// Prints a table of what `options` choose. The sizes are those of a quick run.
///
/// # Errors
///
/// A text if callgrind cannot be started.
pub(crate) fn run(options: &Options) -> Result<(), String> {
    version()?;
    println!("{:<24} {:<20} {:>14} {:>12} {:>12}", "workload", "contender", "instructions", "D1 misses", "mispredicts");
    for workload in &options.workloads {
        for contender in &options.contenders {
            if matches!(contender.program, Program::Rust(_)) && takes_part(contender, workload) {
                let counts = count(workload, contender, options.counts_cache_misses);
                println!("{:<24} {:<20} {}", workload.name, contender.name, cells(counts));
            }
        }
    }
    Ok(())
}

/// The version of callgrind.
///
/// # Errors
///
/// A text if there is none.
pub(crate) fn version() -> Result<String, String> {
    let output = Command::new("valgrind").arg("--version").output().map_err(|error| format!("valgrind: {error}"))?;
    Ok(String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

fn cells(counts: Result<Counts, String>) -> String {
    match counts {
        Ok(Counts { instructions, misses: None }) => format!("{instructions:>14.1}"),
        Ok(Counts { instructions, misses: Some((cache, branch)) }) => {
            format!("{instructions:>14.1} {cache:>12.2} {branch:>12.2}")
        }
        Err(why) => format!("{why:>14}"),
    }
}

/// Counts the timed sections of one sample.
///
/// # Errors
///
/// Says in a few words why there are no counts.
pub(crate) fn count(workload: &Workload, contender: &Contender, counts_cache_misses: bool) -> Result<Counts, String> {
    let plain = session::command(workload, contender, Scale { quick: true }).map_err(|error| error.to_string())?;
    let mut command = Command::new("timeout");
    command.args([
        LIMIT,
        "valgrind",
        "--tool=callgrind",
        "--callgrind-out-file=/dev/null",
        "--collect-atstart=no",
        "--toggle-collect=*timed_section*",
    ]);
    if counts_cache_misses {
        command.args(["--cache-sim=yes", "--branch-sim=yes", "--D1=32768,8,64", "--LL=8388608,16,64"]);
    }
    command.arg(plain.get_program()).args(plain.get_args());
    command.env("GLIBC_TUNABLES", C_LIBRARY);
    command.envs(plain.get_envs().filter_map(|(name, value)| Some((name, value?))));
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());

    let mut process = command.spawn().map_err(|error| error.to_string())?;
    let request = process.stdin.take().expect("stdin is piped").write_all(b"\n");
    request.map_err(|error| error.to_string())?;
    let output = process.wait_with_output().map_err(|error| error.to_string())?;
    parse(&String::from_utf8_lossy(&output.stdout), &String::from_utf8_lossy(&output.stderr))
}

/// Reads the operations from the child's answer and the counts from callgrind's closing lines.
fn parse(answer: &str, closing: &str) -> Result<Counts, String> {
    let operations = answer.split_whitespace().nth(1).and_then(|word| word.parse::<f64>().ok());
    let operations = operations.ok_or("failed")?;
    let collected = closing.lines().find_map(|line| line.split_once("Collected :")).ok_or("no counts")?.1;
    let collected: Vec<f64> = collected.split_whitespace().filter_map(|word| word.parse().ok()).collect();
    let per_operation = |index: usize| collected.get(index).map(|count| count / operations);
    // Ir Dr Dw I1mr D1mr D1mw ILmr DLmr DLmw Bc Bcm Bi Bim
    let sum = |one, other| Some(per_operation(one)? + per_operation(other)?);
    let misses = sum(4, 5).zip(sum(10, 12));
    Ok(Counts { instructions: per_operation(0).ok_or("no counts")?, misses })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_are_divided_by_the_operations() {
        let counts = parse("12.5 10 4096\n", "==1== Collected : 400\n").expect("both are there");
        assert!((counts.instructions - 40.0).abs() < 1e-9 && counts.misses.is_none());

        let closing = "==1== Collected : 400 0 0 0 20 10 0 0 0 100 5 50 15";
        let counts = parse("12.5 10 4096\n", closing).expect("both are there");
        assert_eq!(counts.misses, Some((3.0, 2.0)));
        assert!(parse("", closing).is_err());
    }
}
