//! CPython on the same work: `python3`, where it is installed, runs a script with the names of the workloads.

use std::process::{Command, Stdio};
use std::sync::LazyLock;

const SCRIPT: &str = include_str!("../python/workloads.py");

/// `python3` with the script and `arguments`, apart from the user's own settings.
pub(crate) fn command(arguments: &[&str]) -> Command {
    let mut command = Command::new("python3");
    command.args(["-I", "-c", SCRIPT]).args(arguments);
    command
}

/// The workloads that the script knows; none where there is no `python3`.
pub(crate) fn workloads() -> &'static [String] {
    static WORKLOADS: LazyLock<Vec<String>> = LazyLock::new(|| {
        let listed = command(&["list"]).stderr(Stdio::null()).output();
        let names = listed.map(|output| String::from_utf8_lossy(&output.stdout).into_owned()).unwrap_or_default();
        names.split_whitespace().map(String::from).collect()
    });
    &WORKLOADS
}

/// The version of `python3`, as it names itself.
pub(crate) fn version() -> Option<String> {
    let output = Command::new("python3").arg("--version").output().ok()?;
    Some(String::from_utf8_lossy(&output.stdout).trim().to_owned())
}
