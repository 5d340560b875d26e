//! What follows an atom: attributes, method calls, items.

use proc_macro2::{Delimiter, Group, Ident, Span, TokenStream, TokenTree};
use quote::ToTokens;

use super::atom::{around, name_of};
use super::{Parsed, Parser};
use crate::graph_macro::syntax::{Expr, ExprKind, Member};
use crate::graph_macro::tokens::Tokens;
use crate::graph_macro::words::{CompareOp, Sign};

impl Parser<'_> {
    pub(super) fn postfix(&mut self) -> Parsed<Expr> {
        let mut expr = self.atom()?;
        loop {
            if self.tokens.is_sign(Sign::Dot) {
                expr = self.attribute(expr)?;
            } else if let Some(group) = self.tokens.peek_group(Delimiter::Bracket).cloned() {
                expr = self.item(expr, &group)?;
            } else if let Some(group) = self.tokens.peek_group(Delimiter::Parenthesis) {
                let place = around(group);
                return Err(self.errors.at(place, "the value of an expression is called in Rust; write `rust!(…)`"));
            } else {
                return Ok(expr);
            }
            let last = self.tokens.extent_before().last;
            self.not_too_deep(last, &expr)?;
        }
    }

    fn item(&mut self, base: Expr, group: &Group) -> Parsed<Expr> {
        self.tokens.skip(1);
        let extent = base.extent.to(around(group));
        self.refuse_slice(group)?;
        let (mut items, comma) = self.expressions(group);
        let index = match items.len() {
            0 => return Err(self.errors.at(around(group), "invalid syntax; expected an index")),
            1 if !comma => items.remove(0),
            _ => Expr::new(ExprKind::Tuple(items), around(group)),
        };
        Ok(Expr::new(ExprKind::Item { base: Box::new(base), index: Box::new(index) }, extent))
    }

    /// `[a:b]`, `[::2]`
    fn refuse_slice(&mut self, group: &Group) -> Parsed<()> {
        let mut tokens = Tokens::inside(group);
        let mut is_after_name = false;
        while !tokens.is_empty() {
            let Some(found) = tokens.peek_sign() else {
                is_after_name = tokens.word().is_some();
                tokens.skip(1);
                continue;
            };
            // `a::b` is a path, `[::2]` and `[1::2]` are slices.
            if found.sign == Sign::Colon || (found.sign == Sign::Path && !is_after_name) {
                let words = "slices are not part of the language; write `.slice(rust!(start..stop))`";
                return Err(self.errors.at(found.extent, words));
            }
            is_after_name = found.sign == Sign::Compare(CompareOp::Greater);
            tokens.pass(found);
        }
        Ok(())
    }

    /// `.name`, `.name(…)`, `.0`
    fn attribute(&mut self, base: Expr) -> Parsed<Expr> {
        self.tokens.skip(1);
        match self.tokens.peek().cloned() {
            Some(TokenTree::Ident(ident)) if ident == "await" => {
                Err(self.errors.at(ident.span(), "`await` is not part of the language; write it in `rust!(…)`"))
            }
            Some(TokenTree::Ident(ident)) => self.named_attribute(base, &ident),
            Some(TokenTree::Literal(literal)) => self.numbered_attribute(base, &literal.to_string(), literal.span()),
            _ => Err(self.unexpected("the name of an attribute")),
        }
    }

    fn named_attribute(&mut self, base: Expr, ident: &Ident) -> Parsed<Expr> {
        self.refuse_underscore()?;
        self.tokens.skip(1);
        let name = name_of(ident);
        let generics = self.method_generics()?;
        let Some(group) = self.tokens.peek_group(Delimiter::Parenthesis).cloned() else {
            let member = Member { text: name.text, tokens: name.ident.to_token_stream(), span: ident.span() };
            let extent = base.extent.to(ident.span().into());
            return Ok(Expr::new(ExprKind::Attribute { base: Box::new(base), member }, extent));
        };
        self.tokens.skip(1);
        let extent = base.extent.to(around(&group));
        let (arguments, _) = self.expressions(&group);
        let kind = ExprKind::Method { base: Box::new(base), method: name.ident, generics, arguments };
        Ok(Expr::new(kind, extent))
    }

    /// `::<…>` between the name of a method and its arguments.
    fn method_generics(&mut self) -> Parsed<TokenStream> {
        let remaining = self.tokens.remaining();
        if self.tokens.eat_sign(Sign::Path).is_some() {
            self.generics()?;
        }
        Ok(self.tokens.since(remaining))
    }

    /// `.0`; the lexer reads `.0.1` as a dot and a number.
    fn numbered_attribute(&mut self, mut base: Expr, text: &str, span: Span) -> Parsed<Expr> {
        self.tokens.skip(1);
        for number in text.split('.') {
            let Ok(index) = number.parse::<u32>() else {
                return Err(self.errors.at(span, "invalid syntax; expected the name of an attribute"));
            };
            let tokens = syn::Index { index, span }.to_token_stream();
            let extent = base.extent.to(span.into());
            let member = Member { text: number.to_owned(), tokens, span };
            base = Expr::new(ExprKind::Attribute { base: Box::new(base), member }, extent);
        }
        Ok(base)
    }
}
