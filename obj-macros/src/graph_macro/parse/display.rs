//! What stands in braces: dicts, sets, and the fields of a type.

use proc_macro2::{Group, Span, TokenStream, TokenTree};
use quote::ToTokens;

use super::atom::{around, name_of};
use super::{Parsed, Parser};
use crate::errors::Mistake;
use crate::extent::Extent;
use crate::graph_macro::syntax::{Constant, Expr, ExprKind, Field, Makes, Member, Struct};
use crate::graph_macro::words::Sign;

/// One item of a display in braces.
enum Entry {
    Pair(Expr, Expr),
    Element(Expr),
    Broken(Mistake),
}

/// One item of a type with fields.
enum FieldItem {
    Field(Box<Field>),
    Rest(Span),
    Broken(Mistake),
}

impl Parser<'_> {
    /// `{}`, `{a: b}` or `{a, b}`.
    pub(super) fn braces(&mut self, group: &Group) -> Expr {
        let mut inner = self.inside(group);
        if inner.is_comprehension() {
            let made = inner.comprehension(Makes::Set, around(group));
            return made.unwrap_or_else(|mistake| Expr::new(ExprKind::Broken(mistake), around(group)));
        }
        let (entries, _) = self.inside(group).separated(|parser| parser.entry(), Entry::Broken, "`,` or `}`");
        let place = around(group);
        let is_set = matches!(entries.iter().find(|entry| !matches!(entry, Entry::Broken(_))), Some(Entry::Element(_)));
        let mut pairs = Vec::new();
        let mut elements = Vec::new();
        for entry in entries {
            match entry {
                Entry::Pair(key, value) if !is_set => pairs.push((key, value)),
                Entry::Element(element) if is_set => elements.push(element),
                Entry::Pair(key, _) | Entry::Element(key) => {
                    let mistake =
                        self.errors.at(key.extent, "invalid syntax; a dict has `key: value` only, a set has no `:`");
                    elements.push(Expr::new(ExprKind::Broken(mistake), key.extent));
                }
                Entry::Broken(mistake) => elements.push(Expr::new(ExprKind::Broken(mistake), place)),
            }
        }
        if is_set {
            return Expr::new(ExprKind::Set(elements), place);
        }
        // Broken entries of a dict have no key; they stay as keys, so that their mistakes are shown.
        pairs.extend(elements.into_iter().map(|broken| (broken.clone(), broken)));
        Expr::new(ExprKind::Dict(pairs), place)
    }

    fn entry(&mut self) -> Parsed<Entry> {
        if let Some(star) = self.tokens.eat_sign(Sign::Power) {
            let base = self.arithmetic(0)?;
            let extent = star.to(base.extent);
            // A dict of which the entries are taken stands where a key does.
            let none = Expr::new(ExprKind::Constant(Constant::None), extent);
            return Ok(Entry::Pair(Expr::new(ExprKind::DoubleStarred(Box::new(base)), extent), none));
        }
        let key = self.item_of_display()?;
        if self.tokens.eat_sign(Sign::Colon).is_none() {
            return Ok(Entry::Element(key));
        }
        Ok(Entry::Pair(key, self.expression()?))
    }

    /// `Type { field: value, .. }`
    pub(super) fn struct_literal(&mut self, path: TokenStream, extent: Extent, group: &Group) -> Expr {
        self.tokens.skip(1);
        let (items, _) = self.inside(group).separated(|parser| parser.field_item(), FieldItem::Broken, "`,` or `}`");
        let extent = extent.to(around(group));
        let mut literal = Struct { path, fields: Vec::new(), rest: None };
        for item in items {
            match item {
                FieldItem::Field(field) => literal.fields.push(*field),
                FieldItem::Rest(span) => literal.rest = Some(span),
                // Without this field the compiler would say that one is missing.
                FieldItem::Broken(mistake) => return Expr::new(ExprKind::Broken(mistake), extent),
            }
        }
        Expr::new(ExprKind::Struct(literal), extent)
    }

    fn field_item(&mut self) -> Parsed<FieldItem> {
        if let Some(rest) = self.tokens.eat_sign(Sign::Range) {
            return self.rest(rest);
        }
        let member = self.field_name()?;
        if self.tokens.eat_sign(Sign::Colon).is_some() {
            let value = self.expression().unwrap_or_else(|mistake| {
                self.tokens.skip_to(',');
                Expr::new(ExprKind::Broken(mistake), member.span)
            });
            return Ok(FieldItem::Field(Box::new(Field { member, value })));
        }
        if self.tokens.is_sign(Sign::Assign) {
            let place = self.tokens.extent();
            return Err(self.errors.at(place, "invalid syntax; a field is given as `field: value`"));
        }
        Ok(FieldItem::Field(Box::new(shorthand(member))))
    }

    /// `..` comes last and stands alone.
    fn rest(&mut self, place: Extent) -> Parsed<FieldItem> {
        if self.tokens.is_empty() {
            return Ok(FieldItem::Rest(place.first));
        }
        let text = "`..` stands alone at the end and means `..Default::default()`; write `rust!(…)` for another base";
        Err(self.errors.at(place, text))
    }

    fn field_name(&mut self) -> Parsed<Member> {
        match self.tokens.peek().cloned() {
            Some(TokenTree::Ident(ident)) => {
                self.refuse_underscore()?;
                self.tokens.skip(1);
                let name = name_of(&ident);
                Ok(Member { text: name.text, tokens: name.ident.to_token_stream(), span: ident.span(), by_name: false })
            }
            Some(TokenTree::Literal(literal)) if literal.to_string().parse::<u32>().is_ok() => {
                self.tokens.skip(1);
                Ok(Member {
                    text: literal.to_string(),
                    tokens: literal.to_token_stream(),
                    span: literal.span(),
                    by_name: false,
                })
            }
            _ => Err(self.unexpected("a field")),
        }
    }
}

/// `field` is `field: field`.
fn shorthand(member: Member) -> Field {
    let value = match syn::parse2::<proc_macro2::Ident>(member.tokens.clone()) {
        Ok(ident) => ExprKind::Name(name_of(&ident)),
        Err(_) => ExprKind::Path(member.tokens.clone()),
    };
    let span = member.span;
    Field { member, value: Expr::new(value, span) }
}
