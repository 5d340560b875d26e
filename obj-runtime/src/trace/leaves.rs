//! What of a graph of types goes to another thread: all but the handles.

use std::marker::PhantomData;

use super::Trace;

/// Stands for the values of a type where it is asked whether they may go to another thread: it is [`Send`] if their leaves
/// are. `Send` holds of types that contain themselves unless something speaks against it, so this asks for a whole graph of
/// types, however it is knotted.
#[doc(hidden)]
#[derive(Debug)]
pub struct Leaves<T: ?Sized>(PhantomData<*const T>);

// SAFETY: there is nothing in it. What it stands for is moved by `Parcel`, with all that it leads to.
unsafe impl<T: Trace + ?Sized> Send for Leaves<T> where T::Leaves: Send {}
