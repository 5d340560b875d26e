//! `Trace::weigh`: what the fields own outside of the heap.

use proc_macro2::TokenStream;
use quote::quote;
use syn::Type;

use super::trace::{member_without_lints, of_enum};
use crate::derive::model::{Field, Model, Shape};

/// What is frozen is no part of a cycle, and so is not weighed.
pub(super) fn weigh(model: &Model) -> Option<TokenStream> {
    if model.frozen || model.is_cached() {
        return None;
    }
    let mut owners = model.shape.fields().filter(|field| may_own(field)).map(|field| &field.ty).peekable();
    owners.peek()?;
    let body = match &model.shape {
        Shape::Struct(fields) => of_struct(fields),
        Shape::Enum(variants) => of_enum(variants, |_| TokenStream::new(), line),
        Shape::Opaque => TokenStream::new(),
    };
    Some(quote! {
        const OWNS: __obj::bool = #(<#owners as __ObjTrace>::OWNS)||*;
        #[inline]
        fn weigh(__obj_this: &Self, __obj_scale: &mut __obj::Scale) { #body }
    })
}

fn of_struct(fields: &[Field]) -> TokenStream {
    let owners = fields.iter().filter(|field| may_own(field));
    owners
        .map(|field| {
            let member = member_without_lints(&field.member);
            line(field, &quote!(&__obj_this.#member))
        })
        .collect()
}

fn line(field: &Field, reference: &TokenStream) -> TokenStream {
    let ty = &field.ty;
    if may_own(field) {
        quote! { <#ty as __ObjTrace>::weigh(#reference, __obj_scale); }
    } else {
        TokenStream::new()
    }
}

fn may_own(field: &Field) -> bool {
    field.is_visited() && field.trace_with.is_none() && !field.is_number() && !owns_nothing(&field.ty)
}

/// Whether a type is by its name a handle, which owns nothing, so that the compiler need not be asked. A type of the user's that has
/// such a name is not weighed, which is never wrong.
fn owns_nothing(ty: &Type) -> bool {
    const NAMES: [&str; 7] = ["Obj", "ObjCell", "WeakCell", "Weak", "AnyObj", "AnyWeak", "PhantomData"];
    let Type::Path(path) = ty else { return false };
    path.path.segments.last().is_some_and(|segment| NAMES.iter().any(|name| segment.ident == name))
}
