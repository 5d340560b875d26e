//! What of a graph of types goes to another thread: all but the handles.
//!
//! The compiler is asked for the types near the first one; it cannot follow a long row of types. So it stops, some handles away, at a
//! type that tells of itself: one without parameters, of whose objects `Parcel::pack` asks what was found out where it is
//! derived. A generic type cannot tell, as its derive does not know its parameters; it is followed however far it is.

use std::marker::PhantomData;

use super::Trace;

/// Stands for the values of a type where it is asked whether they may go to another thread: it is [`Send`] if their leaves
/// are. `Send` holds of types that contain themselves unless something speaks against it, so this asks for a graph of
/// types, however it is knotted, as far as the horizon `H`.
#[doc(hidden)]
#[derive(Debug)]
pub struct Leaves<T: ?Sized, H>(PhantomData<*const T>, PhantomData<H>);

// SAFETY: there is nothing in it. What it stands for is moved by `Parcel`, with all that it leads to.
unsafe impl<T: Trace + ?Sized, H: Horizon> Send for Leaves<T, H> where H::Ask<T>: Send {}

/// How far it is asked.
#[doc(hidden)]
pub trait Horizon {
    /// What is asked of `T`.
    type Ask<T: Trace + ?Sized>: ?Sized;
}

/// As far as this many handles from here.
#[doc(hidden)]
#[derive(Debug)]
pub struct Within<const HANDLES: usize>;

/// What a type tells of itself. An alias, so that the number in it is not compiled for each type.
#[doc(hidden)]
pub type Told<T> = Leaves<T, Within<0>>;

/// The same, of what a handle leads to.
#[doc(hidden)]
#[derive(Debug)]
pub struct Behind<H>(PhantomData<H>);

/// The same, of the parts of what is looked at.
#[doc(hidden)]
#[derive(Debug)]
pub struct Parts<H>(PhantomData<H>);

/// The same, of the parts of what tells of itself: if a handle led to it, one handle less.
#[doc(hidden)]
#[derive(Debug)]
pub struct Nearer<H>(PhantomData<H>);

/// Where nobody has asked yet: as far as the compiler follows, without a `recursion_limit`, types with some parts in one another.
#[cfg(feature = "parcel")]
pub(crate) type Far = Within<8>;

macro_rules! asks {
    ($([$($parameters:tt)*] $horizon:ty => $part:ident $leaves:ty);* $(;)?) => {$(
        impl<$($parameters)*> Horizon for $horizon {
            type Ask<$part: Trace + ?Sized> = $leaves;
        }
    )*};
}

asks! {
    [const N: usize] Within<N> => T T::Leaves<Self>;
    [const N: usize] Behind<Within<N>> => T T::Leaves<Self>;
    [const N: usize] Parts<Within<N>> => T T::Leaves<Within<N>>;
    [const N: usize] Parts<Behind<Within<N>>> => T T::Leaves<Within<N>>;
    [const N: usize] Nearer<Within<N>> => T T::Leaves<Within<N>>;
    [] Nearer<Behind<Within<8>>> => T T::Leaves<Within<7>>;
    [] Nearer<Behind<Within<7>>> => T T::Leaves<Within<6>>;
    [] Nearer<Behind<Within<6>>> => T T::Leaves<Within<5>>;
    [] Nearer<Behind<Within<5>>> => T T::Leaves<Within<4>>;
    [] Nearer<Behind<Within<4>>> => T T::Leaves<Within<3>>;
    [] Nearer<Behind<Within<3>>> => T T::Leaves<Within<2>>;
    [] Nearer<Behind<Within<2>>> => T T::Leaves<Within<1>>;
    [] Nearer<Behind<Within<1>>> => T T::Leaves<Within<0>>;
    [] Nearer<Behind<Within<0>>> => T ();
}
