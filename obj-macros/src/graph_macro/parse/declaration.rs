//! Statements that say what a word is: `import`, `global`, `nonlocal`, `pass`.

use proc_macro2::Span;

use super::atom::name_of;
use super::{Parsed, Parser};
use crate::graph_macro::syntax::{Name, Statement};
use crate::graph_macro::words::{Module, Sign};

impl Parser<'_> {
    /// The statement that begins with one of these words, if one does.
    pub(super) fn declaration(&mut self) -> Option<Parsed<Statement>> {
        if self.tokens.is_sign_after(1, Sign::Assign) {
            return None;
        }
        if self.tokens.eat_word("pass").is_some() {
            return Some(Ok(Statement::Nothing));
        }
        if self.tokens.eat_word("import").is_some() {
            return Some(self.import());
        }
        if self.tokens.eat_word("global").is_some() {
            return Some(self.names_after().map(|_| Statement::Nothing));
        }
        let word = self.tokens.eat_word("nonlocal")?;
        Some(self.nonlocal(word))
    }

    fn nonlocal(&mut self, word: Span) -> Parsed<Statement> {
        if self.blocks > 0 {
            return Err(self.errors.at(word, "`nonlocal` stands before the blocks that use its names"));
        }
        Ok(Statement::Nonlocal { names: self.names_after()? })
    }

    /// `a, b`
    fn names_after(&mut self) -> Parsed<Vec<Name>> {
        let mut names = Vec::new();
        loop {
            let Some(ident) = self.tokens.peek_ident().cloned() else { return Err(self.unexpected("a name")) };
            names.push(name_of(&ident));
            self.tokens.skip(1);
            if self.tokens.eat_sign(Sign::Comma).is_none() {
                return Ok(names);
            }
        }
    }

    /// `import sys, gc`: what a unit knows of these modules is part of the language.
    fn import(&mut self) -> Parsed<Statement> {
        for name in self.names_after()? {
            let place: Span = name.ident.span();
            match Module::of(&name.text) {
                Some(module) => self.modules.push(module),
                None => return Err(self.errors.at(place, unknown_module(&name.text))),
            }
        }
        Ok(Statement::Nothing)
    }
}

fn unknown_module(name: &str) -> String {
    let known = "what `sys`, `gc` and `weakref` have for graphs is part of the language";
    format!("No module named '{name}' here: {known}; write `use` in Rust, outside of the unit, for anything else")
}
