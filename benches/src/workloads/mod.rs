//! The work, written once for all contenders: a file for each family.
//!
//! A family asks of a contender only the small traits that its work needs; [`catalogue`] names and describes
//! every workload and states its bars.

pub(crate) mod space;

pub(crate) mod churn;
pub(crate) mod comparison_suite;
pub(crate) mod consing;
pub(crate) mod erased;
pub(crate) mod graphs;
pub(crate) mod handles;
pub(crate) mod interning;
pub(crate) mod interpreters;
pub(crate) mod large;
pub(crate) mod live_heap;
pub(crate) mod memory;
pub(crate) mod random_graph;
pub(crate) mod small_ints;
pub(crate) mod texts;
#[cfg(feature = "travel")]
pub(crate) mod travel;
pub(crate) mod units;
pub(crate) mod weak;

pub(crate) mod catalogue;

/// A workload's entry in a family's list: its name, and how to prepare it.
macro_rules! bench {
    ($name:literal, $prepare:expr) => {
        $crate::model::Bench { workload: $name, prepare: $prepare }
    };
}
pub(crate) use bench;
