//! One row per workload and contender, for programs to read.

use std::fs;
use std::path::Path;

use crate::statistics::{Row, Spread, best_peer, ratio};

const HEADER: &str = "workload,contender,median_ns,min_ns,max_ns,ratio_to_best_peer,status";

/// Writes `rows` to `path`. Workloads that count bytes have bytes in the columns called `_ns`.
///
/// # Errors
///
/// A text that names the file.
pub(crate) fn write(rows: &[Row], path: &Path) -> Result<(), String> {
    fs::write(path, text(rows)).map_err(|error| format!("{}: {error}", path.display()))
}

fn text(rows: &[Row]) -> String {
    let mut text = format!("{HEADER}\n");
    for row in rows {
        let peers: Vec<&Row> = rows.iter().filter(|other| other.workload.name == row.workload.name).collect();
        let ratio = best_peer(&peers, row.workload.peers).and_then(|best| ratio(row, best));
        let spread = row.spread();
        let cell = |part: fn(Spread) -> f64| spread.map_or(String::new(), |spread| format!("{:.3}", part(spread)));
        let cells = [
            row.workload.name.to_owned(),
            row.contender.name.to_owned(),
            cell(|spread| spread.median),
            cell(|spread| spread.min),
            cell(|spread| spread.max),
            ratio.map_or(String::new(), |ratio| format!("{:.3}", ratio.median)),
            row.status.word(),
        ];
        text.push_str(&cells.join(","));
        text.push('\n');
    }
    text
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;
    use crate::contenders;
    use crate::session::{Failure, Reply};
    use crate::workloads::catalogue;

    #[test]
    fn rows_have_figures_or_say_why_not() {
        let workload = catalogue::find("deep_chain").expect("it is in the catalogue");
        let reply = |value| Reply { value, operations: 1_000.0, resident: 0.0 };
        let row = |name, values: &[f64], failure| {
            let replies: Vec<Reply> = values.iter().copied().map(reply).collect();
            Row::new(workload, contenders::find(name).expect("it takes part"), &replies, failure)
        };
        let overflow = Failure::Crash("stack overflow".into());
        let stopped = Failure::Stopped(Duration::from_secs(20));
        let rows = [
            row("rc", &[], Some(overflow)),
            row("arc", &[1.0], Some(stopped)),
            row("gc", &[2.0, 4.0, 3.0], None),
            row("boa_gc", &[6.0], None),
        ];
        let expected = "\
workload,contender,median_ns,min_ns,max_ns,ratio_to_best_peer,status
deep_chain,rc,,,,,crash: stack overflow
deep_chain,arc,,,,,stopped: over 20 s a sample
deep_chain,gc,3.000,2.000,4.000,1.000,ok
deep_chain,boa_gc,6.000,6.000,6.000,2.000,ok
";
        assert_eq!(text(&rows), expected);
    }
}
