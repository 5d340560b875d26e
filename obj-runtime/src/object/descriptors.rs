//! Handles to what owns a file, a socket or the like are used as it is.

#[cfg(any(unix, target_os = "wasi"))]
use std::os::fd::{AsFd, AsRawFd, BorrowedFd, RawFd};
#[cfg(windows)]
use std::os::windows::io::{AsHandle, AsSocket, BorrowedHandle, BorrowedSocket};

use crate::object::{Obj, Viewed};

/// Lends what the value owns.
macro_rules! lends {
    ($($trait:ident :: $method:ident -> $lent:ty;)*) => {$(
        /// That of the value.
        impl<T: Viewed + ?Sized> $trait for Obj<T>
        where
            T::View: $trait,
        {
            fn $method(&self) -> $lent {
                (**self).$method()
            }
        }
    )*};
}

#[cfg(any(unix, target_os = "wasi"))]
lends! {
    AsFd::as_fd -> BorrowedFd<'_>;
    AsRawFd::as_raw_fd -> RawFd;
}

#[cfg(windows)]
lends! {
    AsHandle::as_handle -> BorrowedHandle<'_>;
    AsSocket::as_socket -> BorrowedSocket<'_>;
}
