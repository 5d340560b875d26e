//! `intern!`: interned text, found again by the place in the program.

use std::cell::Cell;
use std::thread::LocalKey;

use crate::ground::thread_static::{self, OfOneThread};
use crate::handle::Handle;
use crate::header::{FlagWord, ObjectPtr};
use crate::heap::Heap;
use crate::ledger::{Keeper, Site, Token};
use crate::object::Obj;
use crate::thread_end::{KeptObject, Release, release_at_end};
use crate::values::Str;

/// The interned object of a constant text, as a handle: one object per text and thread.
///
/// The first call at a place looks the text up, as [`Str::intern`](crate::Str::intern) does, and keeps the object until
/// the thread ends; every later one is a load and the clone of a handle.
///
/// # Examples
/// ```
/// use obj_runtime::prelude::*;
///
/// fn key() -> Obj<Str> {
///     intern!("a key")
/// }
///
/// assert!(Obj::is(&key(), &key()));
/// assert!(Obj::is(&key(), &intern!(concat!("a", " key"))));
/// assert!(Obj::is(&key(), &Str::intern("a key")));
/// ```
#[macro_export]
macro_rules! intern {
    ($text:expr $(,)?) => {{
        const __OBJ_TEXT: &$crate::__private::core::primitive::str = $text;
        $crate::__private::std::thread_local! {
            static __OBJ_SITE: $crate::__private::InternSite = const { $crate::__private::InternSite::new() };
        }
        $crate::__private::InternSite::get(&__OBJ_SITE, __OBJ_TEXT)
    }};
}

/// What one `intern!` of the program keeps in a thread.
#[derive(Debug)]
pub struct InternSite {
    /// The object, a count of which is the site's.
    object: Cell<Option<ObjectPtr>>,
    /// Where it is.
    site: Site,
}

// SAFETY: it is made of a cell.
unsafe impl OfOneThread for InternSite {}

impl InternSite {
    /// A site that keeps nothing yet, where this is called.
    #[must_use]
    #[track_caller]
    pub const fn new() -> Self {
        Self { object: Cell::new(None), site: Site::caller() }
    }

    /// The object of the site's text.
    #[inline]
    #[must_use]
    #[cfg_attr(feature = "trace-refs", track_caller)]
    pub fn get(key: &'static LocalKey<Self>, text: &str) -> Obj<Str> {
        let site = thread_static::get(key);
        match site.object.get() {
            // SAFETY: the site keeps a text alive.
            Some(object) => unsafe { Obj::to(object) },
            None => site.find(text),
        }
    }

    #[cold]
    #[inline(never)]
    #[cfg_attr(feature = "trace-refs", track_caller)]
    fn find(&'static self, text: &str) -> Obj<Str> {
        let object = Str::intern(text);
        let heap = Heap::current();
        // A finalizer that ran meanwhile may have been here.
        if heap.may_keep() && self.object.get().is_none() {
            object.header().set(FlagWord::CONSTANT);
            self.object.set(Some(object.handle().clone().into_pointer()));
            release_at_end(self);
        }
        object
    }
}

impl Default for InternSite {
    fn default() -> Self {
        Self::new()
    }
}

impl Release for InternSite {
    fn keeps(&self, report: &mut dyn FnMut(KeptObject)) {
        let kept = |object| KeptObject { object, keeper: Keeper::Intern(self.site), token: Token::NONE };
        self.object.get().into_iter().for_each(|object| report(kept(object)));
    }

    fn release(&self) {
        if let Some(object) = self.object.take() {
            // SAFETY: this count was the site's.
            drop(unsafe { Handle::adopt(object) });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_site_has_one_handle_until_it_releases_it() {
        let site: &'static InternSite = Box::leak(Box::default());
        let texts = [site.find("text of one site"), site.find("text of one site")];
        assert_eq!(Obj::refcount(&texts[0]), texts.len() + 1);
        let mut kept = Vec::new();
        site.keeps(&mut |object| kept.push(object.object));
        assert_eq!(kept, [texts[0].handle().pointer()]);
        site.release();
        site.keeps(&mut |_| unreachable!("it was released"));
        assert_eq!(Obj::refcount(&texts[0]), texts.len());
        site.release();
    }
}
