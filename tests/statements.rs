//! What a long unit costs the compiler, on Linux: `cargo test -p obj-tests --test statements -- --ignored --nocapture`.

#![cfg(target_os = "linux")]

use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Of each length the fastest is taken: the machine has other work, too.
const RUNS: usize = 5;

#[test]
#[ignore = "takes half a minute, and is about a machine without other work"]
fn ten_thousand_statements_cost_twelve_times_a_thousand() {
    let [short, long] = [1_000, 10_000].map(|statements| (0..RUNS).map(|_| checked(statements)).min().expect("it ran"));
    let times = long as f64 / short as f64;
    println!("1,000 statements: {short} hundredths of a second, 10,000: {long}, which is {times:.1} times as many");
    assert!(times <= 12.0, "{times}");
}

/// The user time, in ticks of a hundredth of a second, that it takes to check a unit with as many names.
fn checked(statements: usize) -> u64 {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR"));
    let file = folder.join(format!("statements_{statements}.rs"));
    std::fs::write(&file, unit(statements)).expect("there is room");
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

/// A unit with distinct names, half of them of lists.
fn unit(statements: usize) -> String {
    let mut unit = String::from("use obj_runtime::prelude::*;\npub fn unit() {\n    drop(graph! {\n");
    for at in 0..statements {
        let value = if at % 2 == 0 { format!("[{at}]") } else { at.to_string() };
        writeln!(unit, "        n{at} = {value};").expect("a text takes all");
    }
    unit + "    });\n}\n"
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
