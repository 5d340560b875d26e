//! One row per workload and contender, for programs to read.

use std::path::Path;

use crate::statistics::{Row, Spread, best_peer, ratio};

const HEADER: [&str; 8] =
    ["workload", "contender", "median_ns", "min_ns", "max_ns", "ratio_to_best_peer", "page_faults", "status"];

/// Writes `rows` to `path`. Workloads that count bytes have bytes in the columns called `_ns`.
///
/// # Errors
///
/// A text that names the file.
pub(crate) fn write(rows: &[Row], path: &Path) -> Result<(), String> {
    let named = |error| format!("{}: {error}", path.display());
    let writer = csv::Writer::from_path(path).map_err(named)?;
    fill(writer, rows).map(drop).map_err(named)
}

fn fill<W: std::io::Write>(mut writer: csv::Writer<W>, rows: &[Row]) -> csv::Result<csv::Writer<W>> {
    writer.write_record(HEADER)?;
    for row in rows {
        writer.write_record(cells(row, rows))?;
    }
    writer.flush()?;
    Ok(writer)
}

fn cells(row: &Row, rows: &[Row]) -> [String; 8] {
    let peers: Vec<&Row> = rows.iter().filter(|other| other.workload.name == row.workload.name).collect();
    let ratio = best_peer(&peers, row.workload.peers).and_then(|best| ratio(row, best));
    let spread = row.spread();
    let cell = |part: fn(Spread) -> f64| spread.map_or(String::new(), |spread| format!("{:.3}", part(spread)));
    [
        row.workload.name.to_owned(),
        row.contender.name.to_owned(),
        cell(|spread| spread.median),
        cell(|spread| spread.min),
        cell(|spread| spread.max),
        ratio.map_or(String::new(), |ratio| format!("{:.3}", ratio.median)),
        row.faults.map_or(String::new(), |faults| format!("{faults:.5}")),
        row.status.word(),
    ]
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
        let reply = |value| Reply { value, operations: 1_000.0, resident: 0.0, faults: Some(value * 10.0) };
        let row = |name, values: &[f64], failure| {
            let replies: Vec<Reply> = values.iter().copied().map(reply).collect();
            Row::new(workload, contenders::find(name).expect("it takes part"), &replies, failure)
        };
        let overflow = Failure::Crash("stack overflow, or so it says".into());
        let stopped = Failure::Stopped(Duration::from_secs(20));
        let rows = [
            row("rc", &[], Some(overflow)),
            row("arc", &[1.0], Some(stopped)),
            row("gc", &[2.0, 4.0, 3.0], None),
            row("boa_gc", &[6.0], None),
        ];
        let expected = "\
workload,contender,median_ns,min_ns,max_ns,ratio_to_best_peer,page_faults,status
deep_chain,rc,,,,,,\"crash: stack overflow, or so it says\"
deep_chain,arc,,,,,0.01000,stopped: over 20 s a sample
deep_chain,gc,3.000,2.000,4.000,1.000,0.03000,ok
deep_chain,boa_gc,6.000,6.000,6.000,2.000,0.06000,ok
";
        let writer = fill(csv::Writer::from_writer(Vec::new()), &rows).expect("a vector takes it");
        assert_eq!(String::from_utf8(writer.into_inner().expect("it is flushed")).as_deref(), Ok(expected));
    }
}
