//! Parts of which only a trait is known: `Box<dyn Trait>`.

use super::{Scale, Trace, Tracer};

/// What [`Trace`] is to a value of a known type, for one of which only a trait is known.
///
/// It is implemented for every type with `Trace`. Make it a supertrait of a trait of yours, and declare the trait with
/// [`dyn_trace!`](crate::dyn_trace): then `Box<dyn Trait>` can be a part of objects, and the handles in it are found.
///
/// To hand out handles to `dyn Trait` that are counted one by one, see [`dyn_object!`](crate::dyn_object).
///
/// # Safety
/// 1. `trace_dyn` does what [`Trace::trace`] promises. There is no need to implement it by hand.
///
/// # Examples
/// ```
/// use obj_runtime::prelude::*;
///
/// trait Rule: DynTrace {
///     fn applies(&self, to: &Obj<Node>) -> bool;
/// }
/// obj_runtime::dyn_trace!(dyn Rule);
///
/// #[derive(Trace)]
/// struct IsNext(ObjCell<Node>);
///
/// impl Rule for IsNext {
///     fn applies(&self, to: &Obj<Node>) -> bool {
///         self.0.get().is_some_and(|node| Obj::is(&node, to))
///     }
/// }
///
/// #[derive(Object, Default)]
/// struct Node { rules: std::cell::RefCell<Vec<Box<dyn Rule>>> }
///
/// let node = Obj::new(Node::default());
/// node.rules.borrow_mut().push(Box::new(IsNext(node.clone().into())));
/// assert!(node.rules.borrow()[0].applies(&node));
/// drop(node);
/// assert_eq!(obj_runtime::gc::collect(), 1);
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not say that its values can be traced",
    label = "the collector could not look for handles in here",
    note = "make `obj_runtime::DynTrace` a supertrait of the trait"
)]
pub unsafe trait DynTrace {
    #[doc(hidden)]
    fn trace_dyn(&self, tracer: &mut Tracer);
    #[doc(hidden)]
    fn weigh_dyn(&self, scale: &mut Scale);
}

// SAFETY: it is the same.
unsafe impl<T: Trace> DynTrace for T {
    #[inline]
    fn trace_dyn(&self, tracer: &mut Tracer) {
        if T::HOLDS || tracer.wants_everything() {
            T::trace(self, tracer);
        }
    }
    #[inline]
    fn weigh_dyn(&self, scale: &mut Scale) {
        T::weigh(self, scale);
    }
}

/// Declares that values of which only a trait is known can be parts of objects: once for each trait with the supertrait
/// [`DynTrace`](crate::DynTrace), where the trait is.
///
/// Parameters stand in front: `dyn_trace!(<T: 'static> dyn Rule<T>)`. Their bounds have no `<…>` of their own.
///
/// # Examples
/// ```
/// use obj_runtime::prelude::*;
///
/// trait Shape: DynTrace { fn area(&self) -> f64; }
/// obj_runtime::dyn_trace!(dyn Shape);
///
/// #[derive(Object)]
/// struct Picture { shapes: Vec<Box<dyn Shape>> }
///
/// #[derive(Trace)]
/// struct Square(f64);
/// impl Shape for Square { fn area(&self) -> f64 { self.0 * self.0 } }
///
/// let picture = Obj::new(Picture { shapes: vec![Box::new(Square(2.0))] });
/// assert_eq!(picture.shapes[0].area(), 4.0);
/// ```
#[macro_export]
macro_rules! dyn_trace {
    (<$($rest:tt)*) => { $crate::__obj_parameters! { dyn_trace [] $($rest)* } };
    (@[$($parameter:tt)*] $type:ty) => {
        const _: () = {
            // The one place where the supertrait is asked for.
            fn part<$($parameter)*>(__obj_this: &$type) -> &(impl $crate::DynTrace + ?$crate::__private::core::marker::Sized) {
                __obj_this
            }

            // SAFETY: the value visits its handles; it may hold any.
            unsafe impl<$($parameter)*> $crate::Trace for $type {
                type Leaves<H> = Self;
                const HOLDS: $crate::__private::bool = true;
                fn trace(__obj_this: &Self, __obj_tracer: &mut $crate::Tracer) {
                    const { $crate::dyn_trace! { @check Self } }
                    $crate::DynTrace::trace_dyn(part(__obj_this), __obj_tracer);
                }
                const OWNS: $crate::__private::bool = true;
                fn weigh(__obj_this: &Self, __obj_scale: &mut $crate::Scale) {
                    $crate::DynTrace::weigh_dyn(part(__obj_this), __obj_scale);
                }
            }
        };
    };
    // To a value of a known type, `DynTrace` is what this says itself.
    (@check $type:ty) => {
        $crate::__private::core::assert!(
            $crate::__private::core::mem::size_of::<&$type>() > $crate::__private::core::mem::size_of::<&()>(),
            "`dyn_trace!` is for `dyn Trait`; derive `Trace` for other types",
        )
    };
    ($type:ty) => {
        $crate::dyn_trace! { @[] $type }
        const _: () = $crate::dyn_trace! { @check $type };
    };
}

/// Calls a macro with the parameters of a list, in brackets, and what is behind its `>`.
#[doc(hidden)]
#[macro_export]
macro_rules! __obj_parameters {
    ($then:ident [$($parameter:tt)*] > $($rest:tt)*) => { $crate::$then! { @[$($parameter)*] $($rest)* } };
    ($then:ident [$($parameter:tt)*] $next:tt $($rest:tt)*) => {
        $crate::__obj_parameters! { $then [$($parameter)* $next] $($rest)* }
    };
}

/// An item that compiles with a list of parameters only. Tokens that close the list and begin another would be words of the user's
/// behind an `unsafe impl` of ours.
#[doc(hidden)]
#[macro_export]
macro_rules! __obj_parameters_only {
    ([$($parameter:tt)*]) => {
        const _: () = {
            fn _parameters<$($parameter)*>() {}
        };
    };
}
