//! The state of names along the ways through a unit: what each branch changes, and what holds where branches meet.

use std::collections::{HashMap, HashSet};

use proc_macro2::Span;

use crate::errors::Mistake;

/// What is known of a name.
#[derive(Debug, Clone)]
pub(super) struct Known {
    /// The identity of the variable: all uses take it, also those that a `macro_rules!` wrote.
    pub(super) binding: Span,
    pub(super) state: State,
}

/// Whether a name is bound.
#[derive(Debug, Clone)]
pub(super) enum State {
    Bound,
    /// It may be bound, or not.
    Open(Gap),
    /// Where its `del` stands.
    Deleted(Span),
    /// It may have been bound by a statement that could not be read.
    Unreadable(Mistake),
}

/// What may leave a name unbound.
#[derive(Debug, Clone, Copy)]
pub(super) struct Gap {
    /// `if`, `for`, `while` or `del`.
    pub(super) word: &'static str,
    pub(super) place: Span,
}

/// What statements change: the names, in the order in which they were first changed, as they are afterwards.
#[derive(Debug, Clone, Default)]
pub(super) struct Changes {
    pub(super) names: Vec<(String, Known)>,
    /// Whether the end of the statements is reached.
    pub(super) reaches_end: bool,
}

impl Changes {
    /// These and others behind them.
    pub(super) fn followed_by(mut self, others: &Self, reaches_end: bool) -> Self {
        self.names.retain(|(name, _)| !others.names.iter().any(|(other, _)| other == name));
        self.names.extend(others.names.iter().cloned());
        Self { reaches_end: self.reaches_end && reaches_end, ..self }
    }
}

/// The names at one place, and the way back.
#[derive(Default)]
pub(super) struct Flow {
    names: HashMap<String, Known>,
    /// What each change replaced.
    log: Vec<(String, Option<Known>)>,
    pub(super) is_left: bool,
}

impl Flow {
    pub(super) fn get(&self, name: &str) -> Option<&Known> {
        self.names.get(name)
    }

    pub(super) fn set(&mut self, name: &str, known: Known) {
        let old = self.names.insert(name.to_owned(), known);
        self.log.push((name.to_owned(), old));
    }

    /// Goes on behind what was changed elsewhere.
    pub(super) fn apply(&mut self, changes: &Changes) {
        changes.names.iter().for_each(|(name, known)| self.set(name, known.clone()));
    }

    /// A place to come back to.
    pub(super) fn mark(&self) -> usize {
        self.log.len()
    }

    /// Whether a name was bound there.
    pub(super) fn was_bound(&self, mark: usize, name: &str) -> bool {
        let known = self.log[mark..].iter().find(|(changed, _)| changed == name).map(|(_, old)| old.as_ref());
        known.unwrap_or(self.get(name)).is_some_and(|known| matches!(known.state, State::Bound))
    }

    /// What has changed since.
    pub(super) fn changes_since(&self, mark: usize) -> Changes {
        let mut seen = HashSet::new();
        let names = self.log[mark..].iter().filter(|(name, _)| seen.insert(name));
        let names = names.filter_map(|(name, _)| Some((name.clone(), self.names.get(name)?.clone())));
        Changes { names: names.collect(), reaches_end: !self.is_left }
    }

    /// Goes back, and returns what had changed.
    pub(super) fn take_changes(&mut self, mark: usize) -> Changes {
        let changes = self.changes_since(mark);
        for (name, old) in self.log.drain(mark..).rev() {
            match old {
                Some(known) => self.names.insert(name, known),
                None => self.names.remove(&name),
            };
        }
        self.is_left = false;
        changes
    }

    /// Goes on where these ways meet. Returns the names that they change.
    pub(super) fn meet(&mut self, ways: &[Changes], gap: Gap) -> Vec<String> {
        let tables: Vec<HashMap<&str, &Known>> =
            ways.iter().map(|way| way.names.iter().map(|(name, known)| (&**name, known)).collect()).collect();
        let mut seen = HashSet::new();
        let all = ways.iter().flat_map(|way| &way.names);
        let names: Vec<&(String, Known)> = all.filter(|(name, _)| seen.insert(name)).collect();
        for (name, first) in &names {
            let ends = ways.iter().zip(&tables).filter(|(way, _)| way.reaches_end);
            let states: Vec<_> =
                ends.map(|(_, table)| table.get(&**name).copied().or_else(|| self.get(name))).collect();
            let state = met(&states, gap).unwrap_or_else(|| first.state.clone());
            let binding = self.get(name).map_or(first.binding, |known| known.binding);
            self.set(name, Known { binding, state });
        }
        self.is_left = !ways.iter().any(|way| way.reaches_end);
        names.into_iter().map(|(name, _)| name.clone()).collect()
    }
}

/// The state behind ways with these; `None` if no way leads there.
fn met(states: &[Option<&Known>], gap: Gap) -> Option<State> {
    let known: Vec<_> = states.iter().flatten().map(|known| &known.state).collect();
    let (first, others) = known.split_first()?;
    if let Some(unreadable) = known.iter().find(|state| matches!(state, State::Unreadable(_))) {
        return Some((*unreadable).clone());
    }
    let is_everywhere = known.len() == states.len();
    if let Some(open) = known.iter().find(|state| matches!(state, State::Open(_))) {
        return Some((*open).clone());
    }
    let are_alike = others.iter().all(|other| matches!(other, State::Bound) == matches!(first, State::Bound));
    if is_everywhere && are_alike {
        return Some((*first).clone());
    }
    let is_bound = known.iter().any(|state| matches!(state, State::Bound));
    let deleted = known.iter().find_map(|state| match state {
        State::Deleted(place) => Some(*place),
        _ => None,
    });
    Some(match deleted {
        Some(place) if is_bound => State::Open(Gap { word: "del", place }),
        Some(place) => State::Deleted(place),
        None => State::Open(gap),
    })
}
