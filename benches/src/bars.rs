//! The bars this library is held to, and whether it clears them.

use crate::model::{Against, Bar, Family, Kind, Workload};
use crate::statistics::{Row, Spread, best_peer, ratio};

/// One bar after a run.
pub(crate) struct Verdict {
    pub(crate) workload: &'static Workload,
    pub(crate) bar: Bar,
    /// The peer that was best, and the ratio to it. `None` if this library or every peer has no figures.
    pub(crate) measured: Option<(&'static str, Spread)>,
}

impl Verdict {
    /// Whether the median ratio is within the limit.
    pub(crate) fn is_met(&self) -> Option<bool> {
        self.measured.map(|(_, ratio)| ratio.median <= self.bar.limit)
    }
}

/// The verdicts on all bars of the workloads among `rows`.
pub(crate) fn judge(rows: &[Row]) -> Vec<Verdict> {
    let subjects = rows.iter().filter(|row| row.contender.kind == Kind::Subject && row.contender.name == "obj");
    subjects.flat_map(|subject| judge_workload(subject, rows)).collect()
}

fn judge_workload(subject: &Row, rows: &[Row]) -> Vec<Verdict> {
    let workload = subject.workload;
    let peers: Vec<&Row> = rows.iter().filter(|row| row.workload.name == workload.name).collect();
    let own = workload.bars.iter().map(|bar| Bar { limit: bar.limit, against: bar.against });
    let has_cpython = peers.iter().any(|row| row.contender.kind == Kind::CPython);
    let cpython = has_cpython.then(|| Bar { limit: limit_of_cpython(workload), against: Against::Named("cpython") });
    let judge = |bar: Bar| {
        let best = best_peer(&peers, bar.against);
        let measured = best.and_then(|best| Some((best.contender.name, ratio(subject, best)?)));
        Verdict { workload, bar, measured }
    };
    own.chain(cpython).map(judge).collect()
}

/// Ahead of the interpreter everywhere, and five times as fast where graphs are built and collected.
fn limit_of_cpython(workload: &Workload) -> f64 {
    if workload.family == Family::Graphs { 0.2 } else { 1.0 }
}
