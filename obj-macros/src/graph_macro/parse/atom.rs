//! Atoms: literals, names, paths and what begins with them, groups.

use proc_macro2::{Delimiter, Group, Ident, Span, TokenStream, TokenTree};
use quote::ToTokens;

use super::arguments::builtin_of;
use super::comprehension::Arguments;
use super::{Parsed, Parser};
use crate::errors::Mistake;
use crate::extent::Extent;
use crate::graph_macro::syntax::{Callee, Constant, Expr, ExprKind, Makes, Name};
use crate::graph_macro::tokens::extent_of;
use crate::graph_macro::words::{Builtin, CompareOp, Operator, Sign, instead_of_statement, is_reserved};

/// `<`, which may begin generics.
const LESS: Sign = Sign::Compare(CompareOp::Less);

impl Parser<'_> {
    pub(super) fn atom(&mut self) -> Parsed<Expr> {
        match self.tokens.peek().cloned() {
            Some(TokenTree::Literal(literal)) => self.literal(&literal),
            Some(TokenTree::Ident(ident)) => self.word(&ident),
            Some(TokenTree::Group(group)) => self.group(&group),
            Some(TokenTree::Punct(_)) if self.tokens.is_sign(Sign::Path) => self.path(),
            Some(TokenTree::Punct(_)) => Err(self.foreign_mark()),
            None => Err(self.expression_is_missing()),
        }
    }

    fn word(&mut self, ident: &Ident) -> Parsed<Expr> {
        let word = self.tokens.word().unwrap_or_default().to_owned();
        let constant = match word.as_str() {
            "None" => Constant::None,
            "True" => Constant::Bool(true),
            "False" => Constant::Bool(false),
            _ if self.goes_on_as_path() => return self.path(),
            _ => return self.name_or_call(&word, ident),
        };
        self.tokens.skip(1);
        Ok(Expr::new(ExprKind::Constant(constant), ident.span()))
    }

    /// `a::b`, `a!(…)`
    fn goes_on_as_path(&self) -> bool {
        let is_macro = self.tokens.is_sign_after(1, Sign::Exclamation)
            && matches!(self.tokens.peek_nth(2), Some(TokenTree::Group(_)));
        is_macro || self.tokens.is_sign_after(1, Sign::Path)
    }

    /// Whether what follows says that the word is a name of Rust.
    fn goes_on_as_rust(&self) -> bool {
        let is_called = matches!(
            self.tokens.peek_nth(1),
            Some(TokenTree::Group(group)) if matches!(group.delimiter(), Delimiter::Parenthesis | Delimiter::Brace)
        );
        is_called || self.goes_on_as_path()
    }

    fn name_or_call(&mut self, word: &str, ident: &Ident) -> Parsed<Expr> {
        if let Some(literal) = self.tokens.peek_prefixed().cloned() {
            // `f"text"`: the lexer has said that Rust has no such prefix.
            self.tokens.skip(1);
            return self.literal(&literal);
        }
        let is_imported = self.modules.iter().any(|module| module.name() == word);
        if is_imported && self.tokens.is_sign_after(1, Sign::Dot) {
            return self.path();
        }
        if let Some(builtin) = Builtin::of_word(word) {
            return self.builtin(builtin, ident.span());
        }
        let is_type = word == "Self" && matches!(self.tokens.peek_nth(1), Some(TokenTree::Group(_)));
        if !is_type && is_reserved(word.strip_prefix("r#").unwrap_or(word)) {
            return Err(self.reserved(word, ident.span()));
        }
        self.path()
    }

    fn reserved(&mut self, word: &str, place: Span) -> Mistake {
        let text = match word {
            "self" | "super" | "crate" | "Self" => format!("`{word}` is a word of Rust; write `rust!({word})`"),
            "rust" => "`rust` is written with its Rust in parentheses: `rust!(…)`".to_owned(),
            _ => match instead_of_statement(word) {
                Some(instead) => format!("`{word}` is not part of the language; {instead}"),
                None => format!("invalid syntax; `{word}` is a word of the language"),
            },
        };
        self.errors.at(place, text)
    }

    fn builtin(&mut self, builtin: Builtin, word: Span) -> Parsed<Expr> {
        let Some(group) = self.tokens.group_after(1, Delimiter::Parenthesis).cloned() else {
            let name = builtin.word();
            let is_alone = self.tokens.is_sign_after(1, Sign::Comma) || self.tokens.peek_nth(1).is_none();
            if builtin == Builtin::Str || is_alone && self.depth > 0 {
                // A type, `isinstance(a, str)`, or a function that another one calls, `map(len, a)`.
                self.tokens.skip(1);
                return Ok(Expr::new(ExprKind::Name(Name::new(name, word)), word));
            }
            let text = match self.tokens.peek_nth(1) {
                Some(TokenTree::Ident(_) | TokenTree::Literal(_)) if builtin == Builtin::Print => {
                    "Missing parentheses in call to 'print'. Did you mean print(...)?".to_owned()
                }
                _ => format!("`{name}` is a word of the language and can only be called; write `{name}(…)`"),
            };
            return Err(self.errors.at(word, text));
        };
        self.tokens.skip(2);
        let extent = Extent { first: word, last: group.span_close() };
        let Arguments { given, keywords } = self.arguments(&group);
        builtin_of(builtin, word, given, keywords, extent, self.errors)
    }

    /// A path and what makes an expression of it: a call, a type with fields, a macro.
    fn path(&mut self) -> Parsed<Expr> {
        let remaining = self.tokens.remaining();
        let first = self.tokens.extent();
        let word = self.path_segments()?;
        let path = self.tokens.since(remaining);
        self.after_path(path, word, first.to(self.tokens.extent_before()))
    }

    /// Passes the segments; if there is only one without generics, that is a word.
    fn path_segments(&mut self) -> Parsed<Option<Name>> {
        let starts_global = self.tokens.eat_sign(Sign::Path).is_some();
        let mut word = None;
        let mut segments = 0;
        loop {
            if self.tokens.is_sign(LESS) && segments > 0 {
                self.generics()?;
            } else if let Some(ident) = self.tokens.peek_ident() {
                word = Some(name_of(ident));
                if segments > 0 || starts_global || self.goes_on_as_rust() {
                    self.refuse_underscore()?;
                }
                self.tokens.skip(1);
            } else {
                return Err(self.unexpected("a name"));
            }
            segments += 1;
            if self.tokens.eat_sign(Sign::Path).is_none() {
                break;
            }
        }
        Ok(word.filter(|_| segments == 1 && !starts_global))
    }

    /// `_` is a name of the language, but none of Rust.
    pub(super) fn refuse_underscore(&mut self) -> Parsed<()> {
        if !self.tokens.peek_word("_") {
            return Ok(());
        }
        let place = self.tokens.extent();
        Err(self.errors.at(place, "nothing is called `_` in Rust; write the name that is meant"))
    }

    /// Passes `<…>`, which must stand here.
    pub(super) fn generics(&mut self) -> Parsed<()> {
        if self.tokens.pass_generics() { Ok(()) } else { Err(self.unexpected("`<…>`")) }
    }

    fn after_path(&mut self, path: TokenStream, word: Option<Name>, extent: Extent) -> Parsed<Expr> {
        match self.tokens.peek().cloned() {
            Some(TokenTree::Punct(_)) if self.tokens.is_sign(Sign::Exclamation) => self.rust_macro(path, word, extent),
            Some(TokenTree::Group(group)) => match group.delimiter() {
                Delimiter::Parenthesis => self.call(path, word, extent, &group),
                Delimiter::Brace if !self.is_head => Ok(self.struct_literal(path, extent, &group)),
                Delimiter::Brace => Ok(plain(path, word, extent)),
                Delimiter::Bracket | Delimiter::None => Ok(plain(path, word, extent)),
            },
            _ => Ok(plain(path, word, extent)),
        }
    }

    fn call(&mut self, path: TokenStream, word: Option<Name>, extent: Extent, group: &Group) -> Parsed<Expr> {
        self.tokens.skip(1);
        let callee = word.map_or(Callee::Path(path), Callee::Word);
        let Arguments { given: arguments, keywords } = self.arguments(group);
        if matches!(callee, Callee::Path(_)) {
            self.refuse_keywords(&keywords)?;
        }
        Ok(Expr::new(ExprKind::Call { callee, arguments, keywords }, extent.to(group.span_close().into())))
    }

    /// `rust!(…)`, or a macro of Rust, which stays as it is.
    fn rust_macro(&mut self, path: TokenStream, word: Option<Name>, extent: Extent) -> Parsed<Expr> {
        let Some(TokenTree::Group(group)) = self.tokens.peek_nth(1).cloned() else {
            return Err(self.unexpected("an operator"));
        };
        let mark = self.tokens.next().into_token_stream();
        self.tokens.skip(1);
        let extent = extent.to(group.span_close().into());
        let is_rust = word.is_some_and(|name| name.text == "rust");
        let tokens = match (is_rust, group.delimiter()) {
            (false, _) => [path, mark, group.to_token_stream()].into_iter().collect(),
            (true, Delimiter::Brace) => group.to_token_stream(),
            (true, _) => in_parentheses(&group),
        };
        Ok(Expr::new(ExprKind::Rust(tokens), extent))
    }

    fn group(&mut self, group: &Group) -> Parsed<Expr> {
        self.tokens.skip(1);
        match group.delimiter() {
            Delimiter::Parenthesis => self.parenthesized(group),
            Delimiter::Bracket => {
                let items = self.items_or_comprehension(group, Makes::List)?;
                Ok(items.map_or_else(|made| made, |items| Expr::new(ExprKind::List(items), around(group))))
            }
            Delimiter::Brace => Ok(self.braces(group)),
            Delimiter::None => self.invisible(group),
        }
    }

    /// `(a)` is `a`; `()`, `(a,)` and `(a, b)` are tuples.
    fn parenthesized(&mut self, group: &Group) -> Parsed<Expr> {
        let mut inner = self.inside(group);
        if inner.is_comprehension() {
            return inner.comprehension(Makes::Items, around(group));
        }
        let (mut items, comma) = self.expressions(group);
        if items.len() == 1 && !comma {
            let mut inner = items.remove(0);
            inner.extent = around(group);
            return Ok(inner);
        }
        Ok(Expr::new(ExprKind::Tuple(items), around(group)))
    }

    /// A fragment of a `macro_rules!`: a path that goes on after it, or an expression as if in parentheses.
    fn invisible(&mut self, group: &Group) -> Parsed<Expr> {
        let mut inner = self.inside(group);
        let starts_path = inner.tokens.word().is_some() || inner.tokens.is_sign(Sign::Path);
        if starts_path && inner.path_segments().is_ok() && inner.tokens.is_empty() {
            let place = extent_of(&TokenTree::Group(group.clone()));
            return self.after_path(group.to_token_stream(), None, place);
        }
        let mut inner = self.inside(group);
        let expr = inner.expression()?;
        if !inner.tokens.is_empty() {
            return Err(inner.unexpected("one expression"));
        }
        Ok(expr)
    }

    /// The operand of `a++` and `a--`, or another one.
    fn expression_is_missing(&mut self) -> Mistake {
        for (sign, instead) in [("++", "+= 1"), ("--", "-= 1")] {
            if let Some(place) = self.tokens.extent_before_if(sign) {
                return self.errors.at(place, format!("invalid syntax; write `{instead}`"));
            }
        }
        self.unexpected("an expression")
    }

    /// A mark that begins no expression.
    fn foreign_mark(&mut self) -> Mistake {
        let Some(found) = self.tokens.peek_sign() else { return self.expression_is_missing() };
        let before = self.tokens.previous().map(ToString::to_string).unwrap_or_default();
        let text = match found.sign {
            Sign::Semicolon | Sign::Comma => return self.expression_is_missing(),
            Sign::Compare(CompareOp::Greater) if before == "<" => "invalid syntax; write `!=`",
            Sign::Assign if before == "=" => "invalid syntax; write `==` or `is`",
            Sign::Operator(Operator::Mul) => "can't use starred expression here",
            Sign::Power => "invalid syntax; `**` before a value stands in the braces of a dict, or among arguments",
            Sign::Operator(Operator::And) | Sign::AndAnd => {
                "`&` before a value is not part of the language; names are borrowed where the parameter is a reference"
            }
            Sign::Exclamation => "invalid syntax; write `not`",
            Sign::Operator(Operator::Or) | Sign::OrOr => "closures are not part of the language; write `rust!(|x| …)`",
            Sign::Quote => "invalid syntax; strings are written in double quotes",
            Sign::Dot => "invalid syntax; a number begins with a digit: `0.5`",
            Sign::At => "decorators are not part of the language; write `#[derive(…)]` at the type, in Rust",
            Sign::Hash => "invalid syntax; comments start with `//`",
            LESS => "invalid syntax; write `rust!(<…>::…)`",
            Sign::Range | Sign::OtherRange => "ranges and `...` are not part of the language; write `rust!(…)`",
            _ => "invalid syntax; expected an expression",
        };
        self.errors.at(found.extent, text)
    }
}

fn plain(path: TokenStream, word: Option<Name>, extent: Extent) -> Expr {
    Expr::new(word.map_or(ExprKind::Path(path), ExprKind::Name), extent)
}

/// The name that an ident is.
pub(super) fn name_of(ident: &Ident) -> Name {
    let written = ident.to_string();
    Name::new(written.strip_prefix("r#").unwrap_or(&written), ident.span())
}

/// The place of a group with its delimiters.
pub(super) fn around(group: &Group) -> Extent {
    Extent { first: group.span_open(), last: group.span_close() }
}

fn in_parentheses(group: &Group) -> TokenStream {
    let mut tokens = Group::new(Delimiter::Parenthesis, group.stream());
    tokens.set_span(group.span());
    tokens.to_token_stream()
}
