//! The strong handles inside an object.

use std::fmt;

use super::walk::HeapObject;
use crate::header::ObjectPtr;
use crate::ledger::Token;
#[cfg(feature = "trace-refs")]
use crate::trace::PlainValue;
use crate::trace::{NamedStep, PathText, Step, Tracer};

/// A strong handle inside an object.
pub(in crate::inspect) struct InnerHandle {
    pub(in crate::inspect) target: ObjectPtr,
    pub(in crate::inspect) path: FieldPath,
    pub(in crate::inspect) token: Token,
}

/// Where in its object a handle lies. Displayed as `entries[2].to` or `table["a"]`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::inspect) struct FieldPath(Vec<NamedStep>);

#[cfg(feature = "trace-refs")]
impl FieldPath {
    /// The first in order.
    pub(in crate::inspect) const FIRST: Self = Self(Vec::new());
}

impl FieldPath {
    /// If this leads to the value of a key that is an object, and `before` was that key: names the key by its value, or by type and number.
    fn find_key(&mut self, before: Option<&InnerHandle>) {
        let Some(NamedStep { step: Step::Value(index), key: key @ None }) = self.0.last_mut() else { return };
        let is_key =
            |before: &&InnerHandle| matches!(before.path.0.last(), Some(step) if step.step == Step::Key(*index));
        if let Some(before) = before.filter(is_key) {
            let object = HeapObject::of_target(before.target);
            *key = Some(match object.plain_repr() {
                // Long keys may begin alike.
                Some(text) if text.ends_with('…') => format!("{text} ({index})").into(),
                Some(text) => text.into(),
                None => object.name().to_string().into(),
            });
        }
    }
}

impl HeapObject {
    /// The strong handles inside the object; none if it is opaque.
    pub(in crate::inspect) fn inner(self) -> Vec<InnerHandle> {
        self.inner_and_whether_all().0
    }

    /// The strong handles inside the object, and whether all of it could be looked into.
    pub(in crate::inspect) fn inner_and_whether_all(self) -> (Vec<InnerHandle>, bool) {
        self.inner_of(&mut Tracer::of_everything())
    }

    /// The same with the plain values inside.
    #[cfg(feature = "trace-refs")]
    pub(in crate::inspect) fn inner_and_values(self) -> (Vec<InnerHandle>, Vec<(FieldPath, String)>, bool) {
        let mut tracer = Tracer::of_everything_and_values();
        let (inner, is_whole) = self.inner_of(&mut tracer);
        let values = tracer.take_values().into_iter().map(|PlainValue { path, text }| (FieldPath(path), text));
        (inner, values.collect(), is_whole)
    }

    fn inner_of(self, tracer: &mut Tracer) -> (Vec<InnerHandle>, bool) {
        self.trace(tracer);
        let mut tokens = tracer.take_tokens().into_iter();
        let mut inner: Vec<InnerHandle> = Vec::new();
        tracer.drain_edges(|edge| {
            if !edge.weak {
                let token = tokens.next().unwrap_or(Token::NONE);
                let mut path = FieldPath(edge.path.to_vec());
                path.find_key(inner.last());
                inner.push(InnerHandle { target: edge.target, path, token });
            }
        });
        (inner, self.opaque().is_none() && !tracer.has_passed_over())
    }
}

impl fmt::Display for FieldPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        PathText(&self.0).fmt(f)
    }
}
