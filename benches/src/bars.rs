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
    let limit = if has_cpython { limit_of_cpython(workload.family) } else { None };
    let cpython = limit.map(|limit| Bar { limit, against: Against::Named("cpython") });
    let judge = |bar: Bar| {
        let best = match bar.against {
            Against::Itself(other) => rows.iter().find(|row| row.workload.name == other && row.contender.name == "obj"),
            against => best_peer(&peers, against),
        };
        let measured = best.and_then(|best| Some((best.contender.name, ratio(subject, best)?)));
        Verdict { workload, bar, measured }
    };
    own.chain(cpython).map(judge).collect()
}

/// Ahead of the interpreter in all work, and five times as fast where graphs are built and collected.
fn limit_of_cpython(family: Family) -> Option<f64> {
    match family {
        Family::Graphs => Some(0.2),
        #[cfg(feature = "travel")]
        Family::Travel => Some(0.2),
        Family::Pauses => None,
        _ => Some(1.0),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::contenders;
    use crate::session::Reply;
    use crate::workloads::catalogue::{self, WORKLOADS};

    fn row(workload: &str, contender: &str, value: f64) -> Row {
        let workload = catalogue::find(workload).expect("it is in the catalogue");
        let contender = contenders::find(contender).expect("it takes part");
        let reply = Reply { value, operations: 1.0, resident: 0.0, faults: None };
        Row::new(workload, contender, &[reply], None)
    }

    #[test]
    fn a_time_that_is_to_be_flat_is_compared_with_that_of_a_smaller_heap() {
        let rows = [
            row("collect_untouched_1e4", "obj", 100.0),
            row("collect_untouched_1e6", "obj", 200.0),
            row("collect_untouched_1e6", "rust-cc", 1.0),
        ];
        let verdicts = judge(&rows);
        let [flat] = &verdicts[..] else { panic!("there is one bar, and no other") };
        let (of, ratio) = flat.measured.expect("there are figures");
        assert_eq!((of, ratio.median, flat.is_met()), ("obj", 2.0, Some(false)));
    }

    #[test]
    fn cpython_is_a_bar_for_work_and_none_for_pauses() {
        let limits = |workload: &str| {
            let verdicts = judge(&[row(workload, "obj", 1.0), row(workload, "cpython", 1.0)]);
            let cpython = verdicts.iter().filter(|verdict| verdict.bar.against == Against::Named("cpython"));
            cpython.map(|verdict| verdict.bar.limit).collect::<Vec<_>>()
        };
        assert_eq!((limits("churn"), limits("ring_1e4"), limits("churn_pause")), (vec![1.0], vec![0.2], vec![]));
    }

    #[test]
    fn the_workloads_that_bars_name_exist() {
        for bar in WORKLOADS.iter().flat_map(|workload| workload.bars) {
            let Against::Itself(workload) = bar.against else { continue };
            assert!(catalogue::find(workload).is_some(), "{workload}");
        }
    }
}
