//! The marker traits of a type.

use proc_macro2::TokenStream;
use quote::quote;

use super::{findable_bounds, frozen_bounds, object_bounds};
use crate::derive::model::{Finalizer, Model, Sharing};

/// `impl Frozen`: bounded on parameters only. That the fields are frozen is for the rules to check, so that
/// a type that contains itself is no circle.
pub(super) fn frozen(model: &Model) -> Option<TokenStream> {
    model.frozen.then(|| model.header.implement(&quote!(__ObjFrozen), &frozen_bounds(model), &TokenStream::new()))
}

/// `impl WeakTarget`: to objects of a derived type there are weak handles.
pub(super) fn weak_target(model: &Model) -> TokenStream {
    model.header.implement(&quote!(__ObjWeakTarget), &object_bounds(model), &TokenStream::new())
}

/// What the user's `impl Finalize` asks for, of whichever of a generic type's types it is.
pub(super) fn finalizer(model: &Model) -> Option<TokenStream> {
    let is_on = !matches!(model.finalize, Finalizer::No);
    is_on.then(|| model.header.implement(&quote!(__ObjFinalizerIsOn), &[], &TokenStream::new()))
}

/// Which objects the values of a type share: none; or equal ones one; or some, and handles have the hash of the value
/// nevertheless.
pub(super) fn sharing(model: &Model) -> TokenStream {
    let (header, nothing) = (&model.header, TokenStream::new());
    match model.sharing {
        Sharing::Never => header.implement_unsafe(&quote!(__ObjUnshared), &object_bounds(model), &nothing),
        Sharing::SmallValues(_) => header.implement(&quote!(__ObjHashedByValue), &object_bounds(model), &nothing),
        Sharing::EqualValues(_) => header.implement(&quote!(__ObjInterned), &findable_bounds(model), &nothing),
    }
}
