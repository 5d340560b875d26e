//! The report: `benches/RESULTS.md`.

use std::fmt::Write;

use crate::bars::{self, Verdict};
use crate::contenders::{CONTENDERS, cpython};
use crate::machine;
use crate::model::{Contender, Family, Kind, Scale, Unit, Workload};
use crate::runner::has_subject;
use crate::session;
use crate::statistics::{Row, Spread, Status, best_peer, ratio};

/// The whole report on `rows`.
pub(crate) fn report(rows: &[Row], scale: Scale) -> String {
    let mut text = introduction(rows, scale);
    if has_subject(rows) {
        text.push_str(&bars_table(&bars::judge(rows)));
    }
    for &family in Family::ALL {
        text.push_str(&family_section(rows, family));
    }
    text.push_str(&arenas_table(rows));
    text.push_str(SCALING);
    text.push_str(&contenders_table());
    text
}

/// Where the chart of `scaling` is shown, and what it means for other machines.
const SCALING: &str = "\
## Scaling

![time and memory for each object, by the number of objects](scaling.svg)

The chart, and `scaling.csv`, are those of `cargo run --release -p obj-benches -- scaling`: each shape in a process of its
own, the best of three, from 1e3 objects to 1e8 or as many as the memory holds. A line that is level grows linearly.

What a machine with 64 cores and 1 TB would meet first, by reckoning and not by measurement: a heap is one thread's own and
takes no lock, so that 64 of them grow beside each other until the memory's bandwidth is used up. What they share is the
address space of the process: each 2 MiB of new memory and each first touch of a page is work of the system, which has locks
of its own there. A single heap of 1 TB would hold some 2e10 objects, and a full collection that has to examine them all would
take minutes on its one thread, with a table of its own besides: that is what `gc::step` and `gc::freeze` are for, and more
heaps. The default collections are young ones, whose work is bounded by what is new.

";

/// What follows the name of the package in the command.
const FEATURES: &str = if cfg!(feature = "travel") { " --features travel" } else { "" };

fn introduction(rows: &[Row], scale: Scale) -> String {
    let python = cpython::version().unwrap_or_else(|| "no python3".into());
    let quick = if scale.quick { "\nThis was a quick run: sizes are a tenth of those the names say.\n" } else { "" };
    format!(
        "# Results\n\n\
         One run of `cargo run --release -p obj-benches{FEATURES} -- report` on {}; {}; {python}.\n{quick}\n\
         Contenders take turns, sample by sample, each in a process of its own. A figure is the median of {} samples \
         after one that is thrown away, with the least and the greatest in brackets, or in `results.csv`. {} Counts of \
         instructions, which no other program disturbs, are in `instructions.csv`. Who takes longer than {} s for a sample is \
         stopped. A ratio is that of the medians; in brackets is its spread over the rounds. Peers that were seen to \
         leak, and floors, which leak by design, do not count as collecting peers. Workloads that weigh memory say \
         bytes: the growth of the process's resident memory, handles not counted. Page faults are those of one operation, what \
         prepares and ends a sample included, of this library and of the best peer. One predicted branch on each \
         allocation chooses between the system's allocator and mimalloc; everyone pays it.\n\n\
         ![ratios to the best peer](results.svg)\n\n",
        machine::processor(),
        machine::compiler(),
        scale.samples(),
        noise(rows),
        session::LIMIT.as_secs(),
    )
}

/// How quiet the machine was, in a sentence.
fn noise(rows: &[Row]) -> String {
    let widths = rows.iter().filter_map(Row::spread).filter(|spread| spread.median > 0.0);
    let widths: Vec<f64> = widths.map(|spread| (spread.max - spread.min) / spread.median).collect();
    let Some(half) = Spread::of(&widths) else {
        return String::new();
    };
    let percent = |part: f64| part * 100.0;
    format!(
        "In half of the rows these two are no further apart than {:.0} % of the median, in the widest {:.0} %.",
        percent(half.median),
        percent(half.max)
    )
}

fn bars_table(verdicts: &[Verdict]) -> String {
    let mut text = String::from(
        "## Bars\n\n| workload | against | best of them | ratio | bar | |\n| --- | --- | --- | ---: | ---: | --- |\n",
    );
    for verdict in verdicts {
        let (peer, ratio) = match verdict.measured {
            Some((peer, ratio)) => (format!("`{peer}`"), with_spread(ratio)),
            None => ("–".into(), "–".into()),
        };
        let word = match verdict.is_met() {
            Some(true) => "met",
            Some(false) => "**missed**",
            None => "no figures",
        };
        let (name, against) = (verdict.workload.name, verdict.bar.against.describe());
        let _ = writeln!(text, "| `{name}` | {against} | {peer} | {ratio} | ≤ {} | {word} |", verdict.bar.limit);
    }
    text.push_str("\nWhere the time of the missed ones goes, and what was tried: [MISSED.md](MISSED.md).\n\n");
    text
}

fn family_section(rows: &[Row], family: Family) -> String {
    let rows: Vec<&Row> = rows.iter().filter(|row| row.workload.family == family).collect();
    let mut workloads: Vec<&Workload> = rows.iter().map(|row| row.workload).collect();
    workloads.dedup_by_key(|workload| workload.name);
    if workloads.is_empty() {
        return String::new();
    }
    let mut text = format!("## {}\n\n", family.heading());
    text.extend(family.note().map(|note| format!("{note}\n\n")));
    text.push_str(&summary_table(&rows, &workloads));
    text.push_str(&full_table(&rows, &workloads));
    text
}

/// A line for each workload: this library, the best peer, the ratio.
fn summary_table(rows: &[&Row], workloads: &[&Workload]) -> String {
    let mut text = String::from(
        "| workload | unit | `obj` | best peer | | ratio | page faults | what |\n| --- | --- | ---: | --- | ---: | ---: | ---: | --- |\n",
    );
    for workload in workloads {
        let rows = of_workload(rows, workload);
        let subject = rows.iter().find(|row| row.contender.name == "obj");
        let best = best_peer(&rows, workload.peers);
        let _ = writeln!(
            text,
            "| `{}` | {} / {} | {} | {} | {} | {} | {} | {} |",
            workload.name,
            workload.unit.sign(),
            workload.per,
            subject.map_or("–".into(), |row| figure_with_spread(row)),
            best.map_or("–".into(), |row| format!("`{}`", row.contender.name)),
            best.map_or("–".into(), figure_with_spread),
            subject.zip(best).and_then(|(row, best)| ratio(row, best)).map_or("–".into(), with_spread),
            faults(subject.copied(), best),
            workload.about,
        );
    }
    text.push('\n');
    text
}

/// The page faults of this library and of the best peer.
fn faults(subject: Option<&Row>, best: Option<&Row>) -> String {
    let of = |row: Option<&Row>| row.and_then(|row| row.faults).map_or("–".into(), |faults| format!("{faults:.4}"));
    format!("{}; {}", of(subject), of(best))
}

/// Everyone's median on everything.
fn full_table(rows: &[&Row], workloads: &[&Workload]) -> String {
    let present = |name: &str| rows.iter().any(|row| row.contender.name == name && row.status != Status::Unsupported);
    let mut contenders: Vec<&Contender> = Vec::new();
    for row in rows {
        if present(row.contender.name) && !contenders.iter().any(|known| known.name == row.contender.name) {
            contenders.push(row.contender);
        }
    }
    let mut text = String::from("<details><summary>everyone</summary>\n\n| workload |");
    for contender in &contenders {
        let _ = write!(text, " {} |", contender.name);
    }
    text.push_str("\n| --- |");
    text.push_str(&" ---: |".repeat(contenders.len()));
    text.push('\n');
    for workload in workloads {
        let _ = write!(text, "| `{}` |", workload.name);
        let rows = of_workload(rows, workload);
        for contender in &contenders {
            let row = rows.iter().find(|row| row.contender.name == contender.name);
            let _ = write!(text, " {} |", row.map_or("–".into(), |row| figure(row)));
        }
        text.push('\n');
    }
    text.push_str("\n</details>\n\n");
    text
}

fn of_workload<'r>(rows: &[&'r Row], workload: &Workload) -> Vec<&'r Row> {
    rows.iter().copied().filter(|row| row.workload.name == workload.name).collect()
}

/// A row's median, marked if it leaks; or the word for what went wrong.
fn figure(row: &Row) -> String {
    match (&row.status, row.spread()) {
        (Status::Unsupported, _) => "–".into(),
        (Status::Leaks, Some(spread)) => {
            format!("{} (leaks)", rounded(spread.median, row.workload.unit))
        }
        (_, Some(spread)) => rounded(spread.median, row.workload.unit),
        (status, None) => format!("*{}*", status.word()),
    }
}

/// The same with the least and the greatest sample.
fn figure_with_spread(row: &Row) -> String {
    let rounded = |value| rounded(value, row.workload.unit);
    match row.spread() {
        Some(spread) => format!("{} ({}–{})", figure(row), rounded(spread.min), rounded(spread.max)),
        None => figure(row),
    }
}

/// Three digits that count, with a larger unit where the number is long.
fn rounded(value: f64, unit: Unit) -> String {
    let (value, unit) = match unit {
        Unit::Nanoseconds if value.abs() >= 1e6 => (value / 1e6, " ms"),
        Unit::Nanoseconds if value.abs() >= 1e4 => (value / 1e3, " µs"),
        _ => (value, ""),
    };
    let digits = match value.abs() {
        0.0..10.0 => 2,
        10.0..100.0 => 1,
        _ => 0,
    };
    format!("{value:.digits$}{unit}")
}

fn with_spread(ratio: Spread) -> String {
    format!("{:.2} ({:.2}–{:.2})", ratio.median, ratio.min, ratio.max)
}

/// What people pick instead of a heap: where that wins, and what one does without.
fn arenas_table(rows: &[Row]) -> String {
    let arenas: Vec<&Contender> = CONTENDERS.iter().filter(|contender| contender.kind == Kind::Arena).collect();
    let lines: Vec<String> = arenas.iter().filter_map(|arena| arena_line(rows, arena)).collect();
    if lines.is_empty() {
        return String::new();
    }
    format!(
        "## What people pick instead\n\n\
         Arenas and keys answer another question: the program says what goes, and when. They are no peers, and no bar is \
         set by them. Where objects go by hand, the removal is in the time. In brackets is the time or memory of `obj` in \
         multiples of theirs.\n\n\
         | instead | ahead of `obj` | behind | given up |\n| --- | --- | ---: | --- |\n{}\n",
        lines.concat()
    )
}

fn arena_line(rows: &[Row], arena: &Contender) -> Option<String> {
    let times_theirs = |row: &Row| {
        let subject = rows.iter().find(|own| own.workload.name == row.workload.name && own.contender.name == "obj")?;
        let is_comparable = row.workload.unit == Unit::Bytes || row.spread()?.median > 0.5;
        is_comparable.then(|| ratio(subject, row)).flatten()
    };
    let of_arena = rows.iter().filter(|row| row.contender.name == arena.name && row.workload.family != Family::Heap);
    let ratios: Vec<(&str, f64)> =
        of_arena.filter_map(|row| Some((row.workload.name, times_theirs(row)?.median))).collect();
    let (ahead, behind): (Vec<_>, Vec<_>) = ratios.into_iter().partition(|(_, ratio)| *ratio > 1.0);
    if ahead.len() + behind.len() == 0 {
        return None;
    }
    let ahead: Vec<String> = ahead.iter().map(|(name, ratio)| format!("`{name}` ({ratio:.1})")).collect();
    let ahead = if ahead.is_empty() { "nowhere".into() } else { ahead.join(", ") };
    Some(format!("| `{}` | {ahead} | {} rows | {} |\n", arena.name, behind.len(), arena.gives_up?))
}

fn contenders_table() -> String {
    let mut text = String::from(
        "## Contenders\n\nAll of them compile with this compiler.\n\n| contender | kind | gives memory back | what |\n| --- | --- | --- | --- |\n",
    );
    for contender in CONTENDERS {
        let reclaims = match (contender.kind, contender.reclaims) {
            (Kind::Floor, _) => "not cycles",
            (Kind::Arena, _) => "by hand",
            (_, true) => "yes",
            (_, false) => "no",
        };
        let Contender { name, kind, about, .. } = contender;
        let _ = writeln!(text, "| `{name}` | {} | {reclaims} | {about} |", kind.name());
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_keep_three_digits_and_change_units() {
        let rounded = |value| rounded(value, Unit::Nanoseconds);
        assert_eq!(rounded(1.234), "1.23");
        assert_eq!(rounded(12.34), "12.3");
        assert_eq!(rounded(1234.4), "1234");
        assert_eq!(rounded(12_345.0), "12.3 µs");
        assert_eq!(rounded(1_234_567.0), "1.23 ms");
        assert_eq!(super::rounded(12_345.0, Unit::Bytes), "12345");
    }

    #[test]
    fn what_is_said_of_missed_bars_is_about_workloads_with_bars() {
        let paragraphs =
            include_str!("../MISSED.md").lines().filter(|line| line.starts_with('`') && line.contains("`: "));
        let names: Vec<&str> = paragraphs
            .filter_map(|line| line.split_once("`: "))
            .flat_map(|(names, _)| names.split(", "))
            .map(|name| name.trim_matches('`'))
            .filter(|name| cfg!(feature = "travel") || !name.starts_with("travel_"))
            .collect();
        assert!(names.len() > 10, "{names:?}");
        for name in names {
            let workload = crate::workloads::catalogue::find(name).expect("it is in the catalogue");
            assert!(!workload.bars.is_empty(), "{name} has no bar");
        }
    }
}
