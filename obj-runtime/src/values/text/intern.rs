//! Interned text: one object per text and thread, as `sys.intern` makes it.

use super::inline::{self, Inlined, allocate_hashed, hash_of_object};
use super::string::{Str, shared};
use crate::object::shared::intern::{self, keep};
use crate::object::{Obj, Object};

impl Str {
    /// The one interned object of a text.
    ///
    /// It is found again as long as it lives, which the table of interned objects does not prolong. Texts that are one
    /// object anyway (`""`, `"a"`) are that object. Constant time for a given length.
    ///
    /// # Examples
    /// ```
    /// use obj_runtime::prelude::*;
    ///
    /// let name = Str::intern("a name");
    /// assert!(Obj::is(&name, &Str::intern("a name")));
    /// assert_eq!(Obj::refcount(&name), 1);
    /// ```
    #[doc(alias = "sys.intern")]
    #[inline]
    #[must_use]
    #[cfg_attr(feature = "trace-refs", track_caller)]
    pub fn intern(text: &str) -> Obj<Self> {
        match inline::short_hash_of(text.as_bytes()) {
            Some(hash) => intern_hashed(text, hash),
            None => intern_unusual(text),
        }
    }

    /// The interned object of a text, if there is one now. No object is made, but for a text that is one object anyway.
    ///
    /// # Examples
    /// ```
    /// use obj_runtime::prelude::*;
    ///
    /// assert!(Str::interned("a name").is_none());
    /// let name = Str::intern("a name");
    /// assert!(Obj::is(&Str::interned("a name").unwrap(), &name));
    /// ```
    #[must_use]
    #[cfg_attr(feature = "trace-refs", track_caller)]
    pub fn interned(text: &str) -> Option<Obj<Self>> {
        shared(text).or_else(|| find(text, inline::hash_of(text.as_bytes())))
    }
}

impl Obj<Str> {
    /// The interned object of this text: an earlier one, or else this object, which is interned from now on.
    ///
    /// # Examples
    /// ```
    /// use obj_runtime::prelude::*;
    ///
    /// let first = Obj::<Str>::from("a name");
    /// let second = Obj::<Str>::from("a name");
    /// assert!(Obj::is(&first.intern(), &first));
    /// assert!(Obj::is(&second.intern(), &first));
    /// assert!(!Obj::is(&second, &first));
    /// ```
    #[must_use]
    #[cfg_attr(feature = "trace-refs", track_caller)]
    pub fn intern(&self) -> Self {
        if let Some(shared) = shared(self) {
            return shared;
        }
        let hash = hash_of_object(self);
        if let Some(earlier) = find(self, hash) {
            return earlier;
        }
        let object = self.clone();
        keep(&object);
        object
    }
}

/// The object of a text that is no other's anyway.
#[inline]
#[cfg_attr(feature = "trace-refs", track_caller)]
fn intern_hashed(text: &str, hash: u32) -> Obj<Str> {
    match find(text, hash) {
        Some(object) => object,
        None => intern_new(text, hash),
    }
}

/// The object of a text that is very short, or long.
#[inline(never)]
#[cfg_attr(feature = "trace-refs", track_caller)]
fn intern_unusual(text: &str) -> Obj<Str> {
    match shared(text) {
        Some(shared) => shared,
        None => intern_hashed(text, inline::hash_of(text.as_bytes())),
    }
}

/// The object of a text that was not found.
#[inline(never)]
#[cfg_attr(feature = "trace-refs", track_caller)]
fn intern_new(text: &str, hash: u32) -> Obj<Str> {
    let state = Str::state();
    let version = state.interned.version();
    let object: Obj<Str> = allocate_hashed(text.len(), hash, [text.as_bytes()]);
    // Making the object may have collected, and a finalizer may have interned an equal text.
    if state.interned.version() != version
        && let Some(earlier) = find(text, hash)
    {
        return earlier;
    }
    keep(&object);
    object
}

#[inline]
#[cfg_attr(feature = "trace-refs", track_caller)]
fn find(text: &str, hash: u32) -> Option<Obj<Str>> {
    intern::find(hash, |object| {
        // SAFETY: the table of `Str` has texts, which leave it before their value is gone, and which nobody changes.
        unsafe { Inlined::at(object.value()) }.has(text.as_bytes())
    })
}
