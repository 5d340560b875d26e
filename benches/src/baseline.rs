//! The committed instruction counts of this library, `instructions.csv`, and how the working tree compares with them.

use std::collections::BTreeMap;
use std::fmt::{self, Display, Formatter};
use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};

use crate::contenders;
use crate::instructions;
use crate::machine;
use crate::model::{Family, Unit, Workload};
use crate::options::Options;
use crate::workloads::catalogue::WORKLOADS;

/// How far a count may be from the committed one.
const TOLERANCE: f64 = 0.02;

/// The contender whose counts are committed.
const SUBJECT: &str = "obj";

/// Instructions for each operation, by workload.
type Counts = BTreeMap<String, f64>;

/// Compares the chosen workloads with the committed counts and prints both.
///
/// # Errors
///
/// A text that names each workload that takes more instructions than committed, before and after.
pub(crate) fn check(options: &Options) -> Result<(), String> {
    let path = path(options);
    let text = fs::read_to_string(&path).map_err(|error| named(&path, &error))?;
    let committed = read(&text).map_err(|error| named(&path, &error))?;
    let machine = machine()?;
    if text.lines().next() != Some(&machine) {
        println!("{}\n{machine} now\n", text.lines().next().unwrap_or_default());
    }
    let verdicts: Vec<Verdict> = counted(&options.workloads)
        .map(|workload| {
            let before = committed.get(workload.name).copied();
            let verdict = Verdict { workload: workload.name, before, after: count(workload).ok() };
            println!("{verdict}");
            verdict
        })
        .collect();
    let worse: Vec<String> = verdicts.iter().filter(|verdict| verdict.is_worse()).map(Verdict::to_string).collect();
    let better = verdicts.iter().filter(|verdict| verdict.is_better()).count();
    println!(
        "{} workloads, {} worse, {better} better by more than {} %",
        verdicts.len(),
        worse.len(),
        TOLERANCE * 100.0
    );
    if worse.is_empty() {
        return Ok(());
    }
    Err(format!(
        "worse than committed:\n{}\nwhere that is meant: `instructions --write` commits the counts anew",
        worse.join("\n")
    ))
}

/// Counts the chosen workloads and writes them among the committed ones.
///
/// # Errors
///
/// A text if the file cannot be written, or that names the workloads that could not be counted.
pub(crate) fn write(options: &Options) -> Result<(), String> {
    let path = path(options);
    let mut counts = match fs::read_to_string(&path) {
        Ok(text) => read(&text).map_err(|error| named(&path, &error))?,
        Err(_) => Counts::new(),
    };
    let mut failures = Vec::new();
    for workload in counted(&options.workloads) {
        match count(workload) {
            Ok(count) => {
                println!("{:<24} {count:>14.1}", workload.name);
                counts.insert(workload.name.into(), count);
            }
            Err(why) => failures.push(why),
        }
    }
    let machine = machine()?;
    let file = File::create(&path).map_err(|error| named(&path, &error))?;
    fill(file, &machine, &counts).map_err(|error| named(&path, &error))?;
    if failures.is_empty() { Ok(()) } else { Err(failures.join("\n")) }
}

/// One workload before and after: what was committed, and what could be counted.
struct Verdict {
    workload: &'static str,
    before: Option<f64>,
    after: Option<f64>,
}

impl Verdict {
    fn change(&self) -> Option<f64> {
        Some(self.after? / self.before? - 1.0)
    }

    /// A workload without a count cannot be told from one that got worse.
    fn is_worse(&self) -> bool {
        self.change().is_none_or(|change| change > TOLERANCE)
    }

    fn is_better(&self) -> bool {
        self.change().is_some_and(|change| change < -TOLERANCE)
    }
}

impl Display for Verdict {
    fn fmt(&self, f: &mut Formatter) -> fmt::Result {
        let count = |count: Option<f64>| count.map_or("no count".into(), |count| format!("{count:.1}"));
        write!(f, "{:<24} {:>14} -> {:>14}", self.workload, count(self.before), count(self.after))?;
        self.change().map_or(Ok(()), |change| write!(f, "  {:>+6.1} %", change * 100.0))
    }
}

/// The workloads that have something to count: timed sections, and an end that does not depend on the clock.
fn counted(workloads: &[&'static Workload]) -> impl Iterator<Item = &'static Workload> {
    workloads.iter().copied().filter(|workload| workload.unit == Unit::Nanoseconds && workload.family != Family::Pauses)
}

fn count(workload: &Workload) -> Result<f64, String> {
    let subject = contenders::find(SUBJECT).expect("it takes part");
    let counts = instructions::count(workload, subject, false);
    counts.map(|counts| counts.instructions).map_err(|why| format!("{}: {why}", workload.name))
}

fn path(options: &Options) -> PathBuf {
    options.folder.join("instructions.csv")
}

fn named(path: &Path, error: &dyn Display) -> String {
    format!("{}: {error}", path.display())
}

/// The line that says what the counts are of.
fn machine() -> Result<String, String> {
    let (compiler, callgrind) = (machine::compiler(), instructions::version()?);
    Ok(format!("# instructions for each operation; {compiler}, {}, {callgrind}", std::env::consts::ARCH))
}

fn read(text: &str) -> csv::Result<Counts> {
    csv::ReaderBuilder::new().comment(Some(b'#')).from_reader(text.as_bytes()).deserialize().collect()
}

/// Writes `counts` in the order of the catalogue, and leaves out those of workloads that are gone.
fn fill(mut file: impl Write, machine: &str, counts: &Counts) -> csv::Result<()> {
    writeln!(file, "{machine}")?;
    let mut writer = csv::Writer::from_writer(file);
    writer.write_record(["workload", "instructions"])?;
    for workload in WORKLOADS {
        if let Some(count) = counts.get(workload.name) {
            writer.write_record([workload.name, &format!("{count:.2}")])?;
        }
    }
    Ok(writer.flush()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_written_is_read() {
        let counts = Counts::from([("ring_1e3".into(), 150.25), ("churn".into(), 160.0)]);
        let mut file = Vec::new();
        fill(&mut file, "# a machine", &counts).expect("a vector takes it");
        let text = String::from_utf8(file).expect("it is text");
        assert_eq!(text, "# a machine\nworkload,instructions\nring_1e3,150.25\nchurn,160.00\n");
        assert_eq!(read(&text).expect("it is well formed"), counts);
    }

    #[test]
    fn more_than_two_percent_are_a_change() {
        let verdict = |before, after| Verdict { workload: "churn", before, after: Some(after) };
        assert!(verdict(Some(100.0), 102.1).is_worse() && verdict(None, 1.0).is_worse());
        assert!(!verdict(Some(100.0), 101.9).is_worse() && !verdict(Some(100.0), 98.1).is_better());
        assert!(verdict(Some(100.0), 97.9).is_better());
        let line = verdict(Some(100.0), 103.0).to_string();
        assert_eq!(line.split_whitespace().collect::<Vec<_>>(), ["churn", "100.0", "->", "103.0", "+3.0", "%"]);
    }

    // Rows of graphs that travel are compared with others' in one run; with `serde` all rows count a little more.
    #[cfg(not(feature = "travel"))]
    #[test]
    fn every_workload_that_can_be_counted_is_committed() {
        let committed = read(include_str!("../instructions.csv")).expect("it is well formed");
        let all: Vec<&Workload> = WORKLOADS.iter().collect();
        let missing: Vec<&str> =
            counted(&all).map(|workload| workload.name).filter(|name| !committed.contains_key(*name)).collect();
        assert!(missing.is_empty(), "{missing:?}");
    }
}
