//! The names of a unit at one point of it.

use std::collections::HashMap;

use crate::graph_macro::syntax::{Holds, Name};

/// A name and what it is.
#[derive(Clone)]
pub(super) struct Live {
    pub(super) name: Name,
    pub(super) state: State,
}

/// What a name is in Rust.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum State {
    Unbound,
    /// A local variable that holds the value.
    Bound,
    /// A local variable that holds a function, which borrows names bound before it.
    Function,
    /// A variable of the runtime, which may hold a value: in a block that changes the name, and behind it if the name may be
    /// bound.
    Variable {
        holds: Holds,
        /// Whether a value was written for it, which says of what type it is.
        is_typed: bool,
    },
}

/// The names, in the order in which they were bound first. A name that is bound again keeps its place.
#[derive(Default)]
pub(super) struct Names {
    all: Vec<Live>,
    places: HashMap<String, usize>,
    /// The names of comprehensions and functions round the expression, which hide others.
    pub(super) own: Vec<String>,
    /// The names of functions, which end with the unit: they borrow from it.
    pub(super) functions: Vec<String>,
    /// The names of the function round the unit, which may be plain values.
    pub(super) outer: Vec<String>,
    /// Whether one of all these is not written as names of Rust are.
    pub(super) has_capitals: bool,
}

impl Names {
    pub(super) fn state(&self, name: &Name) -> State {
        if self.own.contains(&name.text) {
            return State::Bound;
        }
        self.places.get(&name.text).map_or(State::Unbound, |at| self.all[*at].state)
    }

    pub(super) fn set(&mut self, live: Live) {
        match self.places.get(&live.name.text) {
            Some(at) => self.all[*at] = live,
            None => {
                self.look_at(&live.name);
                self.places.insert(live.name.text.clone(), self.all.len());
                self.all.push(live);
            }
        }
    }

    /// A name that hides others.
    pub(super) fn hide(&mut self, name: &Name) {
        self.look_at(name);
        self.own.push(name.text.clone());
    }

    /// Whether the name is or was that of a function.
    pub(super) fn is_function(&self, name: &Name) -> bool {
        self.functions.contains(&name.text)
    }

    /// The local variable was bound to a function.
    pub(super) fn hold_function(&mut self, name: &Name) {
        if let Some(at) = self.places.get(&name.text)
            && let state @ State::Bound = &mut self.all[*at].state
        {
            *state = State::Function;
        }
    }

    fn look_at(&mut self, name: &Name) {
        self.has_capitals |= name.text.contains(char::is_uppercase);
    }

    /// Those that are variables of the runtime.
    pub(super) fn variables(&self) -> impl Iterator<Item = &Name> {
        let variables = self.all.iter().filter(|live| matches!(live.state, State::Variable { .. }));
        let variables = variables.filter(|live| !self.own.contains(&live.name.text));
        variables.map(|live| &live.name)
    }

    /// Those that are something, and whether they certainly have a value.
    pub(super) fn live(&self) -> impl Iterator<Item = (&Name, bool)> {
        let live = self.all.iter().filter(|live| live.state != State::Unbound);
        live.map(|live| (&live.name, live.state == State::Bound))
    }

    /// Those that are functions now.
    pub(super) fn functions_now(&self) -> impl Iterator<Item = &Name> {
        self.all.iter().filter(|live| live.state == State::Function).map(|live| &live.name)
    }

    /// Those that are something else.
    pub(super) fn values_now(&self) -> impl Iterator<Item = &Name> {
        let values = self.all.iter().filter(|live| !matches!(live.state, State::Unbound | State::Function));
        values.map(|live| &live.name)
    }
}
