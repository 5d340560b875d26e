//! Every rule of use and the message that its breach gives.
//!
//! The messages of the compiler differ between versions, so they are compared on one version only. To
//! accept new messages run `TRYBUILD=overwrite cargo test -p obj-tests --test ui`, and read what changed.

use std::path::Path;
use std::process::Command;

/// The version that the recorded messages are of.
const BLESSED: &str = "rustc 1.95.";

#[test]
fn mistakes_are_explained() {
    let version = compiler_version();
    if !version.starts_with(BLESSED) {
        println!("skipped: the messages are those of {BLESSED}x, and this is {version}");
        return;
    }
    let cases = trybuild::TestCases::new();
    cases.pass("ui/*/pass/*.rs");
    cases.compile_fail("ui/*/*.rs");
}

fn compiler_version() -> String {
    let compiler = std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let output = Command::new(compiler).arg("--version").output().expect("the compiler tells its version");
    String::from_utf8_lossy(&output.stdout).trim().into()
}

/// What no message may name: modules and methods that only generated code knows, and rules that are no sentence.
const INTERNAL: [&str; 6] = ["graph_runtime::", "__private::", "__obj_", "rules::", "arithmetic::", "guide::named"];

/// Traits of the standard library and of `serde`, whose lists are not ours.
const LISTED_BY_OTHERS: [&str; 4] = ["trait `Eq`", "trait `Hash`", "trait `Serialize`", "trait `Deserialize<'de>`"];

#[test]
fn messages_name_nothing_internal_and_list_nothing() {
    let mut mistakes = Vec::new();
    for folder in ["ui", "travel/ui"] {
        for_each_message(Path::new(folder), &mut |path, line| {
            let is_list =
                line.contains("other types implement") && !LISTED_BY_OTHERS.iter().any(|of| line.contains(of));
            if is_list || INTERNAL.iter().any(|name| line.contains(name)) {
                mistakes.push(format!("{}: {line}", path.display()));
            }
        });
    }
    assert!(mistakes.is_empty(), "{}", mistakes.join("\n"));
}

/// Calls a function for each line of each recorded message, but for those of sources that are quoted.
fn for_each_message(folder: &Path, each: &mut dyn FnMut(&Path, &str)) {
    for entry in std::fs::read_dir(folder).expect("there are messages") {
        let path = entry.expect("the folder can be read").path();
        if path.is_dir() {
            for_each_message(&path, each);
        } else if path.extension().is_some_and(|extension| extension == "stderr") {
            let text = std::fs::read_to_string(&path).expect("a message is text");
            let is_quoted = |line: &&str| {
                line.trim_start_matches([' ', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', '.']).starts_with('|')
            };
            text.lines().filter(|line| !is_quoted(line)).for_each(|line| each(&path, line));
        }
    }
}
