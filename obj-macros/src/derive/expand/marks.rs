//! The marker traits of a type.

use proc_macro2::TokenStream;
use quote::quote;

use super::{frozen_bounds, object_bounds};
use crate::derive::model::{Model, Sharing};

/// `impl Frozen`: bounded on parameters only. That the fields are frozen is for the rules to check, so that
/// a type that contains itself is no circle.
pub(super) fn frozen(model: &Model) -> Option<TokenStream> {
    model.frozen.then(|| model.header.implement(&quote!(__ObjFrozen), &frozen_bounds(model), &TokenStream::new()))
}

/// `impl WeakTarget`: to objects of a derived type there are weak handles.
pub(super) fn weak_target(model: &Model) -> TokenStream {
    model.header.implement(&quote!(__ObjWeakTarget), &object_bounds(model), &TokenStream::new())
}

/// `impl Unshared`, for types each of whose values is an object of its own.
pub(super) fn unshared(model: &Model) -> Option<TokenStream> {
    let is_unshared = matches!(model.sharing, Sharing::Never);
    is_unshared.then(|| model.header.implement(&quote!(__ObjUnshared), &object_bounds(model), &TokenStream::new()))
}
