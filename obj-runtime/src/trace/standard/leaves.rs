//! `Trace`, and `Frozen` where that is right, for the standard library's types that hold no handles, or none that may be
//! visited.

use std::any::Any;
use std::error::Error;
use std::marker::{PhantomData, PhantomPinned};
use std::mem::{Discriminant, ManuallyDrop, MaybeUninit};
use std::ptr::NonNull;
use std::sync::atomic::*;
use std::{
    alloc, array, backtrace, cell, char, cmp, collections, convert, env, ffi, fmt, fs, hash, io, iter, net, num, ops,
    panic, path, process, slice, str, string, sync, task, thread, time,
};

use crate::trace::Frozen;

written! { bool, char, f32, f64, u8, u16, u32, u64, u128, usize, i8, i16, i32, i64, i128, isize }

written! {
    num::NonZeroU8, num::NonZeroU16, num::NonZeroU32, num::NonZeroU64, num::NonZeroU128, num::NonZeroUsize,
    num::NonZeroI8, num::NonZeroI16, num::NonZeroI32, num::NonZeroI64, num::NonZeroI128, num::NonZeroIsize,
}

written! {
    time::Duration,
    net::IpAddr, net::Ipv4Addr, net::Ipv6Addr, net::SocketAddr, net::SocketAddrV4, net::SocketAddrV6,
}

/// The number of characters of a text that are shown where it is a key.
const SHOWN_OF_KEY: usize = 60;

/// Types that are texts.
macro_rules! text {
    ($($type:ty { $($items:tt)* }),* $(,)?) => {$(
        leaf! { [] $type {
            $($items)*
            fn text_of_key(this: &Self) -> Option<String> {
                Some(match this.char_indices().nth(SHOWN_OF_KEY) {
                    Some((end, _)) => format!("{:?}…", &this[..end]),
                    None => format!("{:?}", &this[..]),
                })
            }
        } }

        impl Frozen for $type {}
    )*};
}

text! { str {}, String { owns! { this => this.capacity() } copied_by_clone! {} } }

buffer! {
    [] ffi::OsString, this => this.capacity();
    [] path::PathBuf, this => this.capacity();
    [] ffi::CString, this => this.as_bytes_with_nul().len();
}

leaf! { [] () { copied_by_clone! {} } }

impl Frozen for () {}

constant! {
    [] num::FpCategory, [] convert::Infallible, [] std::any::TypeId, [] cmp::Ordering,
    [] PhantomPinned, [T: ?Sized] PhantomData<T>, [T] Discriminant<T>, [] ops::RangeFull,
    // Text of other encodings.
    [] ffi::CStr, [] ffi::OsStr, [] path::Path,
    [] path::Component<'static>, [] path::Prefix<'static>, [] path::PrefixComponent<'static>,
    // Time.
    [] time::Instant, [] time::SystemTime, [] time::SystemTimeError, [] time::TryFromFloatSecsError,
    // Pointers, which own nothing.
    [T: ?Sized] *const T, [T: ?Sized] *mut T, [T: ?Sized] NonNull<T>,
    // Memory and hashing.
    [] alloc::Layout, [] alloc::LayoutError, [] alloc::System, [] hash::RandomState, [H] hash::BuildHasherDefault<H>,
    // Descriptions.
    [] fmt::Alignment, [] Ordering, [] io::SeekFrom, [] io::ErrorKind, [] net::Shutdown, [] backtrace::BacktraceStatus,
    [] panic::Location<'static>, [] thread::ThreadId, [] fs::FileType, [] fs::FileTimes, [] fs::Metadata, [] fs::Permissions,
    [] process::ExitCode, [] process::ExitStatus, [] process::Output,
    // Errors.
    [] fmt::Error, [] cell::BorrowError, [] cell::BorrowMutError, [] collections::TryReserveError, [] env::JoinPathsError,
    [] env::VarError, [] array::TryFromSliceError, [] slice::GetDisjointMutError, [] path::StripPrefixError,
    [] net::AddrParseError, [] thread::AccessError,
    [] str::Utf8Error, [] str::ParseBoolError, [] string::FromUtf8Error, [] string::FromUtf16Error,
    [] char::ParseCharError, [] char::CharTryFromError, [] char::TryFromCharError, [] char::DecodeUtf16Error,
    [] num::ParseIntError, [] num::ParseFloatError, [] num::TryFromIntError, [] num::IntErrorKind,
    [] ffi::NulError, [] ffi::FromVecWithNulError, [] ffi::IntoStringError, [] ffi::FromBytesWithNulError,
    [] ffi::FromBytesUntilNulError,
    [] sync::mpsc::RecvError, [] sync::mpsc::TryRecvError, [] sync::mpsc::RecvTimeoutError,
}

changing! {
    // Shared: what they hold counts as held from outside.
    [T: ?Sized] std::rc::Rc<T>, [T: ?Sized] std::rc::Weak<T>, [T: ?Sized] sync::Arc<T>, [T: ?Sized] sync::Weak<T>,
    [T] sync::mpsc::Sender<T>, [T] sync::mpsc::SyncSender<T>, [T] sync::mpsc::Receiver<T>,
    // Never dropped: what they hold counts as held from outside, too.
    [T: ?Sized] ManuallyDrop<T>, [T] MaybeUninit<T>,
    // Values that may go to other threads, which handles may not.
    [] dyn Any + Send, [] dyn Any + Send + Sync, [] dyn Error + Send, [] dyn Error + Send + Sync,
    // Numbers that change.
    [] AtomicBool, [] AtomicU8, [] AtomicU16, [] AtomicU32, [] AtomicUsize, [] AtomicI8, [] AtomicI16, [] AtomicI32,
    [] AtomicIsize, [T] AtomicPtr<T>,
    #[cfg(target_has_atomic = "64")]
    [] AtomicU64,
    #[cfg(target_has_atomic = "64")]
    [] AtomicI64,
    // Iterators and hashers that own nothing.
    [T] iter::Empty<T>, [T] std::future::Pending<T>, [] hash::DefaultHasher, [] char::ToLowercase, [] char::ToUppercase,
    [] env::Args, [] env::ArgsOs, [] env::Vars, [] env::VarsOs,
    // Threads.
    [] thread::Thread, [T] thread::JoinHandle<T>, [] thread::Builder, [] task::Waker,
    [] sync::Once, [] sync::Barrier, [] sync::BarrierWaitResult, [] sync::Condvar, [] sync::WaitTimeoutResult,
    // The system.
    [] fs::File, [] fs::OpenOptions, [] fs::DirBuilder, [] fs::ReadDir, [] fs::DirEntry, [] fs::TryLockError,
    [] io::Error, [] io::Stdin, [] io::Stdout, [] io::Stderr, [] io::Empty, [] io::Sink, [] io::Repeat,
    [] io::PipeReader, [] io::PipeWriter,
    [] net::TcpStream, [] net::TcpListener, [] net::UdpSocket,
    [] process::Child, [] process::ChildStdin, [] process::ChildStdout, [] process::ChildStderr, [] process::Command,
    [] process::Stdio, [] backtrace::Backtrace,
}

#[cfg(unix)]
changing! {
    [] std::os::fd::OwnedFd, [] std::os::unix::net::UnixStream, [] std::os::unix::net::UnixListener,
    [] std::os::unix::net::UnixDatagram, [] std::os::unix::net::SocketAddr,
}

#[cfg(windows)]
changing! { [] std::os::windows::io::OwnedHandle, [] std::os::windows::io::OwnedSocket }

leaf! { [T: ?Sized] &'static T {
    fn text_of_key(this: &Self) -> Option<String> {
        let this: &dyn Any = this;
        str::text_of_key(this.downcast_ref::<&'static str>()?)
    }
} }

impl<T: Frozen + ?Sized> Frozen for &'static T {}
