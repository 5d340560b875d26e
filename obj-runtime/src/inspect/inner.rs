//! The strong handles inside an object.

use std::cmp::Ordering;
use std::collections::HashSet;
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

/// Where in its object a handle lies. Displayed as `entries[2].to` or `table["a"]`. Two are equal if they name the same place: the
/// entry of a key stays what it is when others come or go before it.
#[derive(Debug, Clone)]
pub(in crate::inspect) struct FieldPath(Vec<NamedStep>);

impl FieldPath {
    /// The steps, each without the position if it has a key.
    fn names(&self) -> impl Iterator<Item = (Option<Step>, Option<&str>)> {
        self.0.iter().map(|NamedStep { step, key }| (key.is_none().then_some(*step), key.as_deref()))
    }
}

impl PartialEq for FieldPath {
    fn eq(&self, other: &Self) -> bool {
        self.names().eq(other.names())
    }
}

impl Eq for FieldPath {}

impl PartialOrd for FieldPath {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for FieldPath {
    fn cmp(&self, other: &Self) -> Ordering {
        self.names().cmp(other.names())
    }
}

#[cfg(feature = "trace-refs")]
impl FieldPath {
    /// The first in order.
    pub(in crate::inspect) const FIRST: Self = Self(Vec::new());

    /// Whether it leads into what lies at another.
    pub(in crate::inspect) fn starts_with(&self, other: &Self) -> bool {
        let is_same = |step: &NamedStep, other: &NamedStep| match (&step.key, &other.key) {
            (Some(key), Some(other)) => key == other,
            _ => step.step == other.step,
        };
        self.0.len() >= other.0.len() && self.0.iter().zip(&other.0).all(|(step, other)| is_same(step, other))
    }
}

/// What is inside an object.
#[cfg(feature = "trace-refs")]
pub(in crate::inspect) struct Inside {
    pub(in crate::inspect) handles: Vec<InnerHandle>,
    /// The plain values, as text.
    pub(in crate::inspect) values: Vec<(FieldPath, String)>,
    /// The parts that could not be looked into; `None` if that is the whole object.
    pub(in crate::inspect) passed_over: Option<Vec<FieldPath>>,
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
                Some(text) => text.into(),
                None => object.name().to_string().into(),
            });
        }
    }

    fn has_keys(&self) -> bool {
        self.0.iter().any(|step| step.key.is_some())
    }

    /// Names keys by text and position.
    fn add_positions(&mut self) {
        for step in &mut self.0 {
            if let NamedStep { step: Step::Value(index), key: Some(text) } = step {
                *text = format!("{text} ({index})").into();
            }
        }
    }
}

/// Gives each way a text of its own: keys that differ may have one, if they are long, or not equal to themselves.
fn tell_apart<'a>(paths: impl Iterator<Item = &'a mut FieldPath>) {
    let mut texts = HashSet::new();
    for path in paths.filter(|path| path.has_keys()) {
        if !texts.insert(path.to_string()) {
            path.add_positions();
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

    /// The strong handles and the plain values inside the object.
    #[cfg(feature = "trace-refs")]
    pub(in crate::inspect) fn inside(self) -> Inside {
        let mut tracer = Tracer::of_everything_and_values();
        let (handles, _) = self.inner_of(&mut tracer);
        let values = tracer.take_values().into_iter().map(|PlainValue { path, text }| (FieldPath(path), text));
        let mut values: Vec<_> = values.collect();
        tell_apart(values.iter_mut().map(|(path, _)| path));
        let passed_over = || tracer.take_passed_over().into_iter().map(FieldPath).collect();
        Inside { handles, values, passed_over: self.opaque().is_none().then(passed_over) }
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
        tell_apart(inner.iter_mut().map(|inner| &mut inner.path));
        (inner, self.opaque().is_none() && !tracer.has_passed_over())
    }
}

impl fmt::Display for FieldPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        PathText(&self.0).fmt(f)
    }
}
