//! Long units in pieces.
//!
//! What a function drops when something in it panics depends on all its variables, and the compiler takes time that
//! grows with the square of them. So a long unit becomes a row of functions, each of which gives the names that it
//! binds. Rust of the user stays outside of them: it may `return`, `break` or `await`.

use proc_macro2::TokenStream;
use quote::quote;

use super::{Expander, Live, pattern};
use crate::graph_macro::syntax::{Name, Statement};

/// The longest unit that is one function.
const LONGEST_WHOLE: usize = 64;
/// The statements of one piece.
const PIECE: usize = 32;

/// A statement as Rust.
pub(super) struct Step {
    pub(super) code: TokenStream,
    changes: Vec<Live>,
    has_rust: bool,
}

impl Expander<'_> {
    pub(super) fn step(&mut self, statement: &Statement) -> Step {
        self.changes.clear();
        self.has_rust = false;
        let code = self.statement(statement);
        Step { code, changes: std::mem::take(&mut self.changes), has_rust: self.has_rust }
    }

    /// All steps in their order.
    pub(super) fn join(steps: Vec<Step>) -> TokenStream {
        if steps.len() <= LONGEST_WHOLE {
            return steps.into_iter().map(|step| step.code).collect();
        }
        let mut code = TokenStream::new();
        for pieces in steps.chunk_by(|left, right| left.has_rust == right.has_rust) {
            for piece in pieces.chunks(PIECE) {
                code.extend(joined(piece));
            }
        }
        code
    }
}

/// One piece: a function that gives the names which it binds and does not delete again.
fn joined(piece: &[Step]) -> TokenStream {
    let code: TokenStream = piece.iter().map(|step| step.code.clone()).collect();
    if piece.iter().any(|step| step.has_rust) {
        return code;
    }
    let bound = bound_by(piece);
    let names: Vec<_> = bound.iter().map(|name| &name.ident).collect();
    match &names[..] {
        [] => quote!(__obj::step(|| { #code });),
        [name] => {
            let pattern = pattern(name);
            quote!(let #pattern = __obj::step(|| { #code #name });)
        }
        _ => {
            let patterns = names.iter().map(|name| pattern(name));
            quote!(let (#(#patterns),*) = __obj::step(|| { #code (#(#names),*) });)
        }
    }
}

fn bound_by(piece: &[Step]) -> Vec<&Name> {
    let mut bound: Vec<&Name> = Vec::new();
    for change in piece.iter().flat_map(|step| &step.changes) {
        bound.retain(|name| name.text != change.name.text);
        if change.is_bound {
            bound.push(&change.name);
        }
    }
    bound
}
