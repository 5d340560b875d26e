//! `Subject`: what a question can be about.

use crate::object::Obj;
use crate::object::any::AnyObj;

/// A handle to the object that a question is about: an [`Obj`] or an [`AnyObj`].
pub trait Subject: sealed::Subject {}

impl<T: ?Sized> Subject for Obj<T> {}
impl Subject for AnyObj {}

pub(super) mod sealed {
    use super::{AnyObj, Obj};

    pub trait Subject {
        fn as_any(&self) -> &AnyObj;
    }

    impl<T: ?Sized> Subject for Obj<T> {
        fn as_any(&self) -> &AnyObj {
            Obj::as_any(self)
        }
    }

    impl Subject for AnyObj {
        fn as_any(&self) -> &AnyObj {
            self
        }
    }
}
