//! What follows an atom: attributes, method calls, items.

use proc_macro2::{Delimiter, Group, Ident, Span, TokenStream, TokenTree};
use quote::ToTokens;

use super::arguments::{builtin_of, by_position, dict_of, wrong_arguments_of_method};
use super::atom::{around, name_of};
use super::comprehension::{Arguments, refused};
use super::operators::of_builtin;
use super::{Parsed, Parser};
use crate::extent::Extent;
use crate::graph_macro::methods::arguments_of_method;
use crate::graph_macro::python::instead_of_member;
use crate::graph_macro::syntax::{Constant, Expr, ExprKind, Keyword, Member};
use crate::graph_macro::words::{Builtin, Sign};

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
        let mut inner = self.inside(group);
        if inner.tokens.has_colon() {
            let bounds = Box::new(inner.bounds()?);
            return Ok(Expr::new(ExprKind::Slice { base: Box::new(base), bounds }, extent));
        }
        let (mut items, comma) = self.expressions(group);
        let index = match items.len() {
            0 => return Err(self.errors.at(around(group), "invalid syntax; expected an index")),
            1 if !comma => items.remove(0),
            _ => Expr::new(ExprKind::Tuple(items), around(group)),
        };
        Ok(Expr::new(ExprKind::Item { base: Box::new(base), index: Box::new(index) }, extent))
    }

    /// `a:b:c`, where each may be left out, and so may the last colon.
    fn bounds(&mut self) -> Parsed<[Expr; 3]> {
        let absent = |place: Extent| Expr::new(ExprKind::Constant(Constant::None), place);
        let mut bounds = [0, 1, 2].map(|_| absent(self.tokens.extent()));
        let mut at = 0;
        while !self.tokens.is_empty() {
            let colons = match self.tokens.peek_sign().map(|found| found.sign) {
                Some(Sign::Colon) => 1,
                Some(Sign::Path) => 2,
                _ => 0,
            };
            if at + colons >= bounds.len() {
                return Err(self.unexpected("`]`"));
            }
            if colons > 0 {
                at += colons;
                self.tokens.skip(colons);
                continue;
            }
            bounds[at] = self.expression()?;
            if !(self.tokens.is_empty() || self.tokens.is_sign(Sign::Colon) || self.tokens.is_sign(Sign::Path)) {
                return Err(self.unexpected("`:` or `]`"));
            }
        }
        Ok(bounds)
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
            let attribute = match name.text.as_str() {
                "__name__" => Some(Builtin::TypeName),
                "__class__" => Some(Builtin::Type),
                _ => None,
            };
            if let Some(builtin) = attribute {
                let extent = base.extent.to(ident.span().into());
                return Ok(of_builtin(builtin, ident.span(), vec![base], extent));
            }
            let member =
                Member { text: name.text, tokens: name.ident.to_token_stream(), span: ident.span(), by_name: false };
            let extent = base.extent.to(ident.span().into());
            return Ok(Expr::new(ExprKind::Attribute { base: Box::new(base), member }, extent));
        };
        self.tokens.skip(1);
        let extent = base.extent.to(around(&group));
        let Arguments { given: mut arguments, mut keywords } = self.arguments(&group);
        let names = arguments_of_method(&name.text);
        let has_star = arguments.iter().any(|argument| matches!(argument.kind, ExprKind::Starred(_)));
        if !has_star {
            by_position(names, &mut arguments, &mut keywords);
        }
        if name.text == "update" && !keywords.is_empty() && arguments.len() < 2 {
            arguments = vec![dict_of(arguments, std::mem::take(&mut keywords), extent)];
        }
        let module = base.name().and_then(|name| self.modules.iter().find(|module| module.name() == name.text));
        if let Some(module) = module.copied() {
            return match module.function(&name.text) {
                Some(builtin) => builtin_of(builtin, ident.span(), arguments, keywords, extent, self.errors),
                None => {
                    let instead = instead_of_member(module.name(), &name.text);
                    let instead = instead.map(|instead| format!("; {instead}")).unwrap_or_default();
                    let text = format!("module '{}' has no attribute '{}' here{instead}", module.name(), name.text);
                    Err(self.errors.at(ident.span(), text))
                }
            };
        }
        let of_type = base.name().and_then(|of| Builtin::of_type(&of.text, &name.text));
        let takes = |keyword: &&Keyword| match &*name.text {
            "sort" => matches!(&*keyword.name, "key" | "reverse"),
            method => method == "format" || of_type.is_some() || names.contains(&&*keyword.name),
        };
        if let Some(unknown) = keywords.iter().find(|keyword| !takes(keyword)) {
            return Err(refused(unknown, &name.text, self.errors));
        }
        let given = if has_star { 0 } else { arguments.len() };
        if let Some(text) = wrong_arguments_of_method(&name.text, names, given, &keywords) {
            return Err(self.errors.at(extent, text));
        }
        let kind = ExprKind::Method { base: Box::new(base), method: name.ident, generics, arguments, keywords };
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
            let member = Member { text: number.to_owned(), tokens, span, by_name: false };
            base = Expr::new(ExprKind::Attribute { base: Box::new(base), member }, extent);
        }
        Ok(base)
    }
}
