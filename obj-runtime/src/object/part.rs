//! `ObjPart`: a part of a value, with a handle that keeps the whole alive.

use std::borrow::Borrow;
use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::mem::offset_of;
use std::ops::Deref;
use std::panic::{RefUnwindSafe, UnwindSafe};
use std::ptr::NonNull;

use crate::object::Obj;
use crate::object::any::AnyObj;
use crate::object::obj::Viewed;
use crate::trace::{PointerMap, Trace, Tracer};

/// A reference to a part of an object that keeps the object alive: a field, an item, a piece of a text.
///
/// It counts as a handle to the object and may stay in other objects: cycles through it are collected. The type of the object is
/// not part of its own, so parts of different objects go into one list. It compares, hashes and prints as the part.
///
/// Two words. [`Obj::map`] makes one, or [`Obj::filter_map`]; they stand to a handle as those of the standard library's `Ref` to
/// what a `RefCell` lends.
///
/// # Examples
/// ```
/// use obj_runtime::prelude::*;
/// use obj_runtime::ObjPart;
///
/// #[derive(Object)]
/// struct Document { title: String, pages: Vec<String> }
///
/// let document = Obj::new(Document { title: "Notes".into(), pages: vec!["one two".into(), "three".into()] });
/// let title: ObjPart<String> = Obj::map(document.clone(), |document| &document.title);
/// let page: ObjPart<str> = Obj::map(document, |document| document.pages[0].as_str());
/// let word = ObjPart::map(page, |page| &page[..3]);
/// assert_eq!((title.as_str(), &*word), ("Notes", "one"));
/// assert_eq!(ObjPart::owner(&word).type_name(), "Document");
/// ```
#[doc(alias = "OwningRef")]
#[doc(alias = "Ref::map")]
pub struct ObjPart<U: ?Sized> {
    owner: AnyObj,
    /// Invariant: found by `find`, so the part is there, and changes through cells only, as long as there is a handle to `owner`.
    part: NonNull<U>,
}

// SAFETY of the constructors, of which none has an unsafe block: a function of `for<'a> &'a T -> &'a U` returns what is valid as
// long as the value is shared, if both types are `'static`: a lifetime in one of them would be one that `'a` is known not to outlive,
// and the function could return what it captured for so long. A value is not moved, dropped or lent mutably while there is more than the handle of who does it.
impl<T: Viewed + ?Sized> Obj<T> {
    /// A part of the value, as a reference that keeps the whole object alive.
    ///
    /// A trait object of the value is a part too, of any trait: `Obj::map(object, |value| value as &dyn Trait)`.
    ///
    /// # Examples
    /// ```
    /// use obj_runtime::prelude::*;
    /// use obj_runtime::ObjPart;
    /// use std::fmt::Display;
    ///
    /// let number: ObjPart<dyn Display> = Obj::map(Obj::<Int>::from(300), |number| number as &dyn Display);
    /// assert_eq!(number.to_string(), "300");
    /// ```
    #[doc(alias = "project")]
    #[must_use]
    pub fn map<U: ?Sized + 'static>(this: Self, find: impl FnOnce(&T::View) -> &U) -> ObjPart<U> {
        let part = NonNull::from(find(&this));
        ObjPart { owner: Self::into_any(this), part }
    }

    /// A part of the value that may not be there; otherwise as [`map`](Self::map).
    ///
    /// # Errors
    /// The handle, if there is no such part.
    ///
    /// # Examples
    /// ```
    /// use obj_runtime::prelude::*;
    ///
    /// #[derive(Object)]
    /// enum Shape { Circle { radius: f64 }, Polygon(Vec<(f64, f64)>) }
    ///
    /// let points = |shape| Obj::filter_map(shape, |shape| match shape {
    ///     Shape::Polygon(points) => Some(points.as_slice()),
    ///     Shape::Circle { .. } => None,
    /// });
    /// assert!(points(Obj::new(Shape::Polygon(vec![(0.0, 1.0)]))).is_ok_and(|points| points.len() == 1));
    /// assert!(points(Obj::new(Shape::Circle { radius: 1.0 })).is_err());
    /// ```
    pub fn filter_map<U: ?Sized + 'static>(
        this: Self,
        find: impl FnOnce(&T::View) -> Option<&U>,
    ) -> Result<ObjPart<U>, Self> {
        match find(&this).map(NonNull::from) {
            Some(part) => Ok(ObjPart { owner: Self::into_any(this), part }),
            None => Err(this),
        }
    }
}

impl<U: ?Sized + 'static> ObjPart<U> {
    /// A part of the part.
    ///
    /// # Examples
    /// ```
    /// # use obj_runtime::prelude::*;
    /// #[derive(Object)]
    /// struct Page { words: Vec<String> }
    ///
    /// let page = Obj::new(Page { words: vec!["to".into(), "be".into()] });
    /// let words = Obj::map(page, |page| &page.words);
    /// let first = obj_runtime::ObjPart::map(words, |words| &words[0]);
    /// assert_eq!(*first, "to");
    /// ```
    #[must_use]
    pub fn map<V: ?Sized + 'static>(this: Self, find: impl FnOnce(&U) -> &V) -> ObjPart<V> {
        let part = NonNull::from(find(&this));
        ObjPart { owner: this.owner, part }
    }

    /// A part of the part that may not be there.
    ///
    /// # Errors
    /// The part itself, if there is none in it.
    ///
    /// # Examples
    /// ```
    /// # use obj_runtime::prelude::*;
    /// use obj_runtime::ObjPart;
    ///
    /// #[derive(Object)]
    /// struct Page { lines: Vec<String> }
    ///
    /// let page = Obj::new(Page { lines: vec!["to joy".into()] });
    /// let lines = Obj::map(page, |page| page.lines.as_slice());
    /// let first = ObjPart::filter_map(lines.clone(), |lines| lines.first());
    /// assert_eq!(*first.unwrap(), "to joy");
    /// assert!(ObjPart::filter_map(lines, |lines| lines.get(1)).is_err());
    /// ```
    pub fn filter_map<V: ?Sized + 'static>(
        this: Self,
        find: impl FnOnce(&U) -> Option<&V>,
    ) -> Result<ObjPart<V>, Self> {
        match find(&this).map(NonNull::from) {
            Some(part) => Ok(ObjPart { owner: this.owner, part }),
            None => Err(this),
        }
    }
}

impl<U: ?Sized> ObjPart<U> {
    /// The object that the part is of.
    ///
    /// # Examples
    /// ```
    /// # use obj_runtime::prelude::*;
    /// #[derive(Object)]
    /// struct Page { words: Vec<String> }
    ///
    /// let words = Obj::map(Obj::new(Page { words: Vec::new() }), |page| &page.words);
    /// assert!(obj_runtime::ObjPart::owner(&words).is_a::<Page>());
    /// ```
    #[inline]
    #[must_use]
    pub fn owner(this: &Self) -> &AnyObj {
        &this.owner
    }
}

impl<U: ?Sized> Deref for ObjPart<U> {
    type Target = U;
    #[inline]
    fn deref(&self) -> &U {
        // SAFETY: by the invariant, and `owner` is a handle.
        unsafe { self.part.as_ref() }
    }
}

impl<U: ?Sized> Clone for ObjPart<U> {
    #[inline]
    #[cfg_attr(feature = "trace-refs", track_caller)]
    fn clone(&self) -> Self {
        Self { owner: self.owner.clone(), part: self.part }
    }
}

// SAFETY: the part holds one handle and visits it. What lies behind the pointer is visited as the owner's.
unsafe impl<U: ?Sized> Trace for ObjPart<U> {
    type Leaves<H> = Self;
    const HOLDS: bool = true;
    const HOLDS_BEHIND: bool = true;
    const IS_HANDLES_ONLY: bool = true;
    const POINTERS: PointerMap = PointerMap::NONE.and(PointerMap::HANDLE, offset_of!(Self, owner));
    #[inline]
    fn trace(this: &Self, tracer: &mut Tracer) {
        Trace::trace(&this.owner, tracer);
    }
}

impl<U: ?Sized> AsRef<U> for ObjPart<U> {
    fn as_ref(&self) -> &U {
        self
    }
}

impl<U: ?Sized> Borrow<U> for ObjPart<U> {
    fn borrow(&self) -> &U {
        self
    }
}

impl<U: PartialEq<V> + ?Sized, V: ?Sized> PartialEq<ObjPart<V>> for ObjPart<U> {
    fn eq(&self, other: &ObjPart<V>) -> bool {
        **self == **other
    }
}

impl<U: Eq + ?Sized> Eq for ObjPart<U> {}

impl<U: PartialOrd<V> + ?Sized, V: ?Sized> PartialOrd<ObjPart<V>> for ObjPart<U> {
    fn partial_cmp(&self, other: &ObjPart<V>) -> Option<Ordering> {
        (**self).partial_cmp(other)
    }
}

impl<U: Ord + ?Sized> Ord for ObjPart<U> {
    fn cmp(&self, other: &Self) -> Ordering {
        (**self).cmp(other)
    }
}

impl<U: Hash + ?Sized> Hash for ObjPart<U> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        (**self).hash(state);
    }
}

impl<U: fmt::Debug + ?Sized> fmt::Debug for ObjPart<U> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        (**self).fmt(f)
    }
}

impl<U: fmt::Display + ?Sized> fmt::Display for ObjPart<U> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        (**self).fmt(f)
    }
}

impl<U: RefUnwindSafe + ?Sized> UnwindSafe for ObjPart<U> {}
impl<U: RefUnwindSafe + ?Sized> RefUnwindSafe for ObjPart<U> {}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use super::*;
    use crate::prelude::*;
    use crate::trace::testing::is_collected;

    #[derive(Object, Clone)]
    #[object(crate = crate)]
    struct Document {
        edits: Cell<u32>,
        pages: Vec<String>,
    }

    fn document() -> Obj<Document> {
        Obj::new(Document { edits: Cell::new(0), pages: vec!["one".into(), "two".into()] })
    }

    #[test]
    fn a_part_keeps_the_whole_alive_and_in_its_place() {
        let mut whole = document();
        let page = Obj::map(whole.clone(), |document| document.pages[1].as_str());
        let edits = Obj::map(whole.clone(), |document| &document.edits);
        whole.edits.set(1);
        assert_eq!(Obj::refcount(&whole), 3);
        assert!(Obj::get_mut(&mut whole).is_none());
        Obj::make_mut(&mut whole).pages.clear();
        assert_eq!((&*page, edits.get()), ("two", 1));
        drop(edits);
        let object = ObjPart::owner(&page).clone().downcast::<Document>().unwrap();
        drop(page);
        assert_eq!(Obj::try_unwrap(object).ok().unwrap().pages.len(), 2);
    }

    #[test]
    fn parts_of_parts_are_of_the_same_object() {
        let text = Obj::<Str>::from("a text");
        let word = Obj::map(text.clone(), |text| &text[2..]);
        let letter = ObjPart::map(word.clone(), |word| &word.as_bytes()[0]);
        assert!(*letter == b't' && AnyObj::is(ObjPart::owner(&letter), Obj::as_any(&text)));
        assert!(ObjPart::filter_map(word, |word| word.get(4..9)).is_err_and(|word| &*word == "text"));
        assert_eq!(Obj::refcount(&text), 2);
    }

    #[test]
    fn a_part_is_a_handle_for_the_collector() {
        is_collected(|object| ObjPart { owner: object, part: NonNull::from(&()) });
    }
}
