//! Without `trace-refs`, tracing costs nothing: `clone` and `drop` have no instruction more than twins without any
//! hook, that of `clone` are the same, and neither they nor `new` name anything of tracing.

use std::path::PathBuf;
use std::process::Command;

/// The machine code of `functions.rs`, compiled with these features.
fn assembly(features: &str) -> String {
    let target = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("zero_cost");
    let output = target.join(format!("functions{features}.s"));
    let mut cargo = Command::new(env!("CARGO"));
    cargo.args(["rustc", "--quiet", "--release", "-p", "obj-tests", "--example", "zero_cost_functions"]);
    if !features.is_empty() {
        cargo.args(["--features", features]);
    }
    cargo.arg("--target-dir").arg(&target);
    cargo.arg("--").arg(format!("--emit=asm={}", output.display())).args(["-Ccodegen-units=1", "-Cdebuginfo=0"]);
    assert!(cargo.status().unwrap().success());
    std::fs::read_to_string(output).unwrap()
}

/// The instructions of a function. Names of what is called differ between a handle and its twin, as do labels.
fn instructions(assembly: &str, function: &str) -> Vec<String> {
    let start = assembly.find(&format!("\n{function}:\n")).unwrap_or_else(|| panic!("there is no {function}"));
    let body = assembly[start + function.len() + 3..].lines().take_while(|line| !line.starts_with(".Lfunc_end"));
    let code = body.map(str::trim).filter(|line| !line.starts_with('.') && !line.starts_with('#') && !line.is_empty());
    code.map(String::from).collect()
}

/// The same, with nothing but `S` for a name.
fn shape(instructions: &[String]) -> Vec<String> {
    let is_name = |word: &str| word.contains("_ZN") || word.contains("_R") || word.contains(".L") || word.contains("@");
    let word = |word: &str| if is_name(word) { "S".to_owned() } else { word.to_owned() };
    instructions.iter().map(|line| line.split_whitespace().map(word).collect::<Vec<_>>().join(" ")).collect()
}

#[test]
fn without_the_feature_there_is_nothing() {
    if !obj_runtime::inspect::traces_refs() {
        assert_eq!(size_of::<obj_runtime::AnyObj>(), size_of::<usize>());
    }
    let assembly = assembly("");
    let names_of_tracing =
        |line: &&String| line.contains("refs") || line.contains("ledger") || line.contains("Location");
    for function in ["clone", "drop"] {
        let of_obj = instructions(&assembly, &format!("of_obj_{function}"));
        let of_twin = instructions(&assembly, &format!("of_twin_{function}"));
        assert!(of_obj.len() > 3, "{of_obj:#?}");
        assert!(of_obj.len() <= of_twin.len(), "more than without hooks: {of_obj:#?} {of_twin:#?}");
        assert_eq!(of_obj.iter().find(names_of_tracing), None);
    }
    let clones = ["of_obj_clone", "of_twin_clone"].map(|function| shape(&instructions(&assembly, function)));
    assert_eq!(clones[0], clones[1]);
    let new = instructions(&assembly, "of_obj_new");
    assert_eq!(new.iter().find(names_of_tracing), None);
    // No source line is passed to it or by it.
    assert!(!assembly.contains("functions.rs"), "a line of the source is in the machine code");
}

/// The comparison does find hooks where there are some.
#[test]
fn with_the_feature_the_comparison_fails() {
    let assembly = assembly("trace-refs");
    let of_obj = instructions(&assembly, "of_obj_clone");
    assert_ne!(shape(&of_obj), shape(&instructions(&assembly, "of_twin_clone")));
    assert!(of_obj.iter().any(|line| line.contains("ledger")), "{of_obj:#?}");
}
