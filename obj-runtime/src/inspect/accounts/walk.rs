//! The objects of a thread and the handles inside them.

use std::fmt;

use crate::header::{FlagWord, Header, ObjectPtr};
use crate::heap::Heap;
use crate::heap::page::PagePtr;
use crate::inspect::writing::visible::Visible;
use crate::ledger::{Kept, Site, Token};
use crate::thread_end;
use crate::trace::{NamedStep, Step, Tracer};

/// An object that a walk has met.
///
/// Invariant: the slot is in use. It stays so as long as the walk lasts, since no user code runs.
#[derive(Clone, Copy)]
pub(in crate::inspect) struct Met {
    page: PagePtr,
    header: ObjectPtr,
}

/// A strong handle inside an object.
pub(in crate::inspect) struct Inner {
    pub(in crate::inspect) target: ObjectPtr,
    pub(in crate::inspect) place: Place,
    pub(in crate::inspect) token: Token,
}

/// Where in its object a handle lies. Displayed as `entries[2].to` or `table["a"]`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::inspect) struct Place(Vec<NamedStep>);

#[cfg(feature = "trace-refs")]
impl Place {
    /// The first in order.
    pub(in crate::inspect) const FIRST: Self = Self(Vec::new());
}

/// An object by type and, with `trace-refs`, number: `Node #12`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct ObjectName {
    pub(in crate::inspect) type_name: &'static str,
    /// 0 without `trace-refs`.
    pub(in crate::inspect) serial: u64,
}

/// The objects of this thread whose value is there: pages in order of first use, objects by address.
pub(in crate::inspect) fn objects() -> impl Iterator<Item = Met> {
    let pages = Heap::current().pages().into_iter();
    pages.flat_map(|page| page.slots().filter_map(move |header| Met::of(page, header)))
}

/// Those of the objects of this thread that may have handles inside.
#[cfg(feature = "trace-refs")]
pub(in crate::inspect) fn objects_with_handles() -> impl Iterator<Item = Met> {
    let pages = Heap::current().pages().into_iter().filter(|page| page.info.needs_drop);
    pages.flat_map(|page| page.slots().filter_map(move |header| Met::of(page, header)))
}

/// What the runtime keeps alive in this thread.
pub(in crate::inspect) fn kept() -> Vec<Kept> {
    let mut all = Vec::new();
    thread_end::each_kept(&mut |kept| all.push(kept));
    all
}

impl Met {
    /// The object in a slot that was handed out, if it has one that is not dying.
    fn of(page: PagePtr, header: ObjectPtr) -> Option<Self> {
        let met = Self { page, header };
        let its = met.header();
        let gone = its.count.get() == 0 || its.flags.get() & FlagWord::UNDER_EXAMINATION != 0;
        (!gone).then_some(met)
    }

    /// The object of a handle.
    #[cfg(feature = "trace-refs")]
    pub(in crate::inspect) fn object(header: ObjectPtr) -> Self {
        Self { page: PagePtr::of(header), header }
    }

    pub(in crate::inspect) fn header<'a>(self) -> &'a Header {
        self.header.header()
    }

    pub(in crate::inspect) fn address(self) -> usize {
        self.header.address()
    }

    /// The line that made the object, if that is known.
    pub(in crate::inspect) fn made_at(self) -> Option<Site> {
        self.header().record.made_at()
    }

    #[cfg(feature = "trace-refs")]
    pub(in crate::inspect) fn pointer(self) -> ObjectPtr {
        self.header
    }

    pub(in crate::inspect) fn type_name(self) -> &'static str {
        self.page.info.name
    }

    pub(in crate::inspect) fn name(self) -> ObjectName {
        ObjectName { type_name: self.type_name(), serial: self.header().record.serial() }
    }

    /// Whether the runtime keeps the object: a small value, or a constant.
    pub(in crate::inspect) fn is_kept(self) -> bool {
        self.header().has(FlagWord::CACHED | FlagWord::CONSTANT)
    }

    /// Whether the value cannot be looked into at the moment.
    pub(in crate::inspect) fn is_opaque(self) -> bool {
        self.header().has(FlagWord::EXCLUSIVE | FlagWord::RESERVED | FlagWord::GARBAGE)
    }

    /// The strong handles inside the object; none if it is opaque.
    pub(in crate::inspect) fn inner(self) -> Vec<Inner> {
        self.inner_and_whether_whole().0
    }

    /// The strong handles inside the object, and whether all of it could be looked into.
    pub(in crate::inspect) fn inner_and_whether_whole(self) -> (Vec<Inner>, bool) {
        if self.is_opaque() {
            return (Vec::new(), false);
        }
        let mut tracer = Tracer::of_everything();
        // SAFETY: the value is whole, and the function is of its type.
        unsafe { (self.page.info.trace)(self.header.value(), &mut tracer) };
        let mut tokens = tracer.take_tokens().into_iter();
        let mut inner = Vec::new();
        tracer.drain_edges(|edge| {
            if !edge.weak {
                let token = tokens.next().unwrap_or(Token::NONE);
                inner.push(Inner { target: edge.target, place: Place(edge.path.to_vec()), token });
            }
        });
        (inner, !tracer.has_passed_over())
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (position, step) in self.0.iter().enumerate() {
            let dot = if position == 0 { "" } else { "." };
            match step.step {
                Step::Field(name) => write!(f, "{dot}{name}")?,
                Step::Index(index) => write!(f, "[{index}]")?,
                Step::Key(index) => write!(f, "{dot}key({index})")?,
                Step::Value(index) => match &step.key {
                    Some(text) => write!(f, "[{text}]")?,
                    None => write!(f, "{dot}value({index})")?,
                },
            }
        }
        Ok(())
    }
}

impl fmt::Display for ObjectName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.serial {
            0 => write!(f, "a {}", Visible(self.type_name)),
            serial => write!(f, "{} #{serial}", Visible(self.type_name)),
        }
    }
}
