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
