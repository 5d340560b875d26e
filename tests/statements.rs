//! What a long unit costs the compiler, on Linux: `cargo test -p obj-tests --test statements -- --ignored --nocapture`.

#![cfg(target_os = "linux")]

use std::path::{Path, PathBuf};
use std::process::Command;

/// Of each length the fastest is taken: the machine has other work, too.
const RUNS: usize = 5;

#[test]
#[ignore = "takes half a minute, and is about a machine without other work"]
fn ten_thousand_statements_cost_twelve_times_a_thousand() {
    let times = growth("statements", statements, [1_000, 10_000]);
    assert!(times <= 12.0, "{times}");
}

#[test]
#[ignore = "takes half a minute, and is about a machine without other work"]
fn two_thousand_names_and_arguments_cost_five_times_five_hundred() {
    for (what, unit) in [("names_of_a_loop", names_of_a_loop as fn(usize) -> String), ("arguments", arguments)] {
        let times = growth(what, unit, [500, 2_000]);
        assert!(times <= 5.0, "{what}: {times}");
    }
}

/// How many times as long the longer of two units takes.
fn growth(what: &str, unit: fn(usize) -> String, sizes: [usize; 2]) -> f64 {
    let [short, long] = sizes.map(|size| {
        let text =
            format!("use obj_runtime::prelude::*;\npub fn unit() {{\n    drop(graph! {{\n{}    }});\n}}\n", unit(size));
        (0..RUNS).map(|_| checked(&format!("{what}_{size}"), &text)).min().expect("it ran")
    });
    let times = long as f64 / short as f64;
    let [few, many] = sizes;
    println!("{what}: {short} hundredths of a second for {few}, {long} for {many}, which is {times:.1} times as many");
    times
}

/// The user time, in ticks of a hundredth of a second, that it takes to check a source.
fn checked(name: &str, text: &str) -> u64 {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR"));
    let file = folder.join(format!("{name}.rs"));
    std::fs::write(&file, text).expect("there is room");
    let library = library();
    let before = time_of_children();
    let status = Command::new(std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into()))
        .args(["--edition=2024", "--crate-type=lib", "--emit=metadata", "--out-dir"])
        .arg(folder)
        .arg("-L")
        .arg(format!("dependency={}", library.parent().expect("it is in a folder").display()))
        .arg("--extern")
        .arg(format!("obj_runtime={}", library.display()))
        .arg(&file)
        .status();
    assert!(status.expect("there is a compiler").success());
    time_of_children() - before
}

/// Distinct names, half of them of lists.
fn statements(count: usize) -> String {
    lines(count, |at| if at % 2 == 0 { format!("n{at} = [{at}];") } else { format!("n{at} = {at};") })
}

/// A loop that binds many names anew.
fn names_of_a_loop(count: usize) -> String {
    let (before, inside) =
        (lines(count, |at| format!("n{at} = {at};")), lines(count, |at| format!("n{at} = n{at} + 1;")));
    format!("{before}at = 0;\nwhile at < 3 {{\nat += 1;\n{inside}}}\n")
}

/// A method with many arguments.
fn arguments(count: usize) -> String {
    format!("text = \"{}\".format({});\n", "{}".repeat(count), lines(count, |at| format!("{at},")))
}

fn lines(count: usize, line: impl Fn(usize) -> String) -> String {
    (0..count).map(|at| line(at) + "\n").collect()
}

/// The library that this test is linked with, or one built later.
fn library() -> PathBuf {
    let test = std::env::current_exe().expect("a test has a file");
    let built = std::fs::read_dir(test.parent().expect("it is in a folder")).expect("the folder can be read");
    let libraries = built.filter_map(|entry| Some(entry.ok()?.path())).filter(|path| {
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        name.starts_with("libobj_runtime-") && name.ends_with(".rlib")
    });
    let written = |path: &PathBuf| path.metadata().and_then(|about| about.modified()).expect("a file has a time");
    libraries.max_by_key(written).expect("the library is built before its tests")
}

/// The 16th number that the kernel tells of a process: the user time of its children that have ended.
fn time_of_children() -> u64 {
    let told = std::fs::read_to_string("/proc/self/stat").expect("the kernel tells");
    let (_, numbers) = told.rsplit_once(')').expect("the name of the program is in brackets");
    numbers.split_whitespace().nth(13).and_then(|number| number.parse().ok()).expect("it is a number")
}
