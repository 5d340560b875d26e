//! Plain values inside an object, as text: numbers, texts, names of variants. For pictures, and with `trace-refs` only.

use super::tracer::{NamedStep, Step};

/// A plain value, and the way to it from its object.
#[cfg(feature = "trace-refs")]
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct PlainValue {
    pub(crate) path: Vec<NamedStep>,
    pub(crate) text: String,
}

/// Of a row or a map so many values are told.
#[cfg(feature = "trace-refs")]
const IN_A_ROW: usize = 12;

/// The plain values that were met, if they are wanted.
#[derive(Default)]
pub(super) struct PlainValues {
    #[cfg(feature = "trace-refs")]
    met: Option<Vec<PlainValue>>,
    /// While the parts of a value are traced that was told as a whole.
    #[cfg(feature = "trace-refs")]
    is_muted: bool,
}

#[cfg(feature = "trace-refs")]
impl PlainValues {
    pub(super) fn wanted() -> Self {
        Self { met: Some(Vec::new()), is_muted: false }
    }

    /// Whether what lies at a step is to be told, if it is plain.
    #[inline]
    pub(super) fn wants(&self, step: Step) -> bool {
        self.met.is_some()
            && !self.is_muted
            && match step {
                Step::Field(_) => true,
                Step::Index(index) | Step::Value(index) => index < IN_A_ROW,
                Step::Key(_) => false,
            }
    }

    /// A value lies at the end of a way, if there is a text of it. Returns whether it is told.
    pub(super) fn add(&mut self, path: &[NamedStep], text: impl FnOnce() -> Option<String>) -> bool {
        let Some(met) = self.met.as_mut().filter(|_| !self.is_muted) else { return false };
        let Some(text) = text() else { return false };
        met.push(PlainValue { path: path.to_vec(), text });
        true
    }

    /// Tells of nothing, or again; returns how it was before.
    pub(super) fn mute(&mut self, is_muted: bool) -> bool {
        std::mem::replace(&mut self.is_muted, is_muted)
    }

    pub(super) fn take(&mut self) -> Vec<PlainValue> {
        self.met.take().unwrap_or_default()
    }
}

#[cfg(not(feature = "trace-refs"))]
impl PlainValues {
    #[inline]
    pub(super) fn wants(&self, _: Step) -> bool {
        false
    }

    #[inline]
    pub(super) fn add(&mut self, _: &[NamedStep], _: impl FnOnce() -> Option<String>) -> bool {
        false
    }

    #[inline]
    pub(super) fn mute(&mut self, _: bool) -> bool {
        false
    }
}
