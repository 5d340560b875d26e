//! `impl Object`: the pool, the name, the sharing, the finalizer and the behaviour of a type.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{quote, quote_spanned};
use syn::spanned::Spanned;

use super::trace::member_without_lints;
use super::{attributes, findable_bounds, rules};
use crate::derive::mentions::is_phantom;
use crate::derive::model::{Cached, Finalizer, Model, Shape, Sharing};
use crate::fixed::tokens;
use crate::names::without_lints;

pub(super) fn object(model: &Model) -> TokenStream {
    let name = &model.name;
    let state = state(model);
    let sharing = sharing(model);
    let finalize = finalize(model);
    let casts = casts(model);
    let behaviour = behaviour(model);
    let fields = attributes::fields(model);
    let travels = cfg!(feature = "parcel").then(|| travels(model));
    let items = quote! {
        type View = Self;
        const NAME: &'static __obj::str = #name;
        #behaviour
        #fields
        #travels
        #finalize
        #casts
        #state
        #sharing
    };
    let mut implementations = model.header.implement_unsafe(&quote!(__ObjObject), &findable_bounds(model), &items);
    for dynamic in &model.casts {
        let cast_to = quote!(__obj::CastTo<#dynamic>);
        implementations.extend(model.header.implement_unsafe(&cast_to, &findable_bounds(model), &TokenStream::new()));
    }
    implementations
}

/// How values are copied and moved. Of a generic type it is known as far as it is the same for all parameters.
fn travels(model: &Model) -> TokenStream {
    let is_frozen = model.frozen || model.is_cached();
    let is_sendable = if model.tells_of_itself() {
        quote!(__obj::core::option::Option::Some(__obj::Probe::<__obj::Told<Self>>::IS_SEND))
    } else {
        quote!(__obj::core::option::Option::None)
    };
    quote! {
        const MOVES: __obj::core::option::Option<__obj::Moves<Self>> = __obj::core::option::Option::Some(__obj::Moves {
            is_frozen: #is_frozen,
            is_sendable: #is_sendable,
            copies: __obj::Probe::<Self>::COPIES,
        });
    }
}

/// A thread-local of its own; a generic type can have none and looks its state up.
fn state(model: &Model) -> Option<TokenStream> {
    (!model.header.is_generic()).then(|| quote! { __obj::own_state! {} })
}

fn finalize(model: &Model) -> Option<TokenStream> {
    let Finalizer::Yes(option) = &model.finalize else { return None };
    let this = quote_spanned!(option.span()=> Self);
    Some(quote! {
        const FINALIZE: __obj::core::option::Option<fn(&__obj::Obj<Self>)> =
            __obj::core::option::Option::Some(<#this as __obj::Finalize>::finalize);
    })
}

/// The table of the traits that objects can be used as. That the type has a trait is checked where it is listed.
fn casts(model: &Model) -> Option<TokenStream> {
    let casts = model.casts.iter().map(|dynamic| {
        let value = Ident::new("__obj_value", dynamic.span());
        let view = quote_spanned!(dynamic.span()=> #value.cast::<Self>());
        quote!(__obj::cast_to::<#dynamic>(|#value| -> __obj::core::ptr::NonNull<#dynamic> { #view }))
    });
    (!model.casts.is_empty()).then(|| quote!(const CASTS: &'static [__obj::Cast] = &[#(#casts),*];))
}

fn sharing(model: &Model) -> TokenStream {
    match &model.sharing {
        Sharing::Never => TokenStream::new(),
        Sharing::SmallValues(cached) => {
            let make = make_cached(cached, &model.shape);
            quote! {
                const SHARING: __obj::Sharing = __obj::Sharing::SmallValues;
                fn make(__obj_value: Self) -> __obj::Obj<Self> { #make }
            }
        }
        Sharing::EqualValues(option) => {
            let this = quote_spanned!(option.span()=> Self);
            quote! {
                const SHARING: __obj::Sharing = __obj::Sharing::EqualValues;
                const INTERN_HASH: __obj::core::option::Option<unsafe fn(__obj::core::ptr::NonNull<__obj::core::primitive::u8>) -> __obj::core::primitive::u32> =
                    __obj::core::option::Option::Some(__obj::stored_hash::<Self>);
                fn make(__obj_value: Self) -> __obj::Obj<Self> { <#this as __obj::EqAndHash>::intern(__obj_value) }
            }
        }
    }
}

/// The shared object of a value, by the value's index among those that are cached.
fn make_cached(cached: &Cached, shape: &Shape) -> TokenStream {
    let (index, count) = match cached {
        Cached::Unit => (quote!(__obj::core::option::Option::Some(0)), 1),
        Cached::Variants(count) => (index_of_variant(shape), *count),
        Cached::Range(range) => {
            let (member, ty, low, count) = (&range.member, &range.ty, &range.low, range.count);
            (quote!(<#ty as __obj::Small>::index_from(&__obj_value.#member, #low, #count)), count)
        }
    };
    let empty = empty_fields(shape);
    quote! {
        #empty
        let __obj_index = #index;
        __obj::make_cached(__obj_value, __obj_index, #count)
    }
}

/// The fields of a struct that are called `PhantomData` are it: nothing in them tells values apart.
fn empty_fields(shape: &Shape) -> TokenStream {
    let Shape::Struct(fields) = shape else { return TokenStream::new() };
    let empty = fields.iter().filter(|field| is_phantom(&field.ty));
    let lines = empty.map(|field| {
        let (member, place) = (member_without_lints(&field.member), Span::call_site().located_at(field.ty.span()));
        quote_spanned! {place=> let __obj::core::marker::PhantomData = &__obj_value.#member; }
    });
    lines.collect()
}

fn index_of_variant(shape: &Shape) -> TokenStream {
    let Shape::Enum(variants) = shape else { return quote!(__obj::core::option::Option::None) };
    let arms = variants.iter().enumerate().map(|(index, variant)| {
        let ident = without_lints(&variant.ident);
        quote!(Self::#ident {} => #index,)
    });
    quote!(__obj::core::option::Option::Some(match &__obj_value { #(#arms)* }))
}

/// What the runtime does with values whose type it does not know: as the type's own traits say, where it
/// has them. Which traits a generic type has depends on its parameters, so it has Python's defaults.
fn behaviour(model: &Model) -> TokenStream {
    let rules = rules::of_object(model);
    let behaviour = tokens(if model.header.has_type_parameters() {
        "__obj::Behaviour::PLAIN"
    } else {
        "__obj::Behaviour {
            debug: __obj::Probe::<Self>::DEBUG,
            display: __obj::Probe::<Self>::DISPLAY,
            equals: __obj::Probe::<Self>::EQUALS,
            is_reflexive: __obj::Probe::<Self>::IS_REFLEXIVE,
            hash: __obj::Probe::<Self>::HASH,
            compare: __obj::Probe::<Self>::COMPARE,
        }"
    });
    quote! {
        #[inline]
        fn behaviour() -> __obj::Behaviour<Self> { #rules #behaviour }
    }
}
