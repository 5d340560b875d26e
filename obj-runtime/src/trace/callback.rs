//! Functions together with the handles they use.
#![allow(coherence_leak_check, reason = "functions that differ in what they borrow are different types")]

use std::fmt;
use std::ops::Deref;
use std::rc::Rc;

use super::{DynTrace, Trace, Tracer};

crate::dyn_trace!(dyn DynTrace);

/// A function and the handles it uses: what `Box<dyn Fn…>` is elsewhere, for the fields of objects.
///
/// A closure hides what it captures, and a cycle through it would never be collected. A callback is made of the handles, and
/// of a function that is given them and captures nothing, which is checked when it is compiled. It is called as a closure is.
///
/// `F` is `dyn Fn` with up to three arguments, each by value, by `&` or by `&mut`. It is said where a callback is made:
/// `Callback::<dyn Fn(&str)>::new`, or through an alias, as in the example. For more arguments write a trait of your own, and
/// see [`dyn_trace!`](crate::dyn_trace).
///
/// # Examples
/// ```
/// use std::cell::RefCell;
/// use obj_runtime::prelude::*;
///
/// type Observer = Callback<dyn Fn(&str)>;
///
/// #[derive(Object, Default)]
/// struct Document { observers: RefCell<Vec<Observer>> }
///
/// #[derive(Object, Default)]
/// struct View { document: ObjCell<Document>, shown: RefCell<String> }
///
/// let (document, view) = (Obj::new(Document::default()), Obj::new(View::default()));
/// view.document.set(Some(document.clone()));
/// let show = Observer::new(view.clone(), |view, text| view.shown.borrow_mut().push_str(text));
/// document.observers.borrow_mut().push(show);
///
/// for observer in document.observers.borrow().iter() {
///     observer("new text");
/// }
/// assert_eq!(*view.shown.borrow(), "new text");
///
/// drop((document, view)); // each holds the other
/// assert_eq!(obj_runtime::gc::collect(), 2);
/// ```
///
/// Several handles are a tuple:
///
/// ```
/// # use obj_runtime::prelude::*;
/// let (one, two) = (Obj::<Int>::from(1), Obj::<Int>::from(2));
/// let sum = Callback::<dyn Fn(i64) -> i64>::new((one, two), |(one, two), more| **one + **two + more);
/// assert_eq!(sum(3), 6);
/// ```
pub struct Callback<F: Signature + ?Sized> {
    /// Calls the function with the handles, of which it has a pointer of its own.
    call: Box<F>,
    /// Nobody but `call` has another pointer to them.
    handles: Rc<dyn DynTrace>,
}

impl<F: Signature + ?Sized> Callback<F> {
    /// The function that calls `function` with `handles` and its own arguments.
    ///
    /// # Examples
    /// ```
    /// # use obj_runtime::prelude::*;
    /// # use std::cell::Cell;
    /// #[derive(Object, Default)]
    /// struct Counter { clicks: Cell<u32> }
    ///
    /// let counter = Obj::new(Counter::default());
    /// let click = Callback::<dyn Fn()>::new(counter.clone(), |counter| counter.clicks.set(counter.clicks.get() + 1));
    /// click();
    /// assert_eq!(counter.clicks.get(), 1);
    /// ```
    #[must_use]
    pub fn new<H: Trace + 'static>(handles: H, function: F::Function<H>) -> Self {
        let handles = Rc::new(handles);
        Self { call: F::with_handles(Sole(handles.clone()), function), handles }
    }
}

impl<F: Signature + ?Sized> Deref for Callback<F> {
    type Target = F;
    #[inline]
    fn deref(&self) -> &F {
        &self.call
    }
}

impl<F: Signature + ?Sized> fmt::Debug for Callback<F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Callback").finish_non_exhaustive()
    }
}

// SAFETY: the handles are owned by the callback alone, although by two pointers, and are visited through one of them.
unsafe impl<F: Signature + ?Sized> Trace for Callback<F> {
    type Leaves<H> = Self;
    const HOLDS: bool = true;
    #[inline]
    fn trace(this: &Self, tracer: &mut Tracer) {
        tracer.behind(this, |tracer| tracer.field("handles", &*this.handles));
    }
}

/// What a [`Callback`] is called with, and what it returns: `dyn Fn(…) -> …`.
#[diagnostic::on_unimplemented(
    message = "a callback cannot be called as `{Self}`",
    note = "it is `dyn Fn(…) -> …` with up to three arguments, each by value, by `&` or by `&mut`"
)]
pub trait Signature {
    /// A function that is given the handles `H` as well.
    #[doc(hidden)]
    type Function<H>;

    #[doc(hidden)]
    fn with_handles<H: 'static>(handles: Sole<H>, function: Self::Function<H>) -> Box<Self>;
}

/// A pointer to handles that are owned by one callback. Nobody else can name it, and so keep one.
#[doc(hidden)]
#[derive(Debug)]
pub struct Sole<H>(Rc<H>);

macro_rules! signatures {
    ([$($parameter:tt)*] [$($name:ident: $argument:ty,)*]) => {
        #[diagnostic::do_not_recommend]
        impl<R: 'static, $($parameter)*> Signature for dyn Fn($($argument),*) -> R {
            type Function<H> = fn(&H, $($argument),*) -> R;

            fn with_handles<H: 'static>(handles: Sole<H>, function: Self::Function<H>) -> Box<Self> {
                Box::new(move |$($name: $argument),*| function(&handles.0, $($name),*))
            }
        }
    };
    ([$($parameter:tt)*] [$($argument:tt)*] $next:ident $name:ident $($rest:ident)*) => {
        signatures! { [$($parameter)* $next: 'static,] [$($argument)* $name: $next,] $($rest)* }
        signatures! { [$($parameter)* $next: ?Sized + 'static,] [$($argument)* $name: &$next,] $($rest)* }
        signatures! { [$($parameter)* $next: ?Sized + 'static,] [$($argument)* $name: &mut $next,] $($rest)* }
    };
}

signatures!([] []);
signatures!([] [] A a);
signatures!([] [] A a B b);
signatures!([] [] A a B b C c);

#[cfg(test)]
mod tests {
    use super::*;
    use crate::object::any::AnyObj;
    use crate::trace::testing::is_collected;

    type Append = Callback<dyn Fn(&mut String, &[u8], usize) -> usize>;

    #[test]
    fn callbacks_are_called_with_their_handles() {
        let mut text = String::from("a");
        let append = Append::new((AnyObj::from(1), 2), |(one, two), text, bytes, number| {
            text.push_str(&one.repr());
            text.len() + bytes.len() + number + two
        });
        assert_eq!(append(&mut text, &[1, 2, 3], 100), 107);
        assert_eq!(text, "a1");
        Callback::<dyn Fn()>::new((), |()| {})();
    }

    #[test]
    fn cycles_through_callbacks_are_collected() {
        is_collected(|to| Callback::<dyn Fn(u8) -> usize>::new(to, |to, _| AnyObj::id(to)));
        is_collected(|to| vec![Callback::<dyn Fn(&str)>::new(vec![to], |_, _| {})]);
    }
}
