//! What `trace-refs` costs: the example `refs_cost` of the library, built with and without the feature.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;

/// What idle handles may cost, as a ratio to those without the feature.
const IDLE_BAR: f64 = 2.0;
/// What an event may cost while it is recorded, in nanoseconds.
const RECORDING_BAR: f64 = 15.0;

/// The best nanoseconds per event, by work and by mode.
type Costs = BTreeMap<String, BTreeMap<String, f64>>;

/// Measures and prints a table. The two builds take turns, so that the machine's moods meet both.
///
/// # Errors
///
/// A text if the example cannot be built or run.
pub(crate) fn run(quick: bool) -> Result<(), String> {
    let mut costs = Costs::new();
    for _ in 0..if quick { 1 } else { 5 } {
        for features in [&[][..], &["--features", "trace-refs"]] {
            read(&run_example(features)?, &mut costs);
        }
    }
    print!("{}", table(&costs));
    Ok(())
}

fn run_example(features: &[&str]) -> Result<String, String> {
    let cargo = std::env::var("CARGO").unwrap_or_else(|_| "cargo".into());
    let mut command = Command::new(cargo);
    command.args(["run", "--quiet", "--release", "-p", "obj-runtime", "--example", "refs_cost"]).args(features);
    command.current_dir(Path::new(env!("CARGO_MANIFEST_DIR")));
    let output = command.output().map_err(|error| format!("cargo: {error}"))?;
    if !output.status.success() {
        return Err(String::from_utf8_lossy(&output.stderr).into_owned());
    }
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// Reads lines of mode, work and nanoseconds; of several, the least stays.
fn read(output: &str, costs: &mut Costs) {
    for line in output.lines() {
        if let [mode, work, cost] = line.split('\t').collect::<Vec<_>>()[..]
            && let Ok(cost) = cost.parse::<f64>()
        {
            let of_work = costs.entry(work.to_owned()).or_default();
            of_work.entry(mode.to_owned()).and_modify(|least| *least = least.min(cost)).or_insert(cost);
        }
    }
}

fn table(costs: &Costs) -> String {
    let mut table = format!(
        "{:<22} {:>7} {:>12} {:>6} {:>7} {:>16}   ns per event\n",
        "trace-refs", "off", "trace_idle", "ratio", "lines", "trace_recording"
    );
    for (work, modes) in costs {
        let cost = |mode: &str| modes.get(mode).copied().unwrap_or(f64::NAN);
        let ratio = cost("idle") / cost("off");
        let idle = if ratio <= IDLE_BAR { "" } else { "  idle above its bar" };
        let recording = if cost("recording") <= RECORDING_BAR { "" } else { "  recording above its bar" };
        table += &format!(
            "{work:<22} {:>7.2} {:>12.2} {ratio:>6.2} {:>7.2} {:>16.2}{idle}{recording}\n",
            cost("off"),
            cost("idle"),
            cost("lines"),
            cost("recording")
        );
    }
    table + &format!("bars: idle {IDLE_BAR:.1} of off, recording {RECORDING_BAR:.0} ns\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_least_of_several_runs_is_held_to_the_bars() {
        let mut costs = Costs::new();
        read("off\tnew\t1.00\noff\tnew\t3.00\nidle\tnew\t2.50\nrecording\tnew\t14.00\nnoise\n", &mut costs);
        assert!(table(&costs).contains("idle above its bar"));
        read("idle\tnew\t1.50\n", &mut costs);
        let table = table(&costs);
        assert!(!table.contains("above its bar") && table.contains("  1.50 "), "{table}");
    }
}
