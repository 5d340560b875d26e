//! The head of an `impl`: parameters, the type with its arguments, bounds.

use std::collections::HashSet;

use proc_macro2::{Group, Ident, Span, TokenStream, TokenTree};
use quote::{ToTokens, quote, quote_spanned};
use syn::spanned::Spanned;
use syn::{
    GenericArgument, GenericParam, Generics, Lifetime, PathArguments, Token, Type, TypeParam, TypeParamBound,
    WherePredicate,
};

use super::mentions::{Mention, Question, mentioned};
use crate::names::text_of;

/// A type's name and parameters. Lifetimes are none: an object cannot borrow.
pub(crate) struct Header {
    ident: Ident,
    generics: Generics,
    /// Stand where the user's lifetimes stood, if there were any by mistake.
    lifetimes: Vec<Lifetime>,
    is_deprecated: bool,
}

/// A bound on something that field types mention: `T: Trait`.
pub(crate) type Bound = TokenStream;

impl Header {
    pub(crate) fn new(ident: Ident, generics: Generics, is_deprecated: bool) -> Self {
        let names: HashSet<String> =
            generics.lifetimes().map(|parameter| parameter.lifetime.ident.to_string()).collect();
        let lifetimes = generics.lifetimes().map(|_| Lifetime::new("'static", Span::call_site())).collect();
        Self { ident, generics: without_lifetimes(generics, &names), lifetimes, is_deprecated }
    }

    /// The type's name, as the user reads it.
    pub(crate) fn name(&self) -> String {
        text_of(&self.ident)
    }

    /// Where the type is named.
    pub(crate) fn span(&self) -> Span {
        self.ident.span()
    }

    /// The place of the head of an `impl`. Of a generic type it is the user's, since there it is pointed out
    /// which bound of it is broken. But lints are for what the user wrote.
    fn place(&self) -> Span {
        let span = self.span();
        if self.is_generic() && !self.is_deprecated { span } else { Span::call_site().located_at(span) }
    }

    /// Whether there are parameters, so that the type stands for many.
    pub(crate) fn is_generic(&self) -> bool {
        !self.generics.params.is_empty()
    }

    /// Whether the type is the argument of this one, as in `Obj<Self>`.
    pub(crate) fn is_argument_of(&self, ty: &Type) -> bool {
        let Type::Path(path) = ty else { return false };
        let Some(PathArguments::AngleBracketed(arguments)) = path.path.segments.last().map(|last| &last.arguments)
        else {
            return false;
        };
        let Some(GenericArgument::Type(Type::Path(argument))) = arguments.args.first() else { return false };
        let first = argument.path.segments.first().filter(|_| argument.path.segments.len() == 1);
        first.is_some_and(|first| first.ident == self.ident || first.ident == "Self")
    }

    /// Whether it can be seen that values of a type, a field's, may be kept for ever: it mentions no parameter, or the user says so
    /// of each that it mentions.
    pub(crate) fn is_static(&self, ty: &Type) -> bool {
        let is_open =
            |parameter: &&TypeParam| !parameter.bounds.iter().any(is_static) && !self.is_static_by_clause(parameter);
        let open: HashSet<_> = self.generics.type_params().filter(is_open).map(|parameter| &parameter.ident).collect();
        open.is_empty() || mentioned(Question::Anywhere, open, [ty]).is_empty()
    }

    fn is_static_by_clause(&self, parameter: &TypeParam) -> bool {
        let mut predicates = self.generics.where_clause.iter().flat_map(|clause| &clause.predicates);
        predicates.any(|predicate| match predicate {
            WherePredicate::Type(predicate) => {
                matches!(&predicate.bounded_ty, Type::Path(path) if path.path.is_ident(&parameter.ident))
                    && predicate.bounds.iter().any(is_static)
            }
            _ => false,
        })
    }

    /// Whether traits of a value can depend on parameters.
    pub(crate) fn has_type_parameters(&self) -> bool {
        self.generics.type_params().next().is_some()
    }

    /// A bound on each type parameter.
    pub(crate) fn bound_all(&self, bound: &TokenStream) -> Vec<Bound> {
        self.generics.type_params().map(|parameter| bind(&parameter.ident, bound)).collect()
    }

    /// The type parameters that the types mention, and what is projected from one (`T::Item`): what bounds are put on.
    /// Bounds on the types themselves would not end for a type that contains itself.
    pub(crate) fn mentioned<'a>(&self, question: Question, types: impl IntoIterator<Item = &'a Type>) -> Vec<Mention> {
        if !self.has_type_parameters() {
            return Vec::new();
        }
        let parameters = self.generics.type_params().map(|parameter| &parameter.ident).collect();
        mentioned(question, parameters, types)
    }

    /// A type of another name with the same parameters and one `more`, which holds `fields`. What is asked of the user's type, as
    /// `Self`, is asked of that one still.
    pub(crate) fn define(&self, name: &TokenStream, more: &TokenStream, fields: &TokenStream) -> TokenStream {
        let ty = self.ty();
        let parameters = self.parameters().map(|parameter| with_self(parameter.into_token_stream(), &ty));
        let clause = with_self(self.generics.where_clause.to_token_stream(), &ty);
        quote! {
            pub struct #name<#(#parameters,)* #more>(#fields __obj::core::marker::PhantomData<fn(#ty, #more)>) #clause;
        }
    }

    /// The same, where `Self` in `fields` stands for the user's type: in the definition itself it would be the other one. And what is
    /// `compared` with a value, where the names mean what they mean in `fields`.
    pub(crate) fn define_as_seen(
        &self,
        name: &TokenStream,
        more: &TokenStream,
        fields: &TokenStream,
        compared: &TokenStream,
    ) -> TokenStream {
        let parameters = self.parameters();
        let clause = &self.generics.where_clause;
        let ty = self.ty();
        let definition = self.define(name, more, &quote!(<#ty as __ObjFields<#more>>::All,));
        quote! {
            trait __ObjFields<#more> {
                type All;
                fn _compare(__obj_this: &Self);
            }
            impl<#(#parameters,)* #more> __ObjFields<#more> for #ty #clause {
                type All = (#fields);
                fn _compare(__obj_this: &Self) { #compared }
            }
            #definition
        }
    }

    /// The parameters as an `impl` has them.
    fn parameters(&self) -> impl Iterator<Item = GenericParam> {
        self.generics.params.iter().cloned().map(without_default)
    }

    /// That type with the same arguments and one `more`.
    pub(crate) fn arguments_of(&self, name: &TokenStream, more: &TokenStream) -> TokenStream {
        let arguments = self.arguments();
        quote!(#name<#(#arguments,)* #more>)
    }

    /// `impl Trait for Type { items }`, where the user's bounds and these hold.
    pub(crate) fn implement(&self, trait_path: &TokenStream, bounds: &[Bound], items: &TokenStream) -> TokenStream {
        self.implementation(None, trait_path, bounds, items)
    }

    /// The same for a trait that is unsafe to implement.
    pub(crate) fn implement_unsafe(
        &self,
        trait_path: &TokenStream,
        bounds: &[Bound],
        items: &TokenStream,
    ) -> TokenStream {
        self.implementation(Some(<Token![unsafe]>::default()), trait_path, bounds, items)
    }

    /// Written in one piece, since each piece takes time.
    fn implementation(
        &self,
        unsafety: Option<Token![unsafe]>,
        trait_path: &TokenStream,
        bounds: &[Bound],
        items: &TokenStream,
    ) -> TokenStream {
        let (parameters, _, _) = self.generics.split_for_impl();
        let trait_path = at(trait_path, self.place());
        if !self.is_generic() && self.lifetimes.is_empty() && self.generics.where_clause.is_none() && bounds.is_empty()
        {
            let ident = self.ident_in_place();
            return quote! { #[automatically_derived] #unsafety impl #trait_path for #ident { #items } };
        }
        // Of a generic type that is marked as derived the compiler would say that its parameters must implement the trait as
        // well, which is not so.
        let derived = (!self.is_generic()).then(|| quote!(#[automatically_derived]));
        let attributes = self
            .is_bounded()
            .then(|| quote!(#[allow(clippy::trait_duplication_in_bounds, reason = "the user may ask for the same")]));
        let user = self.generics.where_clause.iter().flat_map(|clause| &clause.predicates);
        let predicates: Vec<_> = user.map(ToTokens::to_token_stream).chain(bounds.iter().cloned()).collect();
        let clause = (!predicates.is_empty()).then(|| quote!(where #(#predicates),*));
        let ty = self.ty();
        quote! { #derived #attributes #unsafety impl #parameters #trait_path for #ty #clause { #items } }
    }

    /// Whether the user asks something of a parameter where it is declared.
    fn is_bounded(&self) -> bool {
        self.generics.type_params().any(|parameter| !parameter.bounds.is_empty())
    }

    fn ident_in_place(&self) -> Ident {
        let mut ident = self.ident.clone();
        ident.set_span(self.place());
        ident
    }

    /// The names of the parameters.
    fn arguments(&self) -> impl Iterator<Item = TokenStream> {
        self.generics.params.iter().map(|parameter| match parameter {
            GenericParam::Type(parameter) => parameter.ident.to_token_stream(),
            GenericParam::Const(parameter) => {
                // In braces it is a value also where a type has the same name.
                let ident = &parameter.ident;
                quote!({ #ident })
            }
            GenericParam::Lifetime(parameter) => parameter.lifetime.to_token_stream(),
        })
    }

    /// The type with its arguments.
    fn ty(&self) -> TokenStream {
        let ident = self.ident_in_place();
        let lifetimes = self.lifetimes.iter().map(ToTokens::to_token_stream);
        let arguments: Vec<_> = lifetimes.chain(self.arguments()).collect();
        if arguments.is_empty() { quote!(#ident) } else { quote_spanned!(self.place()=> #ident<#(#arguments),*>) }
    }
}

/// The tokens where `Self` is this type.
fn with_self(tokens: TokenStream, ty: &TokenStream) -> TokenStream {
    let replace = |tree| match tree {
        TokenTree::Ident(ident) if ident == "Self" => ty.clone(),
        TokenTree::Group(group) => {
            TokenTree::Group(Group::new(group.delimiter(), with_self(group.stream(), ty))).into()
        }
        tree => tree.into(),
    };
    tokens.into_iter().flat_map(replace).collect()
}

/// A parameter as an `impl` has it.
fn without_default(mut parameter: GenericParam) -> GenericParam {
    match &mut parameter {
        GenericParam::Type(parameter) => parameter.default = None,
        GenericParam::Const(parameter) => parameter.default = None,
        GenericParam::Lifetime(_) => {}
    }
    parameter
}

/// The same tokens at a place of the user's.
pub(crate) fn at(tokens: &TokenStream, span: Span) -> TokenStream {
    let respan = |mut tree: TokenTree| {
        tree.set_span(span);
        tree
    };
    tokens.clone().into_iter().map(respan).collect()
}

/// The bound has the place of what it is on: there it is pointed out to whoever breaks it.
pub(crate) fn bind(subject: &impl ToTokens, bound: &TokenStream) -> Bound {
    let bound = quote!(#subject: #bound);
    at(&bound, Span::call_site().located_at(subject.span()))
}

/// Whether a bound says that values may be kept for ever: `'static`, or a trait that asks it.
fn is_static(bound: &TypeParamBound) -> bool {
    match bound {
        TypeParamBound::Lifetime(lifetime) => lifetime.ident == "static",
        TypeParamBound::Trait(bound) => {
            bound.path.segments.last().is_some_and(|last| last.ident == "Object" || last.ident == "Any")
        }
        _ => false,
    }
}

/// Replaces lifetimes that should not be there by `'static`, so that one mistake stays one.
fn without_lifetimes(mut generics: Generics, names: &HashSet<String>) -> Generics {
    if names.is_empty() {
        return generics;
    }
    let parameters = generics.params.iter().filter(|parameter| !matches!(parameter, GenericParam::Lifetime(_)));
    let parameters = with_static(quote!(#(#parameters),*), names);
    let clause = with_static(generics.where_clause.to_token_stream(), names);
    // Both were parsed before, with other lifetimes in the same places.
    generics = syn::parse2(quote!(<#parameters>)).unwrap_or_default();
    generics.where_clause = syn::parse2(clause).ok();
    generics
}

fn with_static(tokens: TokenStream, names: &HashSet<String>) -> TokenStream {
    let mut after_quote = false;
    let replace = |tree: TokenTree| {
        let is_lifetime =
            std::mem::replace(&mut after_quote, matches!(&tree, TokenTree::Punct(p) if p.as_char() == '\''));
        match tree {
            TokenTree::Ident(ident) if is_lifetime && names.contains(&ident.to_string()) => {
                TokenTree::Ident(Ident::new("static", ident.span()))
            }
            TokenTree::Group(group) => {
                TokenTree::Group(Group::new(group.delimiter(), with_static(group.stream(), names)))
            }
            tree => tree,
        }
    };
    tokens.into_iter().map(replace).collect()
}

#[cfg(test)]
mod tests {
    use syn::{DeriveInput, parse_quote};

    use super::*;

    fn header(input: DeriveInput) -> Header {
        Header::new(input.ident, input.generics, false)
    }

    #[test]
    fn heads_have_parameters_without_defaults_and_all_bounds() {
        let header = header(parse_quote!(
            struct A<T: Copy = u8, const N: usize = 1>
            where
                T: Sized,
            {
                a: T,
            }
        ));
        let bound = header.bound_all(&quote!('static));
        let text = header.implement(&quote!(Tr), &bound, &quote!()).to_string();
        let expected = quote! {
            #[allow(clippy::trait_duplication_in_bounds, reason = "the user may ask for the same")]
            impl<T: Copy, const N: usize> Tr for A<T, { N }> where T: Sized, T: 'static {}
        };
        assert_eq!(text.replace(' ', ""), expected.to_string().replace(' ', ""));
    }

    #[test]
    fn lifetimes_become_static() {
        let header = header(parse_quote!(
            struct A<'a, T: Tr<'a>>
            where
                T: 'a,
            {
                a: &'a T,
            }
        ));
        let text = header.implement(&quote!(Tr), &[], &quote!()).to_string();
        let expected = quote! {
            #[allow(clippy::trait_duplication_in_bounds, reason = "the user may ask for the same")]
            impl<T: Tr<'static> > Tr for A<'static, T> where T: 'static {}
        };
        assert_eq!(text.replace(' ', ""), expected.to_string().replace(' ', ""));
    }
}
