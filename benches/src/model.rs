//! What is measured, who takes part, and who is compared with whom.

use crate::stopwatch::{Sample, Stopwatch};

/// What a contender is, and with it what may be asked of it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Kind {
    /// This library.
    Subject,
    /// Counts references and leaks cycles: a lower bound, not a collecting peer.
    Floor,
    /// Reclaims cycles, by counting or by tracing.
    Collecting,
    /// Keeps objects where they are removed by hand, or all at once: no peer, but what people pick instead.
    Arena,
    /// Makes equal strings one.
    Interner,
    /// The CPython interpreter on the same work.
    CPython,
    /// A derive macro, for the sake of what it costs to compile.
    Derive,
}

impl Kind {
    /// The word for the kind in lists and tables.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Subject => "subject",
            Self::Floor => "floor",
            Self::Collecting => "collecting",
            Self::Arena => "arena",
            Self::Interner => "interner",
            Self::CPython => "cpython",
            Self::Derive => "derive",
        }
    }
}

/// The allocator a contender's process runs on.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Allocator {
    System,
    Mimalloc,
}

/// How a contender's process is started.
#[derive(Clone, Copy)]
pub(crate) enum Program {
    /// This program, with the hidden subcommand.
    Rust(fn() -> Vec<Bench>),
    /// `python3` with the script of the contender `cpython`.
    Python,
    /// The compiler, on a crate generated for the contender.
    Compiler,
}

/// One of those who take part.
pub(crate) struct Contender {
    pub(crate) name: &'static str,
    pub(crate) kind: Kind,
    /// Whether the memory of dead cycles (of forgotten strings, for an interner) comes back.
    pub(crate) reclaims: bool,
    pub(crate) allocator: Allocator,
    pub(crate) program: Program,
    pub(crate) about: &'static str,
    /// What one does without who picks this instead of a collector.
    pub(crate) gives_up: Option<&'static str>,
}

/// The peers that a workload's figures are divided by.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Against {
    /// One contender.
    Named(&'static str),
    /// Those that reclaim cycles.
    Collecting,
    /// Those that intern, whether they ever give memory back or not.
    Interners,
    /// Those that intern and give memory back.
    ReclaimingInterners,
    /// Everyone but CPython.
    Libraries,
    /// This library in another workload: what is to cost the same in both.
    Itself(&'static str),
}

impl Against {
    /// Whether `contender` is one of these peers.
    pub(crate) fn admits(self, contender: &Contender) -> bool {
        let kind = contender.kind;
        match self {
            _ if kind == Kind::Subject => false,
            Self::Itself(_) => false,
            Self::Named(name) => contender.name == name,
            Self::Collecting => kind == Kind::Collecting,
            Self::Interners => kind == Kind::Interner,
            Self::ReclaimingInterners => kind == Kind::Interner && contender.reclaims,
            Self::Libraries => matches!(kind, Kind::Floor | Kind::Collecting | Kind::Interner),
        }
    }

    /// Whether a peer that was seen to leak still counts.
    pub(crate) fn admits_leaks(self) -> bool {
        !matches!(self, Self::Collecting | Self::ReclaimingInterners)
    }

    /// The peers in words, after "the best of".
    pub(crate) fn describe(self) -> String {
        match self {
            Self::Named(name) => format!("`{name}`"),
            Self::Collecting => "the collecting peers".into(),
            Self::Interners => "the interners".into(),
            Self::ReclaimingInterners => "the reclaiming interners".into(),
            Self::Libraries => "all libraries".into(),
            Self::Itself(workload) => format!("itself in `{workload}`"),
        }
    }
}

/// A ratio this library is meant to keep.
pub(crate) struct Bar {
    pub(crate) limit: f64,
    pub(crate) against: Against,
}

/// What the figures of a workload count.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Unit {
    Nanoseconds,
    Bytes,
}

impl Unit {
    /// The unit's sign.
    pub(crate) fn sign(self) -> &'static str {
        match self {
            Self::Nanoseconds => "ns",
            Self::Bytes => "bytes",
        }
    }
}

/// A group of workloads that one table shows.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Family {
    Handles,
    Graphs,
    Heap,
    Pauses,
    Memory,
    Values,
    Interning,
    Programs,
    #[cfg(feature = "travel")]
    Travel,
    Compile,
}

impl Family {
    /// All families, in the order of their tables.
    pub(crate) const ALL: &[Self] = &[
        Self::Handles,
        Self::Graphs,
        Self::Heap,
        Self::Pauses,
        Self::Memory,
        Self::Values,
        Self::Interning,
        Self::Programs,
        #[cfg(feature = "travel")]
        Self::Travel,
        Self::Compile,
    ];

    /// The heading of the family's table.
    pub(crate) fn heading(self) -> &'static str {
        match self {
            Self::Handles => "Handles and allocation",
            Self::Graphs => "Graphs: build and reclaim",
            Self::Heap => "A large live heap",
            Self::Pauses => "Pauses",
            Self::Memory => "Memory",
            Self::Values => "Small integers",
            Self::Interning => "Interning",
            Self::Programs => "Programs",
            #[cfg(feature = "travel")]
            Self::Travel => "Graphs that travel",
            Self::Compile => "Compile time",
        }
    }

    /// What one has to know to read the family's table.
    pub(crate) fn note(self) -> Option<&'static str> {
        match self {
            Self::Heap => Some(
                "A collection of what nobody touched is to take the same time however large the heap is: this library is \
                 held to its own time with 1e4 objects. A peer that finds its list of suspects empty returns at once.",
            ),
            Self::Pauses => Some(
                "A sample makes more objects than are alive, so that who waits for the heap to double has a collection in \
                 each. Who has none even so leaks, and is no peer: `dumpster` waits until more handles were dropped than \
                 there are. The pauses of those who never collect are the allocator's and the machine's. As the heap does \
                 not grow, the collections of `obj` are young ones; `obj-step` adds full ones in steps. `cpython` has no bar \
                 here: it looks at 700 new objects at a time, at all of them now and then.",
            ),
            Self::Programs => Some(
                "Three interpreters, each written once for all heaps: a Lisp in which every value is a handle, numbers too; a \
                 bytecode machine with tables and methods; a lazy language of objects, with weak handles to what is shared. \
                 A sample runs a program twenty times. `gc-arena` runs each in one callback, in which it does not collect; \
                 `jrsonnet-gcmodule` is asked to collect after each; `dumpster` has no weak handles and holds what is shared. \
                 What is in a cycle, which is all but the Lisp's lists, leaks from `rc` and `rc-mimalloc`.",
            ),
            _ => None,
        }
    }

    /// Whether contenders of `kind` would be expected here, so that absence is worth a row.
    pub(crate) fn concerns(self, kind: Kind) -> bool {
        match self {
            Self::Interning => kind == Kind::Interner,
            Self::Values | Self::Programs | Self::Compile => false,
            #[cfg(feature = "travel")]
            Self::Travel => false,
            _ => matches!(kind, Kind::Floor | Kind::Collecting),
        }
    }
}

/// One piece of work.
pub(crate) struct Workload {
    pub(crate) name: &'static str,
    pub(crate) family: Family,
    pub(crate) unit: Unit,
    /// What one operation is: the figures are `unit` for each of these.
    pub(crate) per: &'static str,
    /// The peers of the column `ratio_to_best_peer`.
    pub(crate) peers: Against,
    pub(crate) bars: &'static [Bar],
    /// Whether each sample needs a new process.
    pub(crate) fresh_process: bool,
    pub(crate) about: &'static str,
}

/// How much work a sample holds.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) struct Scale {
    pub(crate) quick: bool,
}

impl Scale {
    /// `full` operations, or a tenth of them in a quick run.
    pub(crate) fn of(self, full: usize) -> usize {
        if self.quick { (full / 10).max(1) } else { full }
    }

    /// Samples that count; one more is taken first and thrown away.
    pub(crate) fn samples(self) -> usize {
        7
    }
}

/// A prepared workload: each call takes one sample.
pub(crate) type Sampler = Box<dyn FnMut(Stopwatch) -> Sample>;

/// A contender's part in a workload.
pub(crate) struct Bench {
    pub(crate) workload: &'static str,
    pub(crate) prepare: fn(Scale) -> Sampler,
}
