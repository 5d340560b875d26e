//! The figures in the guide are those of the benchmark that is committed.

use std::collections::HashMap;

/// The table rows of a text, as cells.
fn rows(text: &str) -> impl Iterator<Item = Vec<&str>> {
    let lines = text.lines().map(|line| line.trim_start_matches("//! "));
    lines.filter(|line| line.starts_with('|')).map(|line| line.trim_matches('|').split('|').map(str::trim).collect())
}

/// What each contender took for each workload, by both names, from tables whose first line names the contenders.
fn figures(text: &str) -> HashMap<(String, String), String> {
    let (mut contenders, mut figures) = (Vec::new(), HashMap::new());
    for row in rows(text) {
        match row[0] {
            "workload" => contenders = if row[1] == "obj" { row } else { Vec::new() },
            workload => {
                figures.extend(
                    contenders.iter().zip(&row).skip(1).map(|(contender, figure)| {
                        ((workload.to_owned(), (*contender).to_owned()), (*figure).to_owned())
                    }),
                )
            }
        }
    }
    figures
}

#[test]
fn the_figures_of_the_guide_are_those_of_the_benchmark() {
    let measured = figures(include_str!("../../benches/RESULTS.md"));
    let told = figures(include_str!("../../obj-runtime/src/guide/compared.rs"));
    assert!(told.len() > 40, "the table of the guide was found");
    for (name, figure) in told {
        assert_eq!(Some(&figure), measured.get(&name), "{name:?} in the guide and in the benchmark");
    }
}
