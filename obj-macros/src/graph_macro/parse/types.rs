//! Types of Rust, where they begin and end.

use proc_macro2::{Delimiter, TokenStream, TokenTree};

use super::{Parsed, Parser};
use crate::graph_macro::words::{Operator, Sign};

impl Parser<'_> {
    /// The tokens of a type. `+` ends it, since it is an operator of the language.
    pub(super) fn rust_type(&mut self) -> Parsed<TokenStream> {
        let remaining = self.tokens.remaining();
        self.pass_type();
        let ty = self.tokens.since(remaining);
        if ty.is_empty() {
            return Err(self.unexpected("a type"));
        }
        match syn::parse2::<syn::Type>(ty.clone()) {
            Ok(_) => Ok(ty),
            Err(error) => Err(self.errors.push(error)),
        }
    }

    /// Passes what a type can be. What is none is told by whoever reads it.
    fn pass_type(&mut self) {
        self.pass_marks_of_type();
        match self.tokens.peek() {
            Some(TokenTree::Group(group)) if group.delimiter() != Delimiter::Brace => self.tokens.skip(1),
            _ => self.pass_path_of_type(),
        }
    }

    /// `&'a mut`, `*const`, `dyn`, `unsafe extern "C"`, `for<'a>`, `!`
    fn pass_marks_of_type(&mut self) {
        const WORDS: [&str; 6] = ["mut", "const", "dyn", "impl", "unsafe", "extern"];
        loop {
            let is_word = self.tokens.word().is_some_and(|word| WORDS.contains(&word));
            let sign = self.tokens.peek_sign().map(|found| found.sign);
            match sign {
                Some(Sign::Operator(Operator::And | Operator::Mul) | Sign::Exclamation) => self.tokens.skip(1),
                // A lifetime is a mark and a word.
                Some(Sign::Quote | Sign::AndAnd) => self.tokens.skip(2),
                _ if self.tokens.eat_word("for").is_some() => _ = self.tokens.pass_generics(),
                _ if is_word || self.tokens.peek_literal().is_some() => self.tokens.skip(1),
                _ => return,
            }
        }
    }

    /// `a::B<C>`, `<A as B>::C`, `fn(A) -> B`, `a!(…)`
    fn pass_path_of_type(&mut self) {
        loop {
            let is_segment = self.tokens.word().is_some();
            self.tokens.skip(usize::from(is_segment));
            if is_segment && self.tokens.eat_sign(Sign::Exclamation).is_some() {
                return self.tokens.skip(1);
            }
            if is_segment && self.tokens.peek_group(Delimiter::Parenthesis).is_some() {
                return self.pass_parameters();
            }
            // `a as i64 < b` compares.
            let has_generics = self.tokens.pass_generics();
            if self.tokens.eat_sign(Sign::Path).is_none() || !(is_segment || has_generics) {
                return;
            }
        }
    }

    /// `(A) -> B`
    fn pass_parameters(&mut self) {
        self.tokens.skip(1);
        if self.tokens.eat_sign(Sign::Arrow).is_some() {
            self.pass_type();
        }
    }
}
