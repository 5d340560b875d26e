//! The types of the standard library: those that can be parts of objects, and why others cannot.

use obj_runtime::Trace;

macro_rules! there {
    ($($name:ident: $($type:ty),* $(,)?;)*) => {$(
        /// Types that can be parts of objects.
        pub(super) const $name: &[&str] = {
            const fn is_traced<T: Trace + ?Sized>() {}
            $(is_traced::<$type>();)*
            &[$(stringify!($type)),*]
        };
    )*};
}

there! {
    THERE:
        std::alloc::Layout, std::alloc::LayoutError, std::alloc::System,
        std::any::TypeId,
        std::array::IntoIter<u8, 2>, std::array::TryFromSliceError,
        std::backtrace::Backtrace, std::backtrace::BacktraceStatus,
        std::borrow::Cow<'static, str>,
        std::boxed::Box<u8>,
        std::cell::BorrowError, std::cell::BorrowMutError, std::cell::Cell<u8>, std::cell::LazyCell<u8>,
        std::cell::OnceCell<u8>, std::cell::RefCell<u8>,
        std::char::CharTryFromError, std::char::DecodeUtf16Error, std::char::ParseCharError,
        std::char::TryFromCharError,
        std::cmp::Ordering, std::cmp::Reverse<u8>,
        std::collections::BTreeMap<u8, u8>, std::collections::BTreeSet<u8>, std::collections::BinaryHeap<u8>,
        std::collections::HashMap<u8, u8>, std::collections::HashSet<u8>, std::collections::LinkedList<u8>,
        std::collections::TryReserveError, std::collections::VecDeque<u8>,
        std::convert::Infallible,
        std::env::Args, std::env::ArgsOs, std::env::JoinPathsError, std::env::VarError, std::env::Vars,
        std::env::VarsOs,
        std::ffi::CStr, std::ffi::CString, std::ffi::FromBytesUntilNulError, std::ffi::FromBytesWithNulError,
        std::ffi::FromVecWithNulError, std::ffi::IntoStringError, std::ffi::NulError, std::ffi::OsStr,
        std::ffi::OsString,
        std::fmt::Alignment, std::fmt::Error,
        std::fs::DirBuilder, std::fs::DirEntry, std::fs::File, std::fs::FileTimes, std::fs::FileType,
        std::fs::Metadata, std::fs::OpenOptions, std::fs::Permissions, std::fs::ReadDir, std::fs::TryLockError,
        std::future::Pending<u8>,
        std::hash::BuildHasherDefault<std::hash::DefaultHasher>, std::hash::DefaultHasher, std::hash::RandomState,
        std::io::BufReader<std::fs::File>, std::io::Cursor<u8>, std::io::Empty, std::io::Error, std::io::ErrorKind,
        std::io::PipeReader, std::io::PipeWriter, std::io::Repeat, std::io::SeekFrom, std::io::Sink, std::io::Stderr,
        std::io::Stdin, std::io::Stdout,
        std::iter::Empty<u8>,
        std::marker::PhantomData<u8>, std::marker::PhantomPinned,
        std::mem::Discriminant<u8>, std::mem::ManuallyDrop<u8>, std::mem::MaybeUninit<u8>,
        std::net::AddrParseError, std::net::IpAddr, std::net::Ipv4Addr, std::net::Ipv6Addr, std::net::Shutdown,
        std::net::SocketAddr, std::net::SocketAddrV4, std::net::SocketAddrV6, std::net::TcpListener,
        std::net::TcpStream, std::net::UdpSocket,
        std::num::FpCategory, std::num::IntErrorKind, std::num::NonZero<u8>, std::num::ParseFloatError,
        std::num::ParseIntError, std::num::Saturating<u8>, std::num::TryFromIntError, std::num::Wrapping<u8>,
        std::ops::Bound<u8>, std::ops::ControlFlow<u8>, std::ops::Range<u8>, std::ops::RangeFrom<u8>,
        std::ops::RangeFull, std::ops::RangeInclusive<u8>, std::ops::RangeTo<u8>, std::ops::RangeToInclusive<u8>,
        std::option::Option<u8>,
        std::os::fd::OwnedFd, std::os::unix::net::SocketAddr, std::os::unix::net::UnixDatagram,
        std::os::unix::net::UnixListener, std::os::unix::net::UnixStream,
        std::panic::AssertUnwindSafe<u8>, std::panic::Location<'static>,
        std::path::Component<'static>, std::path::Path, std::path::PathBuf, std::path::Prefix<'static>,
        std::path::PrefixComponent<'static>, std::path::StripPrefixError,
        std::pin::Pin<Box<u8>>,
        std::process::Child, std::process::ChildStderr, std::process::ChildStdin, std::process::ChildStdout,
        std::process::Command, std::process::ExitCode, std::process::ExitStatus, std::process::Output,
        std::process::Stdio,
        std::ptr::NonNull<u8>,
        std::rc::Rc<u8>, std::rc::Weak<u8>,
        std::result::Result<u8, u8>,
        std::slice::GetDisjointMutError,
        std::str::ParseBoolError, std::str::Utf8Error,
        std::string::FromUtf16Error, std::string::FromUtf8Error, std::string::String,
        std::sync::Arc<u8>, std::sync::Barrier, std::sync::BarrierWaitResult, std::sync::Condvar,
        std::sync::LazyLock<u8>, std::sync::Mutex<u8>, std::sync::Once, std::sync::OnceLock<u8>,
        std::sync::RwLock<u8>, std::sync::WaitTimeoutResult, std::sync::Weak<u8>,
        std::sync::atomic::Ordering, std::sync::mpsc::Receiver<u8>,
        std::sync::mpsc::RecvError, std::sync::mpsc::RecvTimeoutError, std::sync::mpsc::SendError<u8>,
        std::sync::mpsc::Sender<u8>, std::sync::mpsc::SyncSender<u8>, std::sync::mpsc::TryRecvError,
        std::sync::mpsc::TrySendError<u8>,
        std::task::Poll<u8>, std::task::Waker,
        std::thread::AccessError, std::thread::Builder, std::thread::JoinHandle<u8>, std::thread::Thread,
        std::thread::ThreadId,
        std::time::Duration, std::time::Instant, std::time::SystemTime, std::time::SystemTimeError,
        std::time::TryFromFloatSecsError,
        std::vec::IntoIter<u8>, std::vec::Vec<u8>;
    // Made by macros, or other names of types.
    NOT_WRITTEN_OUT:
        std::char::ToLowercase, std::char::ToUppercase,
        std::sync::atomic::AtomicBool, std::sync::atomic::AtomicPtr<u8>, std::sync::atomic::AtomicU8,
        std::sync::atomic::AtomicU16, std::sync::atomic::AtomicU32, std::sync::atomic::AtomicU64,
        std::sync::atomic::AtomicUsize, std::sync::atomic::AtomicI8, std::sync::atomic::AtomicI16,
        std::sync::atomic::AtomicI32, std::sync::atomic::AtomicI64, std::sync::atomic::AtomicIsize;
}

/// Reasons, and the types that have no `Trace` for them.
pub(super) const LEFT_OUT: &[(&str, &str)] = &[
    (
        "it borrows, and an object owns what it holds",
        "collections::Drain collections::Entry collections::ExtractIf collections::Iter collections::IterMut \
         collections::Keys collections::OccupiedEntry collections::PeekMut collections::Range \
         collections::RangeMut collections::VacantEntry collections::Values collections::ValuesMut \
         collections::Difference collections::Intersection collections::SymmetricDifference collections::Union \
         string::Drain vec::Drain vec::ExtractIf vec::Splice cell::Ref cell::RefMut fmt::Arguments fmt::DebugList \
         fmt::DebugMap fmt::DebugSet fmt::DebugStruct fmt::DebugTuple fmt::Formatter option::Iter option::IterMut \
         result::Iter result::IterMut panic::PanicHookInfo panic::PanicInfo panic::PanicMessage \
         slice::ArrayWindows slice::ChunkBy slice::ChunkByMut slice::Chunks slice::ChunksExact \
         slice::ChunksExactMut slice::ChunksMut slice::EscapeAscii slice::Iter slice::IterMut slice::RChunks \
         slice::RChunksExact slice::RChunksExactMut slice::RChunksMut slice::RSplit slice::RSplitMut \
         slice::RSplitN slice::RSplitNMut slice::Split slice::SplitInclusive slice::SplitInclusiveMut \
         slice::SplitMut slice::SplitN slice::SplitNMut slice::Windows str::Bytes str::CharIndices str::Chars \
         str::EncodeUtf16 str::EscapeDebug str::EscapeDefault str::EscapeUnicode str::Lines str::LinesAny \
         str::SplitAsciiWhitespace str::SplitInclusive str::SplitWhitespace str::Utf8Chunk str::Utf8Chunks \
         task::Context env::SplitPaths ffi::Display path::Ancestors path::Components path::Display path::Iter \
         io::IoSlice io::IoSliceMut io::StderrLock io::StdinLock io::StdoutLock net::Incoming os::BorrowedFd \
         os::Incoming process::CommandArgs process::CommandEnvs sync::Iter sync::MutexGuard sync::OnceState \
         sync::PoisonError sync::RwLockReadGuard sync::RwLockWriteGuard sync::TryIter sync::TryLockError \
         thread::Scope thread::ScopedJoinHandle wtf8::EncodeWide",
    ),
    (
        "there is no way to look at what it holds",
        "collections::IntoIter collections::IntoKeys collections::IntoValues option::IntoIter result::IntoIter \
         sync::IntoIter iter::Once iter::Repeat iter::RepeatN future::Ready",
    ),
    (
        "it is a step of an expression, made where it is used",
        "ascii::EscapeDefault char::DecodeUtf16 char::EscapeDebug char::EscapeDefault char::EscapeUnicode \
         iter::Chain iter::Cloned iter::Copied iter::Cycle iter::Enumerate iter::Filter iter::FilterMap \
         iter::FlatMap iter::Flatten iter::Fuse iter::Inspect iter::Map iter::MapWhile iter::Peekable iter::Rev \
         iter::Scan iter::Skip iter::SkipWhile iter::StepBy iter::Take iter::TakeWhile iter::Zip io::Bytes \
         io::Chain io::Lines io::Split io::Take",
    ),
    (
        "a closure hides what it holds",
        "fmt::FromFn future::PollFn iter::FromFn iter::OnceWith iter::RepeatWith iter::Successors",
    ),
    ("it writes when it is dropped, to anything that it holds", "io::BufWriter io::LineWriter io::IntoInnerError"),
    ("a cell of one's own says itself how it is traced", "cell::UnsafeCell"),
    ("it is a part of an unsafe contract", "task::RawWaker task::RawWakerVTable"),
    ("it has no values of its own", "ffi::c_void thread::LocalKey"),
    ("it is deprecated", "hash::SipHasher"),
    ("it is newer than the oldest Rust that is supported", "range::RangeInclusive range::RangeInclusiveIter"),
];
