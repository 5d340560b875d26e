//! `internment`: global tables, of values that stay or of counted ones.

use std::hash::{Hash, Hasher};

use ::internment::{ArcIntern, Intern};

use crate::workloads::consing::{Consing, hash_crowded};

#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) struct Number(u64);

impl Hash for Number {
    fn hash<H: Hasher>(&self, hasher: &mut H) {
        hash_crowded(self.0, hasher);
    }
}

macro_rules! consing {
    ($name:ident, $term:ident, $intern:ident, $about:literal) => {
        #[doc = $about]
        pub(crate) struct $name;

        #[derive(Clone, PartialEq, Eq, Hash)]
        pub(crate) struct $term {
            label: u64,
            parts: Option<($intern<$term>, $intern<$term>)>,
        }

        impl Consing for $name {
            type Term = $intern<$term>;
            type Crowded = $intern<Number>;

            fn start() -> Self {
                Self
            }

            fn leaf(&mut self, label: u64) -> $intern<$term> {
                $intern::new($term { label, parts: None })
            }

            #[allow(clippy::clone_on_copy, reason = "one of the two handles is no plain copy")]
            fn node(&mut self, label: u64, left: &$intern<$term>, right: &$intern<$term>) -> $intern<$term> {
                $intern::new($term { label, parts: Some((left.clone(), right.clone())) })
            }

            fn crowded(&mut self, number: u64) -> $intern<Number> {
                $intern::new(Number(number))
            }
        }
    };
}

consing!(Lasting, LastingTerm, Intern, "Values that stay.");
consing!(Counted, CountedTerm, ArcIntern, "Counted values.");
