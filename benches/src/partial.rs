//! The finished workloads of a report that has not come to its end: it may be interrupted and taken up again.

use std::fs::{self, File, OpenOptions};
use std::io::Write;
use std::path::{Path, PathBuf};

use crate::compile;
use crate::contenders::CONTENDERS;
use crate::model::{Contender, Workload};
use crate::statistics::{Row, Status};
use crate::workloads::catalogue::WORKLOADS;

const HEADER: [&str; 5] = ["workload", "contender", "status", "page_faults", "samples"];

/// A file of finished rows, sample by sample.
pub(crate) struct Partial {
    path: PathBuf,
    rows: Vec<Row>,
}

impl Partial {
    /// Takes up the run of `path`, which `about` describes in a line, or begins it.
    ///
    /// # Errors
    ///
    /// A text if the file is of another run, or cannot be read or written.
    pub(crate) fn take_up(path: &Path, about: &str) -> Result<Self, String> {
        let named = |error: &dyn std::fmt::Display| format!("{}: {error}", path.display());
        let first = format!("# {about}");
        let Ok(text) = fs::read_to_string(path) else {
            begin(path, &first).map_err(|error| named(&error))?;
            return Ok(Self { path: path.into(), rows: Vec::new() });
        };
        if text.lines().next() != Some(&first) {
            return Err(named(&format!("it is of another run, not of\n{first}\nRemove it to begin anew.")));
        }
        let rows = read(&text).map_err(|error| named(&error))?;
        Ok(Self { path: path.into(), rows })
    }

    /// The rows of `workload`, if it was finished.
    pub(crate) fn take(&mut self, workload: &Workload) -> Option<Vec<Row>> {
        let rows: Vec<Row> = self.rows.extract_if(.., |row| row.workload.name == workload.name).collect();
        (!rows.is_empty()).then_some(rows)
    }

    /// Adds the rows of a workload that is finished.
    ///
    /// # Errors
    ///
    /// A text that names the file.
    pub(crate) fn add(&self, rows: &[Row]) -> Result<(), String> {
        let file = OpenOptions::new().append(true).open(&self.path).map_err(csv::Error::from);
        file.and_then(|file| append(file, rows)).map_err(|error| format!("{}: {error}", self.path.display()))
    }

    /// Removes the file: everything is in the report.
    pub(crate) fn finish(self) {
        let _ = fs::remove_file(self.path);
    }
}

fn begin(path: &Path, first: &str) -> csv::Result<()> {
    let mut file = File::create(path)?;
    writeln!(file, "{first}")?;
    let mut writer = csv::Writer::from_writer(file);
    writer.write_record(HEADER)?;
    Ok(writer.flush()?)
}

fn append(file: impl Write, rows: &[Row]) -> csv::Result<()> {
    let mut writer = csv::Writer::from_writer(file);
    for row in rows {
        let samples: Vec<String> = row.samples.iter().map(f64::to_string).collect();
        let status = row.status.word();
        let faults = row.faults.map_or(String::new(), |faults| faults.to_string());
        writer.write_record([row.workload.name, row.contender.name, &status, &faults, &samples.join(" ")])?;
    }
    Ok(writer.flush()?)
}

/// Reads rows. A line that was cut off, or names what is not known any more, is left out with its workload's others.
fn read(text: &str) -> csv::Result<Vec<Row>> {
    let mut reader = csv::ReaderBuilder::new().comment(Some(b'#')).flexible(true).from_reader(text.as_bytes());
    let mut rows = Vec::new();
    let mut broken = Vec::new();
    for record in reader.records() {
        let record = record?;
        match row(&record) {
            Some(row) => rows.push(row),
            None => broken.push(record.get(0).unwrap_or_default().to_owned()),
        }
    }
    rows.retain(|row| !broken.iter().any(|name| name == row.workload.name));
    Ok(rows)
}

fn row(record: &csv::StringRecord) -> Option<Row> {
    let (workload, contender) = find(record.get(0)?, record.get(1)?)?;
    let faults = record.get(3)?.parse().ok();
    let samples = record.get(4)?.split_whitespace().map(|sample| sample.parse().ok()).collect::<Option<_>>()?;
    Some(Row { workload, contender, samples, faults, status: Status::of_word(record.get(2)?)? })
}

fn find(workload: &str, contender: &str) -> Option<(&'static Workload, &'static Contender)> {
    let known = WORKLOADS.iter().find(|known| known.name == workload);
    let compiled = || compile::WORKLOADS.iter().find(|known| known.name == workload);
    match known {
        Some(known) => Some((known, CONTENDERS.iter().find(|known| known.name == contender)?)),
        None => Some((compiled()?, compile::CONTENDERS.iter().copied().find(|known| known.name == contender)?)),
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;
    use crate::session::Failure;

    fn rows() -> Vec<Row> {
        let row = |workload, contender, samples: &[f64], status| {
            let (workload, contender) = find(workload, contender).expect("both are known");
            Row { workload, contender, samples: samples.to_vec(), faults: samples.first().copied(), status }
        };
        vec![
            row("ring_1e3", "obj", &[1.5, 2.25], Status::Ok),
            row("ring_1e3", "rc", &[3.0], Status::Leaks),
            row("deep_chain", "rc", &[], Status::Failed(Failure::Crash("stack overflow, twice".into()))),
            row("deep_chain", "gc", &[], Status::Failed(Failure::Stopped(Duration::from_secs(20)))),
            row("deep_chain", "lasso", &[], Status::Unsupported),
            row("compile_derives_10", "serde", &[7.0], Status::Failed(Failure::DoesNotCompile)),
        ]
    }

    #[test]
    fn an_interrupted_run_is_taken_up() {
        let path = std::env::temp_dir().join(format!("obj-benches-partial-{}", std::process::id()));
        let _ = fs::remove_file(&path);
        let partial = Partial::take_up(&path, "quick").expect("it can be written");
        partial.add(&rows()).expect("it can be written");

        let mut again = Partial::take_up(&path, "quick").expect("it is the same run");
        let figures = |rows: &[Row]| {
            rows.iter()
                .map(|row| (row.contender.name, row.samples.clone(), row.faults, row.status.clone()))
                .collect::<Vec<_>>()
        };
        for workload in ["ring_1e3", "deep_chain", "compile_derives_10"] {
            let expected: Vec<Row> = rows().into_iter().filter(|row| row.workload.name == workload).collect();
            let rows = again.take(expected[0].workload).expect("it was finished");
            assert_eq!(figures(&rows), figures(&expected));
        }
        assert!(again.take(&WORKLOADS[0]).is_none());
        assert!(Partial::take_up(&path, "full").is_err_and(|error| error.contains("of another run")));
        again.finish();
        assert!(!path.exists());
    }

    #[test]
    fn a_workload_with_a_line_cut_off_is_run_again() {
        let mut file = Vec::new();
        append(&mut file, &rows()).expect("a vector takes it");
        let text = String::from_utf8(file).expect("it is text");
        let cut = format!("{}\n{}", HEADER.join(","), &text[..text.len() - "serde,does not compile,7,7\n".len()]);
        let rows = read(&cut).expect("it is well formed");
        assert_eq!(rows.iter().map(|row| row.workload.name).collect::<Vec<_>>()[4..], ["deep_chain"]);
    }
}
