//! The subcommands.

use std::fs;
use std::path::Path;
use std::process::ExitCode;

use crate::contenders::CONTENDERS;
use crate::model::Scale;
use crate::options::{Baseline, Options};
use crate::partial::Partial;
use crate::progress::Progress;
use crate::statistics::Row;
use crate::workloads::catalogue::{self, WORKLOADS};
use crate::{baseline, child, compile, instructions, machine, markdown, results, runner, scaling, svg, tracing};

const USAGE: &str = "\
usage: obj-benches list
       obj-benches run          [--only WORKLOAD,…] [--contenders NAME,…] [--quick] [--csv FILE]
       obj-benches report       [--only WORKLOAD,…] [--contenders NAME,…] [--quick] [--into FOLDER]
       obj-benches instructions [--only WORKLOAD,…] [--contenders NAME,…] [--cache]
       obj-benches instructions --check|--write [--only WORKLOAD,…]
       obj-benches compile      [--quick] [--csv FILE]
       obj-benches scaling      [--quick] [--into FOLDER]
       obj-benches tracing      [--quick]
       obj-benches threads      [--quick]

list          names workloads and contenders
run           runs workloads and prints a table
report        runs everything, compile times too, and writes RESULTS.md, results.svg and results.csv beside this
              package's manifest, or into FOLDER; interrupted, it goes on where it was when it is called again
instructions  counts instructions under callgrind; with --cache also cache misses and mispredicted branches;
              with --check compares the counts of this library with the committed ones and fails where one is more
              than 2 % higher; with --write commits them anew
compile       times the compiler on generated crates
scaling       measures time and memory from 1e3 to 1e8 objects, as far as the memory goes, and writes scaling.csv and
              scaling.svg
tracing       measures what the feature `trace-refs` costs, idle and recording
threads       with the feature `travel`: measures what handles that many threads have at once cost, beside parcels";

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
        "instructions" => return count(&Options::parse(rest)?),
        "tracing" => return tracing::run(Options::parse(rest)?.scale.quick),
        #[cfg(feature = "travel")]
        "threads" => return crate::threads::run(Options::parse(rest)?.scale.quick),
        "compile" => return compile_times(&Options::parse(rest)?),
        "scaling" => return scaling::run(&Options::parse(rest)?),
        scaling::SUBCOMMAND => return scaling::child(rest),
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

fn count(options: &Options) -> Result<(), String> {
    match options.baseline {
        Baseline::Ignore => instructions::run(options),
        Baseline::Check => baseline::check(options),
        Baseline::Write => baseline::write(options),
    }
}

fn measure(options: &Options) -> Result<(), String> {
    let mut progress = Progress::new(runner::turns(options), None);
    finish(&runner::run(options, &mut progress)?, progress, options)
}

fn compile_times(options: &Options) -> Result<(), String> {
    let mut progress = Progress::new(compile::turns(options.scale), None);
    finish(&compile::run(options.scale, &mut progress)?, progress, options)
}

fn finish(rows: &[Row], progress: Progress, options: &Options) -> Result<(), String> {
    progress.end();
    match &options.csv {
        Some(path) => results::write(rows, path),
        None => Ok(()),
    }
}

fn report(options: &Options) -> Result<(), String> {
    let folder = &options.folder;
    let about = format!("{} on {}; {}", options.describe(), machine::processor(), machine::compiler());
    let partial = Partial::take_up(&folder.join("results.partial.csv"), &about)?;
    let is_complete = options.workloads.len() == WORKLOADS.len();
    let turns = runner::turns(options) + if is_complete { compile::turns(options.scale) } else { 0 };
    let mut progress = Progress::new(turns, Some(partial));
    let mut rows = runner::run(options, &mut progress)?;
    if is_complete {
        rows.extend(compile::run(options.scale, &mut progress)?);
    }
    results::write(&rows, &folder.join("results.csv"))?;
    write(&folder.join("RESULTS.md"), &markdown::report(&rows, options.scale))?;
    write(&folder.join("results.svg"), &svg::picture(&rows))?;
    progress.end();
    Ok(())
}

fn write(path: &Path, text: &str) -> Result<(), String> {
    fs::write(path, text).map_err(|error| format!("{}: {error}", path.display()))
}

fn take_samples(arguments: &[String]) -> Result<(), String> {
    let [workload, contender, rest @ ..] = arguments else {
        return Err(USAGE.into());
    };
    let workload = catalogue::find(workload).ok_or_else(|| format!("no workload `{workload}`"))?;
    let quick = rest.iter().any(|argument| argument == "--quick");
    child::run(workload.name, contender, Scale { quick })
}
