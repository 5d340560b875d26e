//! Plain values inside an object, as text: numbers, texts, names of variants. For pictures, and with `trace-refs` only.

use super::Tracer;
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

    pub(super) fn are_wanted(&self) -> bool {
        self.met.is_some()
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
    pub(super) fn add(&mut self, path: &[NamedStep], text: Option<String>) -> bool {
        let Some(met) = self.met.as_mut().filter(|_| !self.is_muted) else { return false };
        let Some(text) = text else { return false };
        met.push(PlainValue { path: path.to_vec(), text });
        true
    }

    /// Tells of nothing, or again.
    pub(super) fn mute(&mut self, is_muted: bool) {
        self.is_muted = is_muted;
    }

    /// Tells of nothing if it is said so; returns whether it did not before.
    pub(super) fn mute_more(&mut self, is_muted: bool) -> bool {
        let before = self.is_muted;
        self.is_muted |= is_muted;
        before
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
    pub(super) fn add(&mut self, _: &[NamedStep], _: Option<String>) -> bool {
        false
    }

    #[inline]
    pub(super) fn mute(&mut self, _: bool) {}

    #[inline]
    pub(super) fn mute_more(&mut self, _: bool) -> bool {
        false
    }
}

impl Tracer {
    /// A tracer of everything that remembers plain values, too.
    #[cfg(feature = "trace-refs")]
    pub(crate) fn of_everything_and_values() -> Self {
        let mut tracer = Self::of_everything();
        tracer.everything.iter_mut().for_each(|everything| everything.values = PlainValues::wanted());
        tracer
    }

    /// The plain values met, in the order of tracing.
    #[cfg(feature = "trace-refs")]
    pub(crate) fn take_values(&mut self) -> Vec<PlainValue> {
        self.everything.as_mut().map(|everything| everything.values.take()).unwrap_or_default()
    }

    /// The value that is visited is of this variant.
    #[doc(hidden)]
    #[inline]
    pub fn variant(&mut self, name: &'static str) {
        if self.wants_values() {
            self.tell(Some(name.to_owned()));
        }
    }

    /// A plain value lies at the end of the way gone, if there is a text of it. Returns whether it was told.
    pub(super) fn tell(&mut self, text: Option<String>) -> bool {
        self.everything.as_mut().is_some_and(|everything| everything.values.add(&everything.path, text))
    }

    /// The parts of a value that was told are not told again. Returns whether it was so before.
    pub(super) fn mute_values(&mut self, is_told: bool) -> bool {
        self.everything.as_mut().is_some_and(|everything| everything.values.mute_more(is_told))
    }

    fn wants_values(&self) -> bool {
        self.wants_value_at(Step::Field(""))
    }

    /// Whether what lies at a step may be a plain value that is wanted.
    #[inline]
    pub(super) fn wants_value_at(&self, step: Step) -> bool {
        self.everything.as_ref().is_some_and(|everything| everything.values.wants(step))
    }
}
