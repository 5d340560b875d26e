//! Code in types: the length in `[T; length]` and the block in `Part<{ … }>`.
//!
//! Types are read without a parser of all of Rust, which would take more time to compile than the rest. Where it meets
//! code that it cannot read, the code stands aside, under a name, while the type is read.

use proc_macro2::{Delimiter, Group, Ident, Span, TokenStream, TokenTree};
use quote::format_ident;

/// What names of code begin with.
const NAME: &str = "__obj_code_";

/// Whether code stands aside under this name, or could.
fn is_name(ident: &Ident) -> bool {
    ident.to_string().starts_with(NAME)
}

/// The code that stands aside.
#[derive(Default)]
pub(crate) struct Aside {
    taken: Vec<TokenStream>,
}

impl Aside {
    /// The tokens with a name in each place of code.
    pub(crate) fn take(&mut self, tokens: TokenStream) -> TokenStream {
        let mut taken = TokenStream::new();
        let mut before = None;
        for tree in tokens {
            let after = before.replace(tree.clone());
            taken.extend([match tree {
                TokenTree::Group(group) if is_block(&group) && after.as_ref().is_some_and(begins_argument) => {
                    self.name(group.span(), TokenTree::Group(group).into())
                }
                TokenTree::Group(group) if group.delimiter() == Delimiter::Bracket => self.in_array(&group),
                TokenTree::Group(group) => with_stream(&group, self.take(group.stream())),
                // A name of the user's stands aside as well: it would be taken for one of ours.
                TokenTree::Ident(ident) if is_name(&ident) => self.name(ident.span(), TokenTree::Ident(ident).into()),
                other => other,
            }]);
        }
        taken
    }

    fn in_array(&mut self, group: &Group) -> TokenTree {
        let mut trees = group.stream().into_iter();
        let mut item: TokenStream = trees.by_ref().take_while(|tree| !is_mark(tree, ';')).collect();
        let length: TokenStream = trees.collect();
        item = self.take(item);
        if !length.is_empty() {
            let name = self.name(group.span_close(), length);
            item.extend(quote::quote!(; #name));
        }
        with_stream(group, item)
    }

    fn name(&mut self, place: Span, code: TokenStream) -> TokenTree {
        let name = format_ident!("{}{}", NAME, self.taken.len(), span = place);
        self.taken.push(code);
        TokenTree::Ident(name)
    }

    /// The tokens with the code where it was.
    pub(crate) fn put_back(&self, tokens: TokenStream) -> TokenStream {
        if self.taken.is_empty() {
            return tokens;
        }
        tokens.into_iter().flat_map(|tree| self.code_of(tree)).collect()
    }

    fn code_of(&self, tree: TokenTree) -> TokenStream {
        match tree {
            TokenTree::Group(group) => with_stream(&group, self.put_back(group.stream())).into(),
            TokenTree::Ident(ident) => match self.taken_as(&ident) {
                Some(code) => code.clone(),
                None => TokenTree::Ident(ident).into(),
            },
            other => other.into(),
        }
    }

    /// The code that stands aside under this name, which says where it is.
    fn taken_as(&self, ident: &Ident) -> Option<&TokenStream> {
        self.taken.get(ident.to_string().strip_prefix(NAME)?.parse::<usize>().ok()?)
    }
}

fn is_block(group: &Group) -> bool {
    group.delimiter() == Delimiter::Brace
}

/// Whether a block behind this is an argument of a type, or a value.
fn begins_argument(before: &TokenTree) -> bool {
    ['<', ',', '='].iter().any(|mark| is_mark(before, *mark))
}

fn is_mark(tree: &TokenTree, mark: char) -> bool {
    matches!(tree, TokenTree::Punct(punct) if punct.as_char() == mark)
}

fn with_stream(group: &Group, stream: TokenStream) -> TokenTree {
    let mut other = Group::new(group.delimiter(), stream);
    other.set_span(group.span());
    TokenTree::Group(other)
}

#[cfg(test)]
mod tests {
    use quote::quote;

    use super::*;

    #[test]
    fn code_stands_aside_and_comes_back() {
        let item = quote! {
            struct A<const N: usize = { if B { 1 } else { 2 } }> { a: [(C, [D; 4]); { 5 + E }], f: G<u8, { match N { _ => 3 } }> }
        };
        let mut aside = Aside::default();
        let taken = aside.take(item.clone());
        let expected = quote! {
            struct A<const N: usize = __obj_code_0> { a: [(C, [D; __obj_code_1]); __obj_code_2], f: G<u8, __obj_code_3> }
        };
        assert_eq!(taken.to_string(), expected.to_string());
        assert_eq!(aside.put_back(taken).to_string(), item.to_string());
    }

    #[test]
    fn names_that_are_called_as_ours_come_back() {
        let item = quote! { struct A { a: __obj_code_1, b: [u8; { 2 }], c: __obj_code_0 } };
        let mut aside = Aside::default();
        let taken = aside.take(item.clone());
        let expected = quote! { struct A { a: __obj_code_0, b: [u8; __obj_code_1], c: __obj_code_2 } };
        assert_eq!(taken.to_string(), expected.to_string());
        assert_eq!(aside.put_back(taken).to_string(), item.to_string());
    }
}
