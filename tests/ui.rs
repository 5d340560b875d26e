//! Every rule of use and the message that its breach gives.
//!
//! The messages of the compiler differ between versions, so they are compared on one version only. To
//! accept new messages run `TRYBUILD=overwrite cargo test -p obj-tests --test ui`, and read what changed.

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
