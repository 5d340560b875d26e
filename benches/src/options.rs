//! The command line.

use std::path::{Path, PathBuf};

use lexopt::Arg::Long;
use lexopt::{Parser, ValueExt};

use crate::contenders::{self, CONTENDERS};
use crate::model::{Contender, Scale, Workload};
use crate::workloads::catalogue::{self, WORKLOADS};

/// What follows a subcommand.
pub(crate) struct Options {
    pub(crate) workloads: Vec<&'static Workload>,
    pub(crate) contenders: Vec<&'static Contender>,
    pub(crate) scale: Scale,
    /// Where the table of a run goes.
    pub(crate) csv: Option<PathBuf>,
    /// The folder that a report is written to.
    pub(crate) folder: PathBuf,
    pub(crate) counts_cache_misses: bool,
    pub(crate) baseline: Baseline,
}

/// What instruction counts are for, besides being shown.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Baseline {
    Ignore,
    Check,
    Write,
}

impl Options {
    /// Reads the options that follow a subcommand.
    ///
    /// # Errors
    ///
    /// Names the argument that is not understood.
    pub(crate) fn parse(arguments: &[String]) -> Result<Self, String> {
        Self::read(Parser::from_args(arguments)).map_err(|error| error.to_string())
    }

    /// What is run, in a line.
    pub(crate) fn describe(&self) -> String {
        let sizes = if self.scale.quick { "quick" } else { "full" };
        let workloads: Vec<&str> = self.workloads.iter().map(|workload| workload.name).collect();
        let contenders: Vec<&str> = self.contenders.iter().map(|contender| contender.name).collect();
        format!("{sizes} run of {} with {}", workloads.join(" "), contenders.join(" "))
    }

    fn read(mut parser: Parser) -> Result<Self, lexopt::Error> {
        let mut options = Self {
            workloads: WORKLOADS.iter().collect(),
            contenders: CONTENDERS.iter().collect(),
            scale: Scale { quick: false },
            csv: None,
            folder: Path::new(env!("CARGO_MANIFEST_DIR")).into(),
            counts_cache_misses: false,
            baseline: Baseline::Ignore,
        };
        while let Some(argument) = parser.next()? {
            match argument {
                Long("quick") => options.scale.quick = true,
                Long("cache") => options.counts_cache_misses = true,
                Long("check") => options.baseline = Baseline::Check,
                Long("write") => options.baseline = Baseline::Write,
                Long("csv") => options.csv = Some(parser.value()?.into()),
                Long("into") => options.folder = parser.value()?.into(),
                Long("only") => options.workloads = names(&mut parser, catalogue::find, "workload")?,
                Long("contenders") => options.contenders = names(&mut parser, contenders::find, "contender")?,
                _ => return Err(argument.unexpected()),
            }
        }
        Ok(options)
    }
}

/// The things that a comma-separated list names.
fn names<T>(parser: &mut Parser, find: fn(&str) -> Option<T>, what: &str) -> Result<Vec<T>, lexopt::Error> {
    let list = parser.value()?.string()?;
    let find = |name: &str| find(name).ok_or_else(|| format!("no {what} `{name}`; `list` shows them").into());
    list.split(',').filter(|name| !name.is_empty()).map(find).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_looked_up_and_mistakes_are_named() {
        let arguments = ["--only", "ring_1e3,deep_chain", "--contenders=rc", "--check"].map(String::from);
        let options = Options::parse(&arguments).expect("all of it is known");
        let names: Vec<&str> = options.workloads.iter().map(|workload| workload.name).collect();
        assert_eq!((&names[..], options.baseline), (&["ring_1e3", "deep_chain"][..], Baseline::Check));
        assert_eq!(options.contenders.len(), 1);

        let mistake = |arguments: &[&str]| {
            let arguments: Vec<String> = arguments.iter().copied().map(String::from).collect();
            Options::parse(&arguments).err()
        };
        assert_eq!(mistake(&["--only", "ring"]).as_deref(), Some("no workload `ring`; `list` shows them"));
        assert_eq!(mistake(&["--slow"]).as_deref(), Some("invalid option '--slow'"));
        assert!(mistake(&["--csv"]).is_some());
    }
}
