//! A place in the source.

use std::fmt;
use std::panic::Location;

/// A place in the source code: where a handle was taken.
///
/// # Examples
/// ```
/// # use obj_runtime::inspect;
/// # use obj_runtime::prelude::*;
/// for (site, handles) in inspect::explain(&Obj::<Int>::from(1_000)).lines() {
///     println!("{handles} at {}:{}:{}", site.file(), site.line(), site.column());
/// }
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Site(&'static Location<'static>);

impl Site {
    /// The place that called the function which calls this.
    #[inline]
    #[track_caller]
    pub(crate) const fn caller() -> Self {
        Self(Location::caller())
    }

    pub(crate) const fn of(place: &'static Location<'static>) -> Self {
        Self(place)
    }

    /// Whether it is a line of the program: not of the standard library, and not of this one.
    pub(crate) fn is_users(&self) -> bool {
        // The folder of this library, as the compiler was given it.
        const LIBRARY: &str = match file!().as_bytes() {
            [folder @ .., b'l', b'e', b'd', b'g', b'e', b'r', _, b's', b'i', b't', b'e', b'.', b'r', b's'] => {
                match str::from_utf8(folder) {
                    Ok(folder) => folder,
                    Err(_) => panic!("a path that is cut at a slash"),
                }
            }
            _ => panic!("this file is `ledger/site.rs`"),
        };
        let is_library = self.file().starts_with(LIBRARY) && !cfg!(test);
        !self.is_standard() && !is_library
    }

    /// Whether it is a line of the standard library, with the sources of the toolchain or without.
    fn is_standard(&self) -> bool {
        self.file().starts_with("/rustc/") || self.file().contains("/lib/rustlib/src/rust/")
    }

    /// The file, as the compiler was given it.
    ///
    /// # Examples
    /// ```
    /// # use obj_runtime::inspect;
    /// # use obj_runtime::prelude::*;
    /// for (site, _) in inspect::explain(&Obj::<Int>::from(1_000)).lines() {
    ///     assert!(site.file().ends_with(".rs"));
    /// }
    /// ```
    #[must_use]
    pub fn file(&self) -> &'static str {
        self.0.file()
    }

    /// The line, from 1.
    ///
    /// # Examples
    /// ```
    /// # use obj_runtime::inspect;
    /// # use obj_runtime::prelude::*;
    /// for (site, _) in inspect::explain(&Obj::<Int>::from(1_000)).lines() {
    ///     assert!(site.line() > 0);
    /// }
    /// ```
    #[must_use]
    pub fn line(&self) -> u32 {
        self.0.line()
    }

    /// The column, from 1.
    ///
    /// # Examples
    /// ```
    /// # use obj_runtime::inspect;
    /// # use obj_runtime::prelude::*;
    /// for (site, _) in inspect::explain(&Obj::<Int>::from(1_000)).lines() {
    ///     assert!(site.column() > 0);
    /// }
    /// ```
    #[must_use]
    pub fn column(&self) -> u32 {
        self.0.column()
    }
}

/// `file:line`, if it is a line of the program. The standard library and this one are named as what they are: the reader
/// looks for a line of theirs.
impl fmt::Display for Site {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.is_standard() {
            return f.write_str("a line of the standard library");
        }
        if !self.is_users() {
            return f.write_str("a line of `obj-runtime`");
        }
        write!(f, "{}:{}", self.file(), self.line())
    }
}

/// As `Display`.
impl fmt::Debug for Site {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}
