//! Long units in pieces.
//!
//! What a function drops when something in it panics depends on all its variables, and the compiler takes time that
//! grows with the square of them. So a long unit becomes a row of functions, each of which gives the names that it
//! binds; and so do the variables of a block that has many. Rust of the user stays outside of them: it may `return`, `break` or `await`. So does what binds or deletes a
//! function of the unit, which borrows the names that it uses and cannot leave the piece that owns one of them.

use proc_macro2::TokenStream;
use quote::quote;

use super::names::{Live, Names, State};
use super::{Expander, pattern};
use crate::graph_macro::syntax::{Name, Statement, Variable};

/// The longest unit that is one function.
const LONGEST_WHOLE: usize = 64;
/// The statements of one piece.
const PIECE: usize = 128;

/// A statement as Rust.
pub(super) struct Step {
    /// What is told before the statement, and before its constants if it has some of its own.
    begins: TokenStream,
    pub(super) code: TokenStream,
    changes: Vec<Live>,
    /// Whether it is part of no piece.
    is_alone: bool,
}

impl Step {
    fn whole(self) -> TokenStream {
        let Self { begins, code, .. } = self;
        quote!(#begins #code)
    }
}

impl Expander<'_> {
    pub(super) fn step(&mut self, statement: &Statement) -> Step {
        self.changes.clear();
        self.has_rust = false;
        let code = self.statement(statement);
        let changes = std::mem::take(&mut self.changes);
        let (begins, names) = Self::told(statement, &changes);
        // A block that changes more names than a piece has statements would be a piece that gives them all, one that is long itself.
        let is_alone =
            self.has_rust || changes.len() > PIECE || changes.iter().any(|change| self.live.is_function(&change.name));
        Step { begins, code: quote!(#code #names), changes, is_alone }
    }

    /// The same for a statement inside of a block, whose names are variables of the runtime.
    pub(super) fn step_inside(&mut self, statement: &Statement) -> Step {
        let (changes, had_rust) = (std::mem::take(&mut self.changes), std::mem::take(&mut self.has_rust));
        let code = self.statement(statement);
        let has_rust = std::mem::replace(&mut self.has_rust, had_rust);
        self.has_rust |= has_rust;
        self.changes = changes;
        let (begins, _) = Self::told(statement, &[]);
        Step { begins, code, changes: Vec::new(), is_alone: has_rust }
    }

    /// What is done with each variable of a block, before it or behind it. One without a value is part of no piece: of what type
    /// it is, the block says.
    pub(super) fn in_steps(
        &mut self,
        variables: &[Variable],
        change: impl Fn(&mut Self, &Variable) -> TokenStream,
    ) -> TokenStream {
        let step = |variable: &Variable| {
            let Variable { name, .. } = variable;
            let is_alone = self.live.state(name) == State::Unbound || self.live.is_function(name);
            let known = self.changes.len();
            let code = change(self, variable);
            Step { begins: TokenStream::new(), code, changes: self.changes[known..].to_vec(), is_alone }
        };
        let steps = variables.iter().map(step).collect();
        Self::join(steps)
    }

    /// All steps in their order.
    pub(super) fn join(steps: Vec<Step>) -> TokenStream {
        let steps = if steps.len() > LONGEST_WHOLE { pieces(steps) } else { steps };
        steps.into_iter().map(Step::whole).collect()
    }
}

fn pieces(steps: Vec<Step>) -> Vec<Step> {
    let mut pieces: Vec<Vec<Step>> = Vec::new();
    for step in steps {
        match pieces.last_mut() {
            Some(piece) if piece.len() < PIECE && !step.is_alone && !piece[0].is_alone => piece.push(step),
            _ => pieces.push(vec![step]),
        }
    }
    pieces.into_iter().map(joined).collect()
}

/// One piece: a function that gives the names which it binds and does not delete again.
fn joined(mut piece: Vec<Step>) -> Step {
    if piece.len() == 1 {
        return piece.remove(0);
    }
    let bound = bound_by(&piece);
    let names: Vec<_> = bound.iter().map(|name| &name.ident).collect();
    let code = piece.into_iter().map(Step::whole);
    let code = match &names[..] {
        [] => quote!(__obj::step(|| { #(#code)* });),
        [name] => {
            let pattern = pattern(name);
            quote!(let #pattern = __obj::step(|| { #(#code)* #name });)
        }
        _ => {
            let patterns = names.iter().map(|name| pattern(name));
            quote!(let (#(#patterns),*) = __obj::step(|| { #(#code)* (#(#names),*) });)
        }
    };
    Step { begins: TokenStream::new(), code, changes: Vec::new(), is_alone: false }
}

/// The names that are bound at the end, in the order in which they were bound.
fn bound_by(piece: &[Step]) -> Vec<Name> {
    let mut names = Names::default();
    piece.iter().flat_map(|step| &step.changes).for_each(|change| names.set(change.clone()));
    names.live().map(|(name, _)| name.clone()).collect()
}
