//! The command line.

use std::path::PathBuf;

use crate::contenders::{self, CONTENDERS};
use crate::model::{Contender, Scale, Workload};
use crate::workloads::catalogue::{self, WORKLOADS};

/// What follows a subcommand.
pub(crate) struct Options {
    pub(crate) workloads: Vec<&'static Workload>,
    pub(crate) contenders: Vec<&'static Contender>,
    pub(crate) scale: Scale,
    pub(crate) csv: Option<PathBuf>,
    pub(crate) counts_cache_misses: bool,
}

impl Options {
    /// Reads `--only`, `--contenders`, `--quick`, `--csv` and `--cache`.
    ///
    /// # Errors
    ///
    /// Names the argument that is not understood.
    pub(crate) fn parse(arguments: &[String]) -> Result<Self, String> {
        let mut options = Self {
            workloads: WORKLOADS.iter().collect(),
            contenders: CONTENDERS.iter().collect(),
            scale: Scale { quick: false },
            csv: None,
            counts_cache_misses: false,
        };
        let mut arguments = arguments.iter();
        while let Some(argument) = arguments.next() {
            let mut value = || arguments.next().ok_or_else(|| format!("`{argument}` wants a value"));
            match argument.as_str() {
                "--quick" => options.scale.quick = true,
                "--cache" => options.counts_cache_misses = true,
                "--csv" => options.csv = Some(value()?.into()),
                "--only" => options.workloads = names(value()?, catalogue::find, "workload")?,
                "--contenders" => options.contenders = names(value()?, contenders::find, "contender")?,
                _ => return Err(format!("unknown argument `{argument}`")),
            }
        }
        Ok(options)
    }
}

/// The things that a comma-separated list names.
fn names<T>(list: &str, find: fn(&str) -> Option<T>, what: &str) -> Result<Vec<T>, String> {
    let find = |name: &str| find(name).ok_or_else(|| format!("no {what} `{name}`; `list` shows them"));
    list.split(',').filter(|name| !name.is_empty()).map(find).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_looked_up_and_mistakes_are_named() {
        let arguments = ["--only", "ring_1e3,deep_chain", "--contenders", "rc"].map(String::from);
        let options = Options::parse(&arguments).expect("all of it is known");
        let names: Vec<&str> = options.workloads.iter().map(|workload| workload.name).collect();
        assert_eq!(names, ["ring_1e3", "deep_chain"]);
        assert_eq!(options.contenders.len(), 1);

        let mistake = Options::parse(&["--only".into(), "ring".into()]).err();
        assert_eq!(mistake.as_deref(), Some("no workload `ring`; `list` shows them"));
        assert!(Options::parse(&["--csv".into()]).is_err());
    }
}
