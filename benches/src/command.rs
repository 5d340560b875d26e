//! The subcommands.

use std::fs;
use std::path::Path;
use std::process::ExitCode;

use crate::contenders::CONTENDERS;
use crate::model::Scale;
use crate::options::Options;
use crate::statistics::Row;
use crate::workloads::catalogue::{self, WORKLOADS};
use crate::{child, compile, csv, instructions, markdown, runner, svg, tracing};

const USAGE: &str = "\
usage: obj-benches list
       obj-benches run          [--only WORKLOAD,…] [--contenders NAME,…] [--quick] [--csv FILE]
       obj-benches report       [--only WORKLOAD,…] [--contenders NAME,…] [--quick]
       obj-benches instructions [--only WORKLOAD,…] [--contenders NAME,…] [--cache]
       obj-benches compile      [--quick] [--csv FILE]
       obj-benches tracing      [--quick]

list          names workloads and contenders
run           runs workloads and prints a table
report        runs everything, compile times too, and writes RESULTS.md, results.svg and results.csv beside this
              package's manifest
instructions  counts instructions under callgrind; with --cache also cache misses and mispredicted branches
compile       times the compiler on generated crates
tracing       measures what the feature `trace-refs` costs, idle and recording";

/// Runs the command that `arguments` name.
pub(crate) fn run(arguments: Vec<String>) -> ExitCode {
    let result = match arguments.split_first() {
        Some((command, rest)) => dispatch(command, rest),
        None => Err(USAGE.into()),
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("{message}");
            ExitCode::FAILURE
        }
    }
}

fn dispatch(command: &str, rest: &[String]) -> Result<(), String> {
    match command {
        "list" => list(),
        "run" => return measure(&Options::parse(rest)?),
        "report" => return report(&Options::parse(rest)?),
        "instructions" => return instructions::run(&Options::parse(rest)?),
        "tracing" => return tracing::run(Options::parse(rest)?.scale.quick),
        "compile" => return compile_times(&Options::parse(rest)?),
        child::SUBCOMMAND => return take_samples(rest),
        _ => return Err(USAGE.into()),
    }
    Ok(())
}

fn list() {
    for workload in WORKLOADS.iter().chain(compile::WORKLOADS) {
        let unit = format!("{} / {}", workload.unit.sign(), workload.per);
        println!("{:<24} {:<20} {}", workload.name, unit, workload.about);
    }
    println!();
    for contender in CONTENDERS {
        println!("{:<24} {:<20} {}", contender.name, contender.kind.name(), contender.about);
    }
}

fn measure(options: &Options) -> Result<(), String> {
    finish(&runner::run(options, print), options)
}

fn compile_times(options: &Options) -> Result<(), String> {
    finish(&compile::run(options.scale, print)?, options)
}

fn finish(rows: &[Row], options: &Options) -> Result<(), String> {
    match &options.csv {
        Some(path) => csv::write(rows, path),
        None => Ok(()),
    }
}

fn report(options: &Options) -> Result<(), String> {
    let mut rows = runner::run(options, print);
    if options.workloads.len() == WORKLOADS.len() {
        rows.extend(compile::run(options.scale, print)?);
    }
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"));
    csv::write(&rows, &folder.join("results.csv"))?;
    write(&folder.join("RESULTS.md"), &markdown::report(&rows, options.scale))?;
    write(&folder.join("results.svg"), &svg::picture(&rows))
}

fn write(path: &Path, text: &str) -> Result<(), String> {
    fs::write(path, text).map_err(|error| format!("{}: {error}", path.display()))
}

/// Prints the rows of one workload.
fn print(rows: &[Row]) {
    for row in rows {
        let (workload, contender, status) = (row.workload.name, row.contender.name, row.status.word());
        match row.spread() {
            Some(spread) => println!(
                "{workload:<24} {contender:<20} {:>14.2} ({:.2}–{:.2}) {} / {}  {status}",
                spread.median,
                spread.min,
                spread.max,
                row.workload.unit.sign(),
                row.workload.per,
            ),
            None => println!("{workload:<24} {contender:<20} {status:>14}"),
        }
    }
}

fn take_samples(arguments: &[String]) -> Result<(), String> {
    let [workload, contender, rest @ ..] = arguments else {
        return Err(USAGE.into());
    };
    let workload = catalogue::find(workload).ok_or_else(|| format!("no workload `{workload}`"))?;
    let quick = rest.iter().any(|argument| argument == "--quick");
    child::run(workload.name, contender, Scale { quick })
}
