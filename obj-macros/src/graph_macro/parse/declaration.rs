//! Statements that say what a word is: `import`, `global`, `nonlocal`, `pass`.

use proc_macro2::{Delimiter, Group, Ident, Span};

use super::atom::name_of;
use super::{Parsed, Parser};
use crate::errors::Mistake;
use crate::extent::Extent;
use crate::graph_macro::python::instead_of_module;
use crate::graph_macro::syntax::{Expr, ExprKind, Name, Statement, Target};
use crate::graph_macro::words::{Module, Sign};

impl Parser<'_> {
    /// The statement that begins with one of these words, if one does.
    pub(super) fn declaration(&mut self) -> Option<Parsed<Statement>> {
        if let Some(word) = self.tokens.eat_word("def") {
            return Some(self.def(word));
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

    /// `def name(a, b) { return value; }`, which is `name = lambda a, b: value`.
    fn def(&mut self, word: Span) -> Parsed<Statement> {
        let Some(ident) = self.tokens.peek_ident().cloned() else { return Err(self.unexpected("a name")) };
        let Some(parameters) = self.tokens.group_after(1, Delimiter::Parenthesis).cloned() else {
            self.tokens.skip(1);
            return Err(self.no_def(word, &ident));
        };
        if self.tokens.group_after(2, Delimiter::Brace).is_none() && !self.tokens.is_sign_after(2, Sign::Colon) {
            self.tokens.skip(2);
            return Err(self.no_def(word, &ident));
        }
        self.tokens.skip(2);
        let body = self.block_after("def")?;
        let mut inner = self.inside(&body);
        if inner.tokens.eat_word("return").is_none() {
            return Err(self.no_def(word, &ident));
        }
        let value = inner.tuple_or_one()?;
        inner.tokens.eat_sign(Sign::Semicolon);
        let is_whole = inner.tokens.is_empty();
        let parameters = self.parameters(&parameters)?;
        if !is_whole {
            return Err(self.no_def(word, &ident));
        }
        let place = Expr::new(ExprKind::Name(name_of(&ident)), ident.span());
        let extent = Extent::from(word).to(self.tokens.extent_before());
        let lambda = Expr::new(ExprKind::Lambda { parameters, body: Box::new(value) }, extent);
        Ok(Statement::Bind { targets: vec![Target::Place(place)], value: lambda })
    }

    /// `(a, b)`
    fn parameters(&mut self, group: &Group) -> Parsed<Vec<Name>> {
        let mut inner = self.inside(group);
        let names = if inner.tokens.is_empty() { Vec::new() } else { inner.names_after()? };
        if inner.tokens.is_empty() {
            return Ok(names);
        }
        let place = inner.tokens.extent();
        let text = "a parameter of a unit's function is a name, without default and type; give each argument where it is called";
        Err(inner.errors.at(place, text))
    }

    fn no_def(&mut self, word: Span, name: &Ident) -> Mistake {
        let text = format!(
            "a `def` of a unit is `def {name}(a, b) {{ return …; }}`; write a longer one in Rust, outside of the unit: \
             `fn {name}(a: &AnyObj) -> AnyObj {{ … }}`, and call it"
        );
        self.errors.at(word, text)
    }

    /// `import sys, gc`: what a unit knows of these modules is part of the language.
    fn import(&mut self) -> Parsed<Statement> {
        for name in self.names_after()? {
            let place: Span = name.ident.span();
            match Module::of(&name.text) {
                Some(Module::Copy) if !cfg!(feature = "parcel") => {
                    let text = "`copy.copy` and `copy.deepcopy` are part of the language with the feature `parcel` of `obj-runtime`";
                    return Err(self.errors.at(place, text));
                }
                Some(module) => self.modules.push(module),
                None => return Err(self.errors.at(place, unknown_module(&name.text))),
            }
        }
        Ok(Statement::Nothing)
    }
}

/// A module of which a unit knows nothing.
pub(super) fn unknown_module(name: &str) -> String {
    let instead = instead_of_module(name).unwrap_or("write `use` in Rust, outside of the unit, for anything else");
    format!(
        "No module named '{name}' here, where what `sys`, `gc`, `weakref` and `copy` have for graphs is part of the language; {instead}"
    )
}
