//! The owner of one count of an object. `Obj` is this with a type. What happens when one is dropped is in `death`.

use std::mem::ManuallyDrop;
use std::ptr::NonNull;

use crate::ground::mark;
use crate::header::{CountWord, Header, ObjectPtr};
use crate::ledger::{Kind, Token};

/// An object, by the name that the compiler gives as the reason why a handle cannot go to another thread:
/// counts, pages and caches belong to one thread.
#[repr(transparent)]
pub struct ObjectsStayOnTheirThread(Header);

/// What a handle is made of. It owns nothing.
#[derive(Clone, Copy)]
#[cfg_attr(not(feature = "trace-refs"), repr(transparent))]
pub(crate) struct RawHandle {
    object: NonNull<ObjectsStayOnTheirThread>,
    /// What is known of the handle. Without `trace-refs` it has no size.
    token: Token,
}

impl RawHandle {
    /// Whether this stands for a handle that is not there yet: it counts nothing.
    #[inline(always)]
    pub(crate) fn is_mark(&self) -> bool {
        mark::is_mark(self.object.addr())
    }

    /// What stands for a handle that is not there yet.
    #[cfg(feature = "serde")]
    pub(crate) fn of_mark(mark: mark::Mark) -> Self {
        Self { object: NonNull::without_provenance(mark.address()), token: Token::NONE }
    }

    /// The mark that this is, if it is one.
    #[cfg(feature = "serde")]
    pub(crate) fn mark(&self) -> Option<mark::Mark> {
        mark::Mark::of(self.object.addr())
    }
}

/// One count of a live object.
///
/// Invariant: the header is that of an object that is alive or dying, and the count includes this handle.
#[repr(transparent)]
pub(crate) struct Handle(RawHandle);

impl Handle {
    #[inline]
    fn of(object: ObjectPtr, token: Token) -> Self {
        Self(RawHandle { object: object.raw().cast(), token })
    }

    /// The handle that `into_raw_parts` took apart.
    ///
    /// # Safety
    /// 1. The count of the parts is owned by nobody else.
    #[inline]
    pub(crate) unsafe fn from_raw_parts(parts: RawHandle) -> Self {
        Self(parts)
    }

    /// Gives up the count without dropping it; who has the parts owns it.
    #[inline]
    pub(crate) fn into_raw_parts(self) -> RawHandle {
        ManuallyDrop::new(self).0
    }

    /// Parts as the handle they are of.
    #[inline]
    pub(crate) fn of_parts(parts: &RawHandle) -> &Self {
        let parts: *const RawHandle = parts;
        // SAFETY: a handle is its parts; a reference to it drops nothing.
        unsafe { &*parts.cast() }
    }

    /// Takes over a count that is already part of the object's.
    ///
    /// # Safety
    /// 1. The object is alive or dying, and its count includes one that belongs to nobody else.
    #[inline]
    pub(crate) unsafe fn adopt(object: ObjectPtr) -> Self {
        object.header().record.end_kept();
        Self::of(object, Token::NONE)
    }

    /// A count that somebody else owns, as a handle that is not to be dropped.
    ///
    /// # Safety
    /// 1. The object is alive or dying. The handle is dropped only by who gives it a count.
    #[inline]
    pub(crate) unsafe fn lend(object: ObjectPtr) -> Self {
        Self::of(object, Token::NONE)
    }

    /// The first handle to a new object, whose count is 1.
    ///
    /// # Safety
    /// 1. As for `adopt`.
    #[inline]
    #[cfg_attr(feature = "trace-refs", track_caller)]
    pub(crate) unsafe fn first(object: ObjectPtr) -> Self {
        let token = Token::taken(object.header(), Kind::Made);
        Self::of(object, token)
    }

    /// The count goes on as that of a raw pointer.
    pub(crate) fn into_raw(self) -> NonNull<()> {
        self.header().record.add_raw();
        self.into_pointer().raw().cast()
    }

    /// The handle that `into_raw` made a raw pointer of.
    ///
    /// # Safety
    /// 1. The pointer is of `into_raw`, and its count was not taken back yet.
    #[cfg_attr(feature = "trace-refs", track_caller)]
    pub(crate) unsafe fn from_raw(raw: NonNull<()>) -> Self {
        // By 1. the count is that of a handle, which this stands for.
        let object = ManuallyDrop::new(Self(RawHandle { object: raw.cast(), token: Token::NONE })).pointer();
        let record = &object.header().record;
        record.end_raw();
        record.end_kept();
        let token = Token::taken(object.header(), Kind::Raw);
        Self::of(object, token)
    }

    /// A new handle to an object, if it may be handed out.
    #[inline]
    #[cfg_attr(feature = "trace-refs", track_caller)]
    pub(crate) fn to_living(object: ObjectPtr) -> Option<Self> {
        if !object.header().is_alive() {
            return None;
        }
        // SAFETY: the object is alive.
        Some(unsafe { Self::to(object) })
    }

    /// A new handle to an object.
    ///
    /// # Safety
    /// 1. The object is alive.
    #[inline]
    #[cfg_attr(feature = "trace-refs", track_caller)]
    pub(crate) unsafe fn to(object: ObjectPtr) -> Self {
        let token = increment(object.header(), Kind::Found);
        Self::of(object, token)
    }

    /// Another handle, to look at the object for a moment.
    #[inline]
    #[cfg_attr(feature = "trace-refs", track_caller)]
    pub(crate) fn to_read(&self) -> Self {
        let token = increment(self.header(), Kind::Read);
        Self::of(self.pointer(), token)
    }

    /// The new object is said to be made where the caller was called from.
    #[inline]
    #[cfg_attr(feature = "trace-refs", track_caller)]
    pub(crate) fn attribute(&self) {
        self.0.token.attribute(self.header());
    }

    /// What is known of the handle.
    #[inline]
    pub(crate) fn token(&self) -> Token {
        self.0.token
    }

    /// The header of the object.
    #[inline]
    pub(crate) fn header(&self) -> &Header {
        self.pointer().header()
    }

    /// The address of the object.
    #[inline]
    pub(crate) fn pointer(&self) -> ObjectPtr {
        // SAFETY: by the invariant.
        unsafe { ObjectPtr::of(self.0.object.cast()) }
    }

    /// Gives the count up without dropping it; the caller owns it now.
    #[inline]
    pub(crate) fn into_pointer(self) -> ObjectPtr {
        self.0.token.disown(self.header());
        ManuallyDrop::new(self).pointer()
    }

    /// Ends the handle while another one to the same object, in a place that is borrowed, goes on:
    /// the object does not become a candidate. If there is none, this is an ordinary drop.
    #[inline]
    pub(crate) fn end_reading(self) {
        let header = self.header();
        let count = header.count.get();
        // Two handles or more, in a word without the sign that immortal objects have, and those under examination.
        if count.cast_signed() >= CountWord::TWO.cast_signed() {
            self.0.token.end(header);
            header.count.set(count - CountWord::ONE);
            std::mem::forget(self);
        } else {
            self.end_unusual_reading();
        }
    }

    /// Ends the handle to an object whose count word has the sign, or the last one.
    #[cold]
    #[inline(never)]
    fn end_unusual_reading(self) {
        let header = self.header();
        if header.count() > 1 {
            self.0.token.end(header);
            if !header.is_immortal() {
                header.count.set(header.count.get() - CountWord::ONE);
            }
            std::mem::forget(self);
        }
    }
}

#[inline]
#[cfg_attr(feature = "trace-refs", track_caller)]
fn increment(header: &Header, kind: Kind) -> Token {
    header.increment();
    Token::taken(header, kind)
}

impl Clone for Handle {
    #[inline]
    #[cfg_attr(feature = "trace-refs", track_caller)]
    fn clone(&self) -> Self {
        let header = self.header();
        header.increment_in_line();
        Self::of(self.pointer(), Token::taken(header, Kind::Cloned))
    }
}

/// A strong handle to an object whose type is known at run time only: eight bytes.
///
/// # Examples
/// ```
/// use obj_runtime::prelude::*;
///
/// #[derive(Object)]
/// struct Point { x: i32 }
///
/// let any: AnyObj = Obj::new(Point { x: 1 }).into();
/// assert_eq!(any.type_name(), "Point");
/// assert_eq!(any.downcast_ref::<Point>().unwrap().x, 1);
/// ```
#[doc(alias = "PyObject")]
#[doc(alias = "Any")]
#[repr(transparent)]
pub struct AnyObj(Handle);

impl AnyObj {
    #[inline]
    pub(crate) fn from_handle(handle: Handle) -> Self {
        Self(handle)
    }

    #[inline]
    pub(crate) fn handle(&self) -> &Handle {
        &self.0
    }

    #[inline]
    pub(crate) fn into_handle(self) -> Handle {
        self.0
    }

    #[cfg(feature = "parcel")]
    pub(crate) fn handle_mut(&mut self) -> &mut Handle {
        &mut self.0
    }

    /// Another handle, to look at the object for a moment.
    #[inline]
    #[cfg_attr(feature = "trace-refs", track_caller)]
    pub(crate) fn to_read(&self) -> Self {
        Self(self.0.to_read())
    }

    pub(crate) fn header(&self) -> &Header {
        self.0.header()
    }
}
