//! Medians, spreads, and who is best.

use std::fmt::{self, Display, Formatter};
use std::time::Duration;

use crate::model::{Against, Contender, Unit, Workload};
use crate::session::{Failure, Reply};

/// The samples of one contender on one workload, and what they amount to.
pub(crate) struct Row {
    pub(crate) workload: &'static Workload,
    pub(crate) contender: &'static Contender,
    /// In the workload's unit, in the order of the rounds.
    pub(crate) samples: Vec<f64>,
    /// Page faults for one operation, preparation and end included: the median of the rounds. Known of Rust programs.
    pub(crate) faults: Option<f64>,
    pub(crate) status: Status,
}

/// How a contender fared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Status {
    Ok,
    /// Resident memory grew with every sample.
    Leaks,
    Failed(Failure),
    /// The contender has no such thing.
    Unsupported,
}

impl Status {
    /// The word of the column `status`.
    pub(crate) fn word(&self) -> String {
        match self {
            Self::Ok => "ok".into(),
            Self::Leaks => "leaks".into(),
            Self::Failed(Failure::Crash(how)) => format!("crash: {how}"),
            Self::Failed(Failure::Stopped(limit)) => format!("stopped: over {} s a sample", limit.as_secs_f64()),
            Self::Failed(Failure::DoesNotCompile) => "does not compile".into(),
            Self::Failed(Failure::Broken(_)) => "broken".into(),
            Self::Unsupported => "unsupported".into(),
        }
    }

    /// The status that `word` is the word of, if any.
    pub(crate) fn of_word(word: &str) -> Option<Self> {
        let stopped = |rest: &str| {
            let seconds = rest.strip_suffix(" s a sample")?.parse().ok()?;
            Duration::try_from_secs_f64(seconds).ok().map(Failure::Stopped)
        };
        match word {
            "ok" => Some(Self::Ok),
            "leaks" => Some(Self::Leaks),
            "unsupported" => Some(Self::Unsupported),
            "does not compile" => Some(Self::Failed(Failure::DoesNotCompile)),
            "broken" => Some(Self::Failed(Failure::Broken(String::new()))),
            _ => match word.split_once(": ")? {
                ("crash", how) => Some(Self::Failed(Failure::Crash(how.into()))),
                ("stopped", rest) => stopped(rest.strip_prefix("over ")?).map(Self::Failed),
                _ => None,
            },
        }
    }
}

/// A figure with its spread.
#[derive(Clone, Copy)]
pub(crate) struct Spread {
    pub(crate) median: f64,
    pub(crate) min: f64,
    pub(crate) max: f64,
}

impl Spread {
    /// The spread of `samples`, if there are any.
    pub(crate) fn of(samples: &[f64]) -> Option<Self> {
        let mut sorted = samples.to_vec();
        sorted.sort_by(f64::total_cmp);
        let (&min, &max) = (sorted.first()?, sorted.last()?);
        let (low, high) = (sorted[(sorted.len() - 1) / 2], sorted[sorted.len() / 2]);
        Some(Self { median: (low + high) / 2.0, min, max })
    }
}

impl Row {
    /// The row of a contender that answered `replies`, and then failed or not.
    pub(crate) fn new(
        workload: &'static Workload,
        contender: &'static Contender,
        replies: &[Reply],
        failure: Option<Failure>,
    ) -> Self {
        let samples = replies.iter().map(|reply| reply.value).collect();
        let faults: Vec<f64> = replies.iter().filter_map(|reply| Some(reply.faults? / reply.operations)).collect();
        let faults = Spread::of(&faults).map(|spread| spread.median);
        let status = match failure {
            Some(failure) => Status::Failed(failure),
            None if is_leaking(workload, replies) => Status::Leaks,
            None => Status::Ok,
        };
        Self { workload, contender, samples, faults, status }
    }

    /// The row of a contender that cannot do the work.
    pub(crate) fn unsupported(workload: &'static Workload, contender: &'static Contender) -> Self {
        Self { workload, contender, samples: Vec::new(), faults: None, status: Status::Unsupported }
    }

    /// The row's figures, unless the contender failed.
    pub(crate) fn spread(&self) -> Option<Spread> {
        match self.status {
            Status::Ok | Status::Leaks => Spread::of(&self.samples),
            Status::Failed(_) | Status::Unsupported => None,
        }
    }

    fn median(&self) -> Option<f64> {
        self.spread().map(|spread| spread.median)
    }
}

impl Display for Row {
    fn fmt(&self, f: &mut Formatter) -> fmt::Result {
        let (workload, contender, status) = (self.workload.name, self.contender.name, self.status.word());
        let Some(Spread { median, min, max }) = self.spread() else {
            return write!(f, "{workload:<24} {contender:<20} {status:>14}");
        };
        let (unit, per) = (self.workload.unit.sign(), self.workload.per);
        write!(f, "{workload:<24} {contender:<20} {median:>14.2} ({min:.2}–{max:.2}) {unit} / {per}  {status}")
    }
}

/// Whether the process grew in the earlier and in the later half of the samples, by more than four bytes for each
/// operation, a quarter of the smallest object, and by more than an allocator's own habits explain.
fn is_leaking(workload: &Workload, replies: &[Reply]) -> bool {
    const NOISE: f64 = (256 << 10) as f64;
    const LEAK: f64 = 4.0;
    const LEAST_OPERATIONS: f64 = 1_000.0;
    let is_growing = |half: &[Reply]| {
        let (first, last) = (half[0], half[half.len() - 1]);
        let explained = LEAK * last.operations * (half.len() - 1) as f64;
        last.operations >= LEAST_OPERATIONS && last.resident - first.resident > explained.max(NOISE)
    };
    let middle = replies.len() / 2;
    workload.unit == Unit::Nanoseconds
        && replies.len() > 2
        && is_growing(&replies[..=middle])
        && is_growing(&replies[middle..])
}

/// The best of the peers on a workload, among `rows` of that workload.
pub(crate) fn best_peer<'r>(rows: &[&'r Row], against: Against) -> Option<&'r Row> {
    let is_peer =
        |row: &&&Row| against.admits(row.contender) && (row.status != Status::Leaks || against.admits_leaks());
    let with_median = rows.iter().filter(is_peer).filter_map(|row| Some((*row, row.median()?)));
    with_median.min_by(|one, other| one.1.total_cmp(&other.1)).map(|(row, _)| row)
}

/// How many times as much as `peer` needs, with the spread over the rounds that both were in.
pub(crate) fn ratio(row: &Row, peer: &Row) -> Option<Spread> {
    let (own, others) = (row.median()?, peer.median()?);
    let paired: Vec<f64> = row.samples.iter().zip(&peer.samples).map(|(own, others)| own / others).collect();
    let spread = Spread::of(&paired)?;
    let median = own / others;
    median.is_finite().then_some(Spread { median, min: spread.min.min(median), max: spread.max.max(median) })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::contenders;
    use crate::workloads::catalogue;

    fn reply(value: f64, resident: f64) -> Reply {
        Reply { value, operations: 1_000.0, resident, faults: None }
    }

    fn row(contender: &str, values: &[f64], growth: f64) -> Row {
        let replies: Vec<Reply> =
            values.iter().enumerate().map(|(round, &value)| reply(value, growth * round as f64)).collect();
        let workload = catalogue::find("two_cycles").expect("it is in the catalogue");
        Row::new(workload, contenders::find(contender).expect("it takes part"), &replies, None)
    }

    #[test]
    fn the_median_of_an_even_number_lies_between_the_middle_two() {
        let spread = Spread::of(&[4.0, 1.0, 3.0, 2.0]).expect("there are samples");
        assert_eq!((spread.median, spread.min, spread.max), (2.5, 1.0, 4.0));
    }

    #[test]
    fn memory_that_grows_each_time_is_a_leak() {
        assert_eq!(row("rc", &[1.0, 1.0, 1.0], 400_000.0).status, Status::Leaks);
        assert_eq!(row("rc", &[1.0, 1.0, 1.0], 10.0).status, Status::Ok);
    }

    #[test]
    fn a_floor_or_a_leaking_peer_is_not_the_best_collecting_peer() {
        let rows = [row("rc", &[1.0; 3], 0.0), row("gc", &[2.0; 3], 400_000.0), row("boa_gc", &[3.0; 3], 0.0)];
        let rows: Vec<&Row> = rows.iter().collect();
        let best = best_peer(&rows, Against::Collecting).expect("one is left");
        assert_eq!(best.contender.name, "boa_gc");
        let ratio = ratio(rows[0], best).expect("both have figures");
        assert!((ratio.median - 1.0 / 3.0).abs() < 1e-9);
    }

    #[test]
    fn a_contender_that_failed_has_no_figures() {
        let workload = catalogue::find("deep_chain").expect("it is in the catalogue");
        let rc = contenders::find("rc").expect("it takes part");
        let failure = Failure::Crash("stack overflow".into());
        let row = Row::new(workload, rc, &[reply(1.0, 0.0)], Some(failure));
        assert!(row.spread().is_none());
        assert_eq!(row.status.word(), "crash: stack overflow");
    }
}
