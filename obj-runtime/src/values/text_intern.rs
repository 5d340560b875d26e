//! Interned text: one object per text and thread, as `sys.intern` makes it.

use super::inline;
use super::text::{Str, fresh, hash_of, shared};
use crate::intern::keep;
use crate::object::{Obj, Object};
use crate::type_info::value_of;

impl Str {
    /// The one interned object of a text.
    ///
    /// It is found again as long as it lives, which the table of interned objects does not prolong. Texts that are one
    /// object anyway (`""`, `"a"`) are answered as they are. Constant time for a given length.
    ///
    /// # Examples
    /// ```
    /// use obj_runtime::prelude::*;
    ///
    /// let name = Str::intern("a name");
    /// assert!(Obj::is(&name, &Str::intern("a name")));
    /// assert_eq!(Obj::refcount(&name), 1);
    /// ```
    #[inline]
    #[must_use]
    #[cfg_attr(feature = "trace-refs", track_caller)]
    pub fn intern(text: &str) -> Obj<Self> {
        if let Some(object) = shared(text) {
            return object;
        }
        let hash = inline::hash_of(text.as_bytes());
        match find(text, hash) {
            Some(object) => object,
            None => intern_fresh(fresh(text.len(), [text])),
        }
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
        match shared(self) {
            Some(shared) => shared,
            None => intern_fresh(self.clone()),
        }
    }
}

/// The object, or the one that is interned already. Making it may have collected, and a finalizer may have
/// interned an equal text.
#[cfg_attr(feature = "trace-refs", track_caller)]
fn intern_fresh(object: Obj<Str>) -> Obj<Str> {
    let hash = hash_of(&object);
    if let Some(earlier) = find(&object, hash) {
        return earlier;
    }
    keep(Str::state(), object.handle().pointer(), hash);
    object
}

#[inline]
#[cfg_attr(feature = "trace-refs", track_caller)]
fn find(text: &str, hash: u32) -> Option<Obj<Str>> {
    let handle = Str::state().interned.find(hash, |object| {
        // SAFETY: the table of `Str` has live texts.
        let other = unsafe { Str::view(value_of(object)) };
        // SAFETY: the text is not changed, and lives while it is looked at.
        unsafe { other.as_ref() == text }
    })?;
    // SAFETY: the table of `Str` has texts.
    Some(unsafe { Obj::from_handle(handle) })
}
