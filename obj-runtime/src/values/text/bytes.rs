//! `Bytes`: bytes.

use std::borrow::Cow;
use std::ptr::NonNull;
use std::rc::Rc;
use std::sync::Arc;

use super::escape;
use super::inline::{Head, Inlined, allocate, inline_object};
use crate::object::Obj;
use crate::object::any::AnyObj;
use crate::object::shared::cache::cached;
use crate::values::built_in::compares;

/// Python's `bytes`: bytes that lie in their object.
///
/// A handle dereferences to `[u8]`. There is one empty object per thread and one for each single byte; every
/// other is an object of its own, except that an operation that would only copy bytes gives the same object.
///
/// An object takes 16 bytes and its own, rounded up to a multiple of 8 (in larger steps from 128 bytes on).
///
/// # Examples
/// ```
/// use obj_runtime::prelude::*;
///
/// let bytes = Obj::<Bytes>::from(b"it's");
/// assert!(bytes[1] == b't' && bytes == b"it's");
/// assert_eq!(format!("{bytes:?}"), r#"b"it's""#);
/// assert!(!Obj::is(&bytes, &Obj::<Bytes>::from(b"it's")));
/// assert!(Obj::is(&bytes.slice(1..2), &Obj::<Bytes>::from(b"t")));
/// ```
///
/// A value that is not in a slot has no bytes.
#[derive(Debug, Default)]
#[repr(C)]
pub struct Bytes {
    _head: Head,
}

/// No bytes, and each single one.
const CACHED: usize = 257;

inline_object! { Bytes as [u8], named "bytes", written by escape::write_bytes {
    #[inline]
    unsafe fn view(value: NonNull<u8>) -> NonNull<[u8]> {
        // SAFETY: the contract is the same.
        NonNull::from(unsafe { Inlined::at(value) }.bytes())
    }

    /// A value that is not in a slot has no bytes.
    #[cfg_attr(feature = "trace-refs", track_caller)]
    fn make(_: Self) -> Obj<Self> {
        [].into()
    }
} }

/// An object of the pieces, which are `len` bytes together; a fresh one unless it is empty.
#[inline]
#[cfg_attr(feature = "trace-refs", track_caller)]
pub(crate) fn fresh<'a>(len: usize, pieces: impl IntoIterator<Item = &'a [u8]>) -> Obj<Bytes> {
    if len == 0 { [].into() } else { allocate(len, pieces) }
}

impl From<&[u8]> for Obj<Bytes> {
    #[inline]
    #[cfg_attr(feature = "trace-refs", track_caller)]
    fn from(bytes: &[u8]) -> Self {
        let index = match *bytes {
            [] => 0,
            [byte] => 1 + usize::from(byte),
            _ => return allocate(bytes.len(), [bytes]),
        };
        cached(index, CACHED, || allocate(bytes.len(), [bytes]))
    }
}

macro_rules! from_bytes {
    ($([$($parameters:tt)*] $source:ty),*) => {$(
        impl<$($parameters)*> From<$source> for Obj<Bytes> {
            #[inline]
            #[cfg_attr(feature = "trace-refs", track_caller)]
            fn from(bytes: $source) -> Self {
                let bytes: &[u8] = bytes.as_ref();
                bytes.into()
            }
        }

        impl<$($parameters)*> From<$source> for AnyObj {
            #[inline]
            #[cfg_attr(feature = "trace-refs", track_caller)]
            fn from(bytes: $source) -> Self {
                Obj::<Bytes>::from(bytes).into()
            }
        }
    )*};
}

from_bytes! {
    [] Vec<u8>, [] &Vec<u8>, [] Box<[u8]>, [] Rc<[u8]>, [] Arc<[u8]>, [] Cow<'_, [u8]>, [const N: usize] [u8; N],
    [const N: usize] &[u8; N]
}

impl From<&[u8]> for AnyObj {
    #[inline]
    #[cfg_attr(feature = "trace-refs", track_caller)]
    fn from(bytes: &[u8]) -> Self {
        Obj::<Bytes>::from(bytes).into()
    }
}

impl FromIterator<u8> for Obj<Bytes> {
    #[cfg_attr(feature = "trace-refs", track_caller)]
    fn from_iter<I: IntoIterator<Item = u8>>(bytes: I) -> Self {
        bytes.into_iter().collect::<Vec<u8>>().into()
    }
}

impl From<Obj<Bytes>> for Vec<u8> {
    #[cfg_attr(feature = "trace-refs", track_caller)]
    fn from(bytes: Obj<Bytes>) -> Self {
        (*bytes).into()
    }
}

impl From<&Obj<Bytes>> for Vec<u8> {
    #[cfg_attr(feature = "trace-refs", track_caller)]
    fn from(bytes: &Obj<Bytes>) -> Self {
        (**bytes).into()
    }
}

impl std::borrow::Borrow<[u8]> for Obj<Bytes> {
    #[inline]
    fn borrow(&self) -> &[u8] {
        self
    }
}

compares! {
    [] Bytes with [u8] => |bytes| bytes;
    ['a] Bytes with &'a [u8] => |bytes| *bytes;
    ['a, const N: usize] Bytes with &'a [u8; N] => |bytes| bytes.as_slice();
    [const N: usize] Bytes with [u8; N] => |bytes| bytes.as_slice();
    [] Bytes with Vec<u8> => |bytes| bytes.as_slice();
}
