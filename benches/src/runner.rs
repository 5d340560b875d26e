//! Runs workloads: all contenders of one take turns, A B C A B C, each in a process of its own.

use crate::contenders::cpython;
use crate::model::{Contender, Kind, Program, Scale, Workload};
use crate::options::Options;
use crate::progress::Progress;
use crate::session::{Failure, Reply, Session};
use crate::statistics::Row;

/// Runs everything that `options` choose, but for what `progress` has already.
///
/// # Errors
///
/// A text if finished rows cannot be kept.
pub(crate) fn run(options: &Options, progress: &mut Progress) -> Result<Vec<Row>, String> {
    let mut rows = Vec::new();
    for workload in &options.workloads {
        let kept = progress.begin(workload, turns_of(workload, options));
        let of_workload = match kept {
            Some(kept) => kept,
            None => {
                let new = run_workload(workload, options, progress);
                progress.finished(&new)?;
                new
            }
        };
        rows.extend(of_workload);
    }
    Ok(rows)
}

/// How many samples a run takes.
pub(crate) fn turns(options: &Options) -> usize {
    options.workloads.iter().map(|workload| turns_of(workload, options)).sum()
}

fn turns_of(workload: &'static Workload, options: &Options) -> usize {
    expected(workload, options).count() * (options.scale.samples() + 1)
}

/// The contenders that get a row.
fn expected(workload: &'static Workload, options: &Options) -> impl Iterator<Item = &'static Contender> {
    let is_expected =
        move |contender: &&Contender| takes_part(contender, workload) || workload.family.concerns(contender.kind);
    options.contenders.iter().copied().filter(is_expected)
}

fn run_workload(workload: &'static Workload, options: &Options, progress: &Progress) -> Vec<Row> {
    let entry = |contender| Entry::new(workload, contender, options.scale);
    let mut entries: Vec<Entry> = expected(workload, options).map(entry).collect();
    for round in 0..=options.scale.samples() {
        for entry in &mut entries {
            entry.take_turn(round);
            progress.turn();
        }
    }
    entries.into_iter().map(Entry::finish).collect()
}

/// Whether `contender` can do the work.
pub(crate) fn takes_part(contender: &Contender, workload: &Workload) -> bool {
    match contender.program {
        Program::Rust(benches) => benches().iter().any(|bench| bench.workload == workload.name),
        Program::Compiler => false,
        Program::Python => cpython::workloads().iter().any(|name| name == workload.name),
    }
}

/// A contender in one workload.
struct Entry {
    workload: &'static Workload,
    contender: &'static Contender,
    scale: Scale,
    session: Option<Session>,
    replies: Vec<Reply>,
    failure: Option<Failure>,
    is_unsupported: bool,
}

impl Entry {
    fn new(workload: &'static Workload, contender: &'static Contender, scale: Scale) -> Self {
        let is_unsupported = !takes_part(contender, workload);
        Self { workload, contender, scale, session: None, replies: Vec::new(), failure: None, is_unsupported }
    }

    /// Takes one sample. That of the first round warms up and is thrown away.
    fn take_turn(&mut self, round: usize) {
        let is_warming_up = round == 0;
        if self.failure.is_some() || self.is_unsupported || (is_warming_up && self.workload.fresh_process) {
            return;
        }
        match self.sample() {
            Ok(_) if is_warming_up => {}
            Ok(reply) => self.replies.push(reply),
            Err(failure) => {
                self.session = None;
                self.failure = Some(failure);
            }
        }
    }

    fn sample(&mut self) -> Result<Reply, Failure> {
        if self.workload.fresh_process {
            self.session = None;
        }
        let session = match self.session.take() {
            Some(session) => session,
            None => Session::start(self.workload, self.contender, self.scale)?,
        };
        self.session.insert(session).sample()
    }

    fn finish(self) -> Row {
        if self.is_unsupported {
            return Row::unsupported(self.workload, self.contender);
        }
        Row::new(self.workload, self.contender, &self.replies, self.failure)
    }
}

/// Whether this library is among `rows`.
pub(crate) fn has_subject(rows: &[Row]) -> bool {
    rows.iter().any(|row| row.contender.kind == Kind::Subject)
}
