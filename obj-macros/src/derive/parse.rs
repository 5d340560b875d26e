//! From the user's tokens to an item with its options, each read but not yet judged.

use proc_macro2::{Ident, TokenStream};
use quote::ToTokens;
use syn::{
    Attribute, Data, DataEnum, DeriveInput, Expr, ExprLit, ExprPath, Fields, Generics, Lit, LitStr, Member, Path,
    Token, Type, Visibility, WherePredicate, braced, bracketed, parse::Parser, punctuated::Punctuated,
};

use super::below;
use super::filled_later::FilledLater;
use super::groups::{ungrouped, ungrouped_type};
use super::model::{Field, Shape, TracedWith, Variant};
use super::named::Named;
use crate::crate_path::CratePath;
use crate::errors::Errors;
use crate::names::text_of;
use crate::options::{self, Derive, Place, Written};

/// A type as it was written.
pub(crate) struct Item {
    pub(crate) derive: Derive,
    pub(crate) ident: Ident,
    pub(crate) generics: Generics,
    /// Whether the type has the attribute `deprecated`.
    pub(crate) is_deprecated: bool,
    pub(crate) shape: Shape,
    pub(crate) options: TypeOptions,
    /// The word `union`, if that is what it is.
    pub(crate) union: Option<Token![union]>,
    /// The word `packed` in `#[repr(packed)]`.
    pub(crate) packed: Option<Path>,
    /// Whether a macro below the derive may change it.
    pub(crate) may_change: bool,
}

#[derive(Default)]
pub(crate) struct TypeOptions {
    pub(crate) cache: Option<Written>,
    pub(crate) intern: Option<Ident>,
    pub(crate) frozen: Option<Ident>,
    pub(crate) finalize: Option<Ident>,
    pub(crate) attributes: Option<Ident>,
    pub(crate) name: Option<TokenStream>,
    /// The option `alias`.
    pub(crate) aliases: Vec<TokenStream>,
    pub(crate) bounds: Option<Vec<TokenStream>>,
    pub(crate) crate_path: CratePath,
    /// The option `as`.
    pub(crate) casts: Vec<Type>,
}

pub(crate) fn item(input: DeriveInput, derive: Derive, errors: &mut Errors) -> Item {
    let options = type_options(&input.attrs, derive, errors);
    let union = match &input.data {
        Data::Union(data) => Some(data.union_token),
        _ => None,
    };
    let mut shape = match input.data {
        Data::Struct(data) => Shape::Struct(fields(data.fields, derive, errors)),
        Data::Enum(data) => Shape::Enum(variants(data, derive, errors)),
        Data::Union(_) => Shape::Opaque,
    };
    let packed = input.attrs.iter().find_map(packed);
    let (is_deprecated, may_change) = (is_deprecated(&input.attrs), below::may_be_a_macro(&input.attrs));
    // To the compiler they are, whatever they say themselves.
    shape.fields_mut().filter(|_| is_deprecated).for_each(|field| field.is_deprecated = true);
    Item {
        derive,
        ident: input.ident,
        generics: input.generics,
        is_deprecated,
        shape,
        options,
        union,
        packed,
        may_change,
    }
}

fn variants(data: DataEnum, derive: Derive, errors: &mut Errors) -> Vec<Variant> {
    let mut read = |variant: syn::Variant| {
        options::read(&variant.attrs, Place::Variant, derive, errors);
        Variant { ident: variant.ident, fields: fields(variant.fields, derive, errors) }
    };
    data.variants.into_iter().map(&mut read).collect()
}

fn is_deprecated(attributes: &[Attribute]) -> bool {
    attributes.iter().any(|attribute| attribute.path().is_ident("deprecated"))
}

fn fields(fields: Fields, derive: Derive, errors: &mut Errors) -> Vec<Field> {
    let read = |(index, field): (usize, syn::Field)| {
        let member = field.ident.map_or_else(|| Member::from(index), Member::from);
        let (mut skip, mut frozen, mut trace_with) = (None, None, None);
        for option in options::read(&field.attrs, Place::Field, derive, errors) {
            match text_of(&option.key).as_str() {
                "skip" => skip = Some(option.key),
                "frozen" => frozen = Some(option.key),
                _ => match errors.keep(traced_with(option.value)) {
                    Some(function) => trace_with = Some((option.key, function)),
                    // One mistake is enough.
                    None => skip = Some(option.key),
                },
            }
        }
        let (is_deprecated, reach) = (is_deprecated(&field.attrs), reach(&field.vis));
        let later = FilledLater::of(&field.attrs);
        let (named, ty) = (Named::of(&field.ty), field.ty);
        Field { member, ty, named, reach, skip, frozen, trace_with, later, is_functions: false, is_deprecated }
    };
    fields.into_iter().enumerate().map(read).collect()
}

/// From where a field can be named, as [`Field::reach`] says.
fn reach(visibility: &Visibility) -> i8 {
    let Visibility::Restricted(restricted) = visibility else {
        return if matches!(visibility, Visibility::Public(_)) { 0 } else { -1 };
    };
    let names: Vec<String> = restricted.path.segments.iter().map(|segment| text_of(&segment.ident)).collect();
    let levels = |count: usize| i8::try_from(count).unwrap_or(i8::MAX);
    match names[0].as_str() {
        "crate" => levels(names.len()),
        "super" => -1 - levels(names.len()),
        _ => -1,
    }
}

fn type_options(attributes: &[Attribute], derive: Derive, errors: &mut Errors) -> TypeOptions {
    let mut read = TypeOptions::default();
    for option in options::read(attributes, Place::Type, derive, errors) {
        match text_of(&option.key).as_str() {
            "cache" => read.cache = Some(option),
            "intern" => read.intern = Some(option.key),
            "frozen" => read.frozen = Some(option.key),
            "finalize" => read.finalize = Some(option.key),
            "attributes" => read.attributes = Some(option.key),
            "name" => read.name = errors.keep(name(option.value)),
            "alias" => read.aliases = errors.keep(aliases(option.value)).unwrap_or_default(),
            "bound" => read.bounds = errors.keep(bounds(option.value)),
            "crate" => read.crate_path = errors.keep(crate_path(option.value)).unwrap_or_default(),
            "as" => read.casts = errors.keep(casts(option.value)).unwrap_or_default(),
            other => debug_assert!(false, "no type has the option `{other}`"),
        }
    }
    read
}

/// A text, or the path of a constant that is one.
fn name(value: TokenStream) -> syn::Result<TokenStream> {
    match quoted(&value) {
        Some(name) if name.value().trim().is_empty() => {
            Err(syn::Error::new_spanned(name, "a name has at least one letter; write it, or remove `name`"))
        }
        Some(name) => Ok(name.to_token_stream()),
        None if syn::parse2::<ExprPath>(value.clone()).is_ok() => Ok(value),
        None => {
            let message = "a name is written in quotes, `name = \"…\"`, or is the path of a constant text";
            Err(syn::Error::new_spanned(value, message))
        }
    }
}

/// A name, or a list of some.
fn aliases(value: TokenStream) -> syn::Result<Vec<TokenStream>> {
    let parser = |input: syn::parse::ParseStream<'_>| {
        let list;
        bracketed!(list in input);
        Punctuated::<Expr, Token![,]>::parse_terminated(&list)
    };
    match parser.parse2(value.clone()) {
        Ok(list) => list.into_iter().map(|one| name(one.into_token_stream())).collect(),
        Err(_) => name(value).map(|one| vec![one]),
    }
}

fn bounds(value: TokenStream) -> syn::Result<Vec<TokenStream>> {
    let message = "bounds are written in quotes, as behind `where`: `bound = \"T: Trace\"`";
    let text = quoted(&value).ok_or_else(|| syn::Error::new_spanned(&value, message))?;
    let predicates = text.parse_with(Punctuated::<WherePredicate, Token![,]>::parse_terminated);
    let predicates = predicates.map_err(|error| syn::Error::new_spanned(&text, format!("{message} ({error})")))?;
    Ok(predicates.iter().map(ToTokens::to_token_stream).collect())
}

fn traced_with(value: TokenStream) -> syn::Result<TracedWith> {
    let message = "the function keeps the promises of `Trace`, which `unsafe` says: `trace_with = unsafe { function }`";
    let parser = |input: syn::parse::ParseStream<'_>| {
        let unsafety = input.parse()?;
        let block;
        let brace = braced!(block in input);
        Ok(TracedWith { unsafety, brace, function: block.parse()? })
    };
    parser.parse2(value.clone()).map_err(|_| syn::Error::new_spanned(value, message))
}

fn crate_path(value: TokenStream) -> syn::Result<CratePath> {
    if let Some(path) = quoted(&value) {
        let message = format!("a path is written without quotes: `crate = {}`", path.value());
        return Err(syn::Error::new_spanned(path, message));
    }
    let message = "`crate` takes the path of `obj-runtime` in your crate, as in `crate = my_name_for_it`";
    Path::parse_mod_style
        .parse2(value.clone())
        .map(CratePath::given)
        .map_err(|_| syn::Error::new_spanned(value, message))
}

fn casts(value: TokenStream) -> syn::Result<Vec<Type>> {
    let message = "`as` takes a list of traits: `as = [dyn Trait]`";
    let parser = |input: syn::parse::ParseStream<'_>| {
        let list;
        bracketed!(list in input);
        Punctuated::<Type, Token![,]>::parse_terminated(&list)
    };
    let traits = parser.parse2(value.clone()).map_err(|_| syn::Error::new_spanned(value, message))?;
    let traits: Vec<_> = traits.into_iter().map(ungrouped_type).collect();
    match traits.iter().find(|ty| !matches!(ty, Type::TraitObject(_))) {
        Some(other) => Err(syn::Error::new_spanned(other, message)),
        None => Ok(traits),
    }
}

/// The text in quotes that is all of these tokens.
fn quoted(tokens: &TokenStream) -> Option<LitStr> {
    match ungrouped(syn::parse2(tokens.clone()).ok()?) {
        Expr::Lit(ExprLit { lit: Lit::Str(text), .. }) => Some(text),
        _ => None,
    }
}

/// The word `packed`, if the attribute says so.
fn packed(attribute: &Attribute) -> Option<Path> {
    let mut found = None;
    if attribute.path().is_ident("repr") {
        // What else stands there, and whether it is right, is for the compiler to say.
        let _ = attribute.parse_nested_meta(|meta| {
            // To the compiler `r#packed` is the same.
            if meta.path.get_ident().is_some_and(|word| text_of(word) == "packed") {
                found = Some(meta.path.clone());
            }
            if meta.input.peek(syn::token::Paren) {
                meta.input.parse::<proc_macro2::Group>()?;
            }
            Ok(())
        });
    }
    found
}
