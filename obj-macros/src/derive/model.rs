//! What a derive knows of a type once nothing is wrong with it any more.

use proc_macro2::{Ident, TokenStream};
use quote::ToTokens;
use syn::token::Brace;
use syn::{Member, Path, Token, Type};

use super::filled_later::FilledLater;
use super::header::Header;
use super::named::Named;
use super::number::Number;
use crate::crate_path::CratePath;
use crate::names::text_of;
use crate::options::Derive;

/// A type for which an implementation can be written.
pub(crate) struct Model {
    pub(crate) derive: Derive,
    pub(crate) crate_path: CratePath,
    pub(crate) header: Header,
    pub(crate) shape: Shape,
    /// Whether fields are found by name.
    pub(crate) attributes: bool,
    /// The name in messages and tables, as an expression.
    pub(crate) name: TokenStream,
    /// Whether it is another than the type's.
    pub(crate) is_named: bool,
    /// The option `alias`: the names by which the type was saved earlier.
    pub(crate) aliases: Vec<TokenStream>,
    /// The option `bound`: what to ask of the parameters in place of what the fields say.
    pub(crate) bounds: Option<Vec<TokenStream>>,
    pub(crate) sharing: Sharing,
    /// Whether neither a value nor anything it reaches changes.
    pub(crate) frozen: bool,
    pub(crate) finalize: Finalizer,
    /// The traits that objects can be used as.
    pub(crate) casts: Vec<Type>,
    /// Whether a macro below the derive may change the fields.
    pub(crate) may_change: bool,
}

/// Whether objects of the type have a finalizer.
pub(crate) enum Finalizer {
    /// There must be none.
    No,
    /// The option `finalize`, where it was written.
    Yes(Ident),
    /// It was asked for where there can be none. That is told, and enough.
    Contradicted,
}

/// What a value is made of.
pub(crate) enum Shape {
    Struct(Vec<Field>),
    Enum(Vec<Variant>),
    /// Nothing that can be looked at. Stands for a type that was found to be wrong.
    Opaque,
}

pub(crate) struct Variant {
    pub(crate) ident: Ident,
    pub(crate) fields: Vec<Field>,
}

pub(crate) struct Field {
    pub(crate) member: Member,
    pub(crate) ty: Type,
    pub(crate) named: Named,
    /// The option `skip`: the field is not traced.
    pub(crate) skip: Option<Ident>,
    /// The option `frozen`: the user vouches that the field never changes. It is not traced either.
    pub(crate) frozen: Option<Ident>,
    /// The option `trace_with`: the word itself, and the block with the function that traces the field.
    pub(crate) trace_with: Option<(Ident, TracedWith)>,
    /// Whether serde fills it when all objects are there.
    pub(crate) later: Option<FilledLater>,
    /// Whether the text of its type says that it holds functions only. They are not traced.
    pub(crate) is_functions: bool,
    /// Whether the field has the attribute `deprecated`.
    pub(crate) is_deprecated: bool,
    /// From where it can be named: 0 from everywhere, `n` in the module that is the first `n` names of the type's path, `-n` in that
    /// whose path is the type's without the last `n - 1` names.
    pub(crate) reach: i8,
}

/// A function that traces a field, and the word `unsafe` by which the user answers for it.
pub(crate) struct TracedWith {
    pub(crate) unsafety: Token![unsafe],
    pub(crate) brace: Brace,
    pub(crate) function: Path,
}

impl TracedWith {
    /// An unsafe block of the user's, with this in it.
    pub(crate) fn block(&self, tokens: &TokenStream) -> TokenStream {
        let mut block = self.unsafety.to_token_stream();
        self.brace.surround(&mut block, |inner| inner.extend(tokens.clone()));
        block
    }
}

/// Which values of the type are shared objects.
pub(crate) enum Sharing {
    /// Each value is an object of its own.
    Never,
    SmallValues(Cached),
    /// Equal values are one object; the option `intern`, where it was written.
    EqualValues(Ident),
}

/// Which values are made once.
pub(crate) enum Cached {
    /// The only value there is.
    Unit,
    /// All variants of an enum without fields.
    Variants(usize),
    /// A range of the values of the one field.
    Range(Box<CachedRange>),
}

pub(crate) struct CachedRange {
    pub(crate) member: Member,
    pub(crate) ty: Type,
    /// The first value, as the lowest 128 bits of an expression of type `u128`.
    pub(crate) low: TokenStream,
    pub(crate) count: usize,
    /// The range, if only the compiler can tell whether it fits the type.
    pub(crate) unproved: Option<UnprovedRange>,
}

pub(crate) struct UnprovedRange {
    pub(crate) first: Number,
    pub(crate) last: Number,
    pub(crate) written: TokenStream,
}

impl Shape {
    /// Every field, of every variant.
    pub(crate) fn fields(&self) -> impl Iterator<Item = &Field> {
        let (own, variants): (&[Field], &[Variant]) = match self {
            Self::Struct(fields) => (fields, &[]),
            Self::Enum(variants) => (&[], variants),
            Self::Opaque => (&[], &[]),
        };
        own.iter().chain(variants.iter().flat_map(|variant| &variant.fields))
    }
}

impl Shape {
    /// Every field, of every variant, to be changed.
    pub(crate) fn fields_mut(&mut self) -> impl Iterator<Item = &mut Field> {
        let (own, variants): (&mut [Field], &mut [Variant]) = match self {
            Self::Struct(fields) => (fields, &mut []),
            Self::Enum(variants) => (&mut [], variants),
            Self::Opaque => (&mut [], &mut []),
        };
        own.iter_mut().chain(variants.iter_mut().flat_map(|variant| &mut variant.fields))
    }
}

impl Field {
    /// Whether the tracer asks the field's type.
    pub(crate) fn is_traced(&self) -> bool {
        self.skip.is_none() && self.frozen.is_none() && self.trace_with.is_none() && !self.is_functions
    }

    /// Its name, or its number, as the user reads it.
    pub(crate) fn name(&self) -> String {
        match &self.member {
            Member::Named(ident) => text_of(ident),
            Member::Unnamed(index) => index.index.to_string(),
        }
    }

    /// Whether the type is by its name a number of the language's, and is asked whether it is what it is called: nothing else is
    /// to be asked of it.
    pub(crate) fn is_number(&self) -> bool {
        self.named == Named::Number && self.is_traced()
    }

    /// Whether the type is by its name the text of the standard library.
    pub(crate) fn is_text(&self) -> bool {
        matches!(&self.ty, Type::Path(path) if path.path.is_ident("String"))
    }

    /// Whether the tracer looks into the field.
    pub(crate) fn is_visited(&self) -> bool {
        self.is_traced() || self.trace_with.is_some()
    }
}

impl Model {
    /// Whether values are no more than a number.
    pub(crate) fn is_cached(&self) -> bool {
        matches!(self.sharing, Sharing::SmallValues(_))
    }

    /// Whether it is known where the type is derived whether values can go to another thread: the parameters of a generic type
    /// are not known there, and of parts it is asked with the object that they are in.
    pub(crate) fn tells_of_itself(&self) -> bool {
        self.derive == Derive::Object && !self.header.has_type_parameters()
    }

    /// The fields whose types must be traceable.
    pub(crate) fn traced_fields(&self) -> impl Iterator<Item = &Field> {
        self.shape.fields().filter(|field| !self.is_cached() && field.is_traced())
    }

    /// The types that must be traceable.
    pub(crate) fn traced_types(&self) -> impl Iterator<Item = &Type> {
        self.traced_fields().map(|field| &field.ty)
    }

    /// The types that must not change, if the whole must not.
    pub(crate) fn frozen_types(&self) -> impl Iterator<Item = &Type> {
        let is_asked = self.frozen && !self.is_cached();
        self.shape
            .fields()
            .filter(move |field| is_asked && field.frozen.is_none() && !field.is_functions)
            .map(|field| &field.ty)
    }
}
