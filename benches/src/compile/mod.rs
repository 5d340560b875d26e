//! What the macros cost to compile: `cargo check`, and a release build, of generated crates, beside serde and beside no macro at all.

mod sources;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use crate::model::Against::Named;
use crate::model::{Allocator, Bar, Contender, Family, Kind, Program, Scale, Unit, Workload};
use crate::progress::Progress;
use crate::session::Failure;
use crate::statistics::{Row, Status};

const SERDE: &[Bar] = &[Bar { limit: 1.0, against: Named("serde") }];

const fn workload(name: &'static str, per: &'static str, bars: &'static [Bar], about: &'static str) -> Workload {
    let peers = Named("serde");
    let (family, unit) = (Family::Compile, Unit::Nanoseconds);
    Workload { name, family, unit, per, peers, bars, fresh_process: true, about }
}

/// What it costs to save a type: also what it is an object for.
const BOTH_OF_SERDE: &[Bar] = &[Bar { limit: 2.0, against: Named("serde") }];

const DERIVES: &str = "cargo check of a crate, less that of one without the derive, for each derive";
const STATEMENTS: &str = "cargo check of one `graph!` unit, less that of an empty crate, for each statement";

const SAVED: &str = "cargo check of a crate with `Serialize` and `Deserialize`, of structs with indices and of objects with the feature \
                     `serde`, less that of one without derives, for each struct";
const SAVED_BUILT: &str = "the same of a debug build";
const SENT: &str = "the same as `compile_saved_100`, of objects with the feature `parcel` too";
const SENT_BUILT: &str = "the same of a debug build";

const BUILT: &str = "release build of one `graph!` unit, less that of an empty crate, for each statement";

/// The workloads of the subcommand `compile`.
pub(crate) static WORKLOADS: &[Workload] = &[
    workload("compile_derives_1", "derive", &[], DERIVES),
    workload("compile_derives_10", "derive", SERDE, DERIVES),
    workload("compile_derives_100", "derive", SERDE, DERIVES),
    workload("compile_saved_100", "struct", BOTH_OF_SERDE, SAVED),
    workload("build_saved_100", "struct", BOTH_OF_SERDE, SAVED_BUILT),
    workload("compile_sent_100", "struct", BOTH_OF_SERDE, SENT),
    workload("build_sent_100", "struct", BOTH_OF_SERDE, SENT_BUILT),
    workload("compile_graph_200", "statement", &[], STATEMENTS),
    workload("compile_graph_250", "statement", &[], STATEMENTS),
    workload("compile_graph_500", "statement", &[], STATEMENTS),
    workload("compile_graph_1000", "statement", &[], STATEMENTS),
    workload("compile_graph_2000", "statement", &[], STATEMENTS),
    workload("build_graph_1000", "statement", &[], BUILT),
];

const fn contender(name: &'static str, kind: Kind, about: &'static str) -> Contender {
    Contender {
        name,
        kind,
        reclaims: false,
        allocator: Allocator::System,
        program: Program::Compiler,
        about,
        gives_up: None,
    }
}

/// Those whose macros are compiled.
pub(crate) static CONTENDERS: &[&Contender] = &[&SERDE_DERIVE, &OBJ];

static OBJ: Contender = contender("obj", Kind::Subject, "derive(Object), graph!");
static SERDE_DERIVE: Contender =
    contender("serde", Kind::Derive, "derive(Serialize), with Deserialize where structs are saved");

/// Times the compiler on every workload, but for what `progress` has already.
///
/// # Errors
///
/// A text if the generated crates cannot be written, or finished rows not be kept.
pub(crate) fn run(scale: Scale, progress: &mut Progress) -> Result<Vec<Row>, String> {
    let crates = Crates::new()?;
    let mut rows = Vec::new();
    for workload in WORKLOADS {
        let kept = progress.begin(workload, turns_of(workload, scale));
        let of_workload = match kept {
            Some(kept) => kept,
            None => {
                let new = run_workload(&crates, workload, scale, progress)?;
                progress.finished(&new)?;
                new
            }
        };
        rows.extend(of_workload);
    }
    Ok(rows)
}

/// How many samples a run takes.
pub(crate) fn turns(scale: Scale) -> usize {
    WORKLOADS.iter().map(|workload| turns_of(workload, scale)).sum()
}

fn turns_of(workload: &'static Workload, scale: Scale) -> usize {
    contenders(workload).len() * (samples(scale) + 1)
}

fn samples(scale: Scale) -> usize {
    if scale.quick { 3 } else { scale.samples() }
}

/// A name says what is compiled, and how much of it.
fn what(workload: &'static Workload) -> (&'static str, usize) {
    let (what, count) = workload.name.rsplit_once('_').expect("a name ends in a number");
    (what, count.parse().expect("a name ends in a number"))
}

fn contenders(workload: &'static Workload) -> &'static [&'static Contender] {
    if what(workload).0.ends_with("_graph") { &CONTENDERS[1..] } else { CONTENDERS }
}

/// The crates take turns; each sample is what a macro adds to the time of the crate without it.
fn run_workload(
    crates: &Crates,
    workload: &'static Workload,
    scale: Scale,
    progress: &Progress,
) -> Result<Vec<Row>, String> {
    let (what, count) = what(workload);
    let command: &[&str] = match what {
        "build_graph" => &["build", "--release"],
        "build_saved" | "build_sent" => &["build"],
        _ => &["check"],
    };
    let contenders = contenders(workload);
    let check = |contender: &Contender| {
        let name = contender.name;
        let (folder, source, plain, plain_source) = match what {
            "compile_derives" => {
                (name, sources::derives(name, count, true), name, sources::derives(name, count, false))
            }
            "compile_saved" | "build_saved" | "compile_sent" | "build_sent" => {
                let folder = sources::saved_crate(name, what.ends_with("sent"));
                (folder, sources::saved(name, count, true), folder, sources::saved(name, count, false))
            }
            _ => (name, sources::unit(name, count), "plain", String::new()),
        };
        Ok::<_, String>((crates.time(command, plain, &plain_source)?, crates.time(command, folder, &source)?))
    };
    let mut taken: Vec<Result<Vec<f64>, Failure>> = vec![Ok(Vec::new()); contenders.len()];
    for round in 0..=samples(scale) {
        for (contender, taken) in contenders.iter().zip(&mut taken) {
            let (plain, time) = check(contender)?;
            progress.turn();
            match (plain, time, taken.as_mut()) {
                (Some(plain), Some(time), Ok(samples)) if round > 0 => {
                    samples.push((time.as_nanos() as f64 - plain.as_nanos() as f64) / count as f64);
                }
                (_, None, Ok(_)) => *taken = Err(Failure::DoesNotCompile),
                _ => {}
            }
        }
    }
    let row = |(contender, taken): (&&'static Contender, Result<Vec<f64>, Failure>)| {
        let (samples, status) = match taken {
            Ok(samples) => (samples, Status::Ok),
            Err(failure) => (Vec::new(), Status::Failed(failure)),
        };
        Row { workload, contender, samples, faults: None, status }
    };
    Ok(contenders.iter().zip(taken).map(row).collect())
}

/// The generated crates, in a folder of the target directory.
struct Crates {
    folder: PathBuf,
}

impl Crates {
    fn new() -> Result<Self, String> {
        let program = std::env::current_exe().map_err(|error| error.to_string())?;
        let target = program.ancestors().nth(2).ok_or("the program is not in a target directory")?;
        let crates = Self { folder: target.join("compile-times") };
        for (name, dependency) in sources::dependencies() {
            let folder = crates.folder.join(name);
            write(&folder.join("Cargo.toml"), &sources::manifest(name, &dependency))?;
        }
        Ok(crates)
    }

    /// The time of a command of cargo on the crate `name` with `source`; `None` if there are errors. The first time
    /// includes that of the dependencies.
    fn time(&self, command: &[&str], name: &str, source: &str) -> Result<Option<Duration>, String> {
        let folder = self.folder.join(name);
        // A file written anew is compiled anew, whatever is in it.
        write(&folder.join("src/lib.rs"), source)?;
        let mut cargo = Command::new("cargo");
        cargo.args(command).arg("--quiet").current_dir(folder);
        cargo.env("CARGO_TARGET_DIR", self.folder.join("target"));
        cargo.env("CARGO_INCREMENTAL", "0");
        cargo.stdout(Stdio::null()).stderr(Stdio::null());
        let start = Instant::now();
        let status = cargo.status().map_err(|error| format!("cargo: {error}"))?;
        Ok(status.success().then(|| start.elapsed()))
    }
}

fn write(path: &Path, text: &str) -> Result<(), String> {
    let folder = path.parent().expect("the path has a file name");
    let written = fs::create_dir_all(folder).and_then(|()| fs::write(path, text));
    written.map_err(|error| format!("{}: {error}", path.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn compiles(crates: &Crates, name: &str, source: &str) {
        assert!(
            crates.time(&["check"], name, source).expect("the crate is written").is_some(),
            "{name} does not compile:\n{source}"
        );
    }

    #[test]
    fn the_generated_crates_compile() {
        let crates = Crates::new().expect("the crates are written");
        for count in [1, 10] {
            for name in ["serde", "obj"] {
                compiles(&crates, name, &sources::derives(name, count, true));
                compiles(&crates, name, &sources::derives(name, count, false));
                for folder in [false, true].map(|is_sent| sources::saved_crate(name, is_sent)) {
                    compiles(&crates, folder, &sources::saved(name, count, true));
                    compiles(&crates, folder, &sources::saved(name, count, false));
                }
            }
        }
        for count in [1, 250] {
            compiles(&crates, "obj", &sources::unit("obj", count));
        }
        compiles(&crates, "plain", "");
    }

    #[test]
    fn what_does_not_compile_is_told() {
        let crates = Crates { folder: std::env::temp_dir().join(format!("obj-benches-{}", std::process::id())) };
        write(&crates.folder.join("wrong/Cargo.toml"), &sources::manifest("wrong", "")).expect("the crate is written");
        assert_eq!(crates.time(&["check"], "wrong", "fn wrong(").expect("the crate is written"), None);
        fs::remove_dir_all(&crates.folder).expect("the crate is there");
    }
}
