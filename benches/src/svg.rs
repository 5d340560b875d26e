//! The picture: every contender's ratio to the best peer, a line for each workload, on a logarithmic scale.

use std::fmt::Write;

use crate::model::{Kind, Workload};
use crate::statistics::{Row, best_peer, ratio};

const WIDTH: f64 = 960.0;
const LEFT: f64 = 190.0;
const RIGHT: f64 = 30.0;
const TOP: f64 = 70.0;
const LINE: f64 = 20.0;
const LOWEST: f64 = 0.01;
const HIGHEST: f64 = 1_000.0;

/// The picture of `rows`.
pub(crate) fn picture(rows: &[Row]) -> String {
    let workloads = comparable(rows);
    let height = TOP + LINE * workloads.len() as f64 + 20.0;
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH} {height}\" font-family=\"sans-serif\" \
         font-size=\"12\">\n<rect width=\"{WIDTH}\" height=\"{height}\" fill=\"#ffffff\"/>\n\
         <text x=\"{LEFT}\" y=\"18\" font-size=\"14\" font-weight=\"bold\">Time or memory, as a ratio to the best \
         peer (less is better)</text>\n",
    );
    legend(&mut svg);
    axis(&mut svg, height);
    for (index, workload) in workloads.iter().enumerate() {
        line(&mut svg, rows, workload, TOP + LINE * (index as f64 + 0.5));
    }
    svg.push_str("</svg>\n");
    svg
}

/// The workloads in which somebody can be compared with a best peer.
fn comparable(rows: &[Row]) -> Vec<&'static Workload> {
    let mut workloads: Vec<&Workload> = rows.iter().map(|row| row.workload).collect();
    workloads.dedup_by_key(|workload| workload.name);
    workloads.retain(|workload| {
        let rows: Vec<&Row> = rows.iter().filter(|row| row.workload.name == workload.name).collect();
        best_peer(&rows, workload.peers).is_some_and(|best| ratio(best, best).is_some())
    });
    workloads
}

fn legend(svg: &mut String) {
    let mut x = LEFT;
    for (kind, words) in [
        (Kind::Subject, "obj"),
        (Kind::Collecting, "collecting peer"),
        (Kind::Arena, "arena"),
        (Kind::Interner, "interner"),
        (Kind::Floor, "floor (leaks cycles)"),
        (Kind::CPython, "CPython"),
        (Kind::Derive, "serde"),
    ] {
        mark(svg, kind, x + 6.0, 34.0, words);
        let _ = writeln!(svg, "<text x=\"{}\" y=\"38\">{words}</text>", x + 16.0);
        x += 40.0 + 7.0 * words.len() as f64;
    }
}

fn axis(svg: &mut String, height: f64) {
    for (value, label) in [(0.01, "0.01"), (0.1, "0.1"), (1.0, "1"), (10.0, "10"), (100.0, "100"), (1_000.0, "1000")] {
        let x = place(value);
        let (color, bottom) = (if label == "1" { "#333333" } else { "#dddddd" }, height - 20.0);
        let _ = writeln!(svg, "<line x1=\"{x}\" y1=\"{TOP}\" x2=\"{x}\" y2=\"{bottom}\" stroke=\"{color}\"/>");
        let _ = writeln!(svg, "<text x=\"{x}\" y=\"{}\" text-anchor=\"middle\">{label}</text>", TOP - 8.0);
    }
}

fn line(svg: &mut String, rows: &[Row], workload: &Workload, y: f64) {
    let _ = writeln!(svg, "<text x=\"{}\" y=\"{}\" text-anchor=\"end\">{}</text>", LEFT - 10.0, y + 4.0, workload.name);
    let mut rows: Vec<&Row> = rows.iter().filter(|row| row.workload.name == workload.name).collect();
    let Some(best) = best_peer(&rows, workload.peers) else {
        return;
    };
    // This library last, so that its mark lies on top.
    rows.sort_by_key(|row| row.contender.kind == Kind::Subject);
    for row in rows {
        if let Some(ratio) = ratio(row, best).filter(|ratio| ratio.median > 0.0) {
            let words = format!("{} {:.2}", row.contender.name, ratio.median);
            mark(svg, row.contender.kind, place(ratio.median), y, &words);
        }
    }
}

/// Where `ratio` lies on the scale; what is beyond an end lies on it.
fn place(ratio: f64) -> f64 {
    let span = (HIGHEST / LOWEST).ln();
    let part = (ratio.clamp(LOWEST, HIGHEST) / LOWEST).ln() / span;
    ((LEFT + part * (WIDTH - LEFT - RIGHT)) * 10.0).round() / 10.0
}

fn mark(svg: &mut String, kind: Kind, x: f64, y: f64, words: &str) {
    let (radius, color) = match kind {
        Kind::Subject => (6.0, "#d62728"),
        Kind::Collecting => (4.0, "#1f77b4"),
        Kind::Arena => (3.0, "#8c564b"),
        Kind::Interner => (4.0, "#2ca02c"),
        Kind::Floor => (3.0, "#999999"),
        Kind::CPython => (4.0, "#e6a700"),
        Kind::Derive => (4.0, "#9467bd"),
    };
    let _ = writeln!(
        svg,
        "<circle cx=\"{x}\" cy=\"{y}\" r=\"{radius}\" fill=\"{color}\" fill-opacity=\"0.8\"><title>{words}</title></circle>",
    );
}
