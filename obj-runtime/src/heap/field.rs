//! The fields of a type, to be found by name.

use std::ptr::NonNull;

use crate::handle::AnyObj;

/// A module of the program, as macros see where they stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Module {
    /// Its path, which begins with the name of the crate.
    pub(crate) path: &'static str,
    /// What Cargo says of the crate: the library and the program of a package have the same name.
    pub(crate) target: &'static [Option<&'static str>],
}

impl Module {
    /// No module.
    pub(crate) const NONE: Self = Self { path: "", target: &[] };

    /// The module with a path, in the crate of which Cargo says this.
    ///
    /// # Safety
    /// 1. Who has it stands in the module: it is used in place of what is private there.
    #[must_use]
    pub const unsafe fn new(path: &'static str, target: &'static [Option<&'static str>]) -> Self {
        Self { path, target }
    }
}

/// The fields of a type, and the module in which the type is.
#[derive(Debug, Clone, Copy)]
pub struct Fields {
    pub(crate) module: Module,
    pub(crate) all: &'static [Field],
}

impl Fields {
    /// A type without fields that have names.
    pub(crate) const NONE: Self = Self::new(Module::NONE, &[]);

    /// The fields of a type in this module.
    #[must_use]
    pub const fn new(module: Module, all: &'static [Field]) -> Self {
        Self { module, all }
    }
}

/// A field of a struct.
#[derive(Debug)]
pub struct Field {
    pub(crate) name: &'static str,
    /// Where it lies in a value.
    pub(crate) offset: usize,
    /// From where it can be named, as [`new`](Self::new) says.
    pub(crate) reach: i8,
    pub(crate) ask: Ask,
}

impl Field {
    /// A field at this place of its type's values. Its reach is 0 if it can be named everywhere, `n` if in the module that is the
    /// first `n` names of the type's path, `-n` if in the module whose path is the type's without the last `n - 1` names.
    #[must_use]
    pub const fn new(name: &'static str, offset: usize, reach: i8, ask: Ask) -> Self {
        Self { name, offset, reach, ask }
    }
}

/// What answers questions about a field of one type: none, if its values are no objects.
///
/// Safety: it is given the place of a value, and the offset in it of a field of that type.
#[derive(Debug, Clone, Copy)]
pub struct Ask(pub(crate) Option<AskField>);

type AskField = unsafe fn(NonNull<u8>, usize, Question) -> Answer;

/// What a field is asked.
#[derive(Debug)]
pub enum Question {
    /// Its value as an object.
    Value,
    /// To take this value.
    Set(AnyObj),
    /// To be empty.
    Delete,
}

/// The value that was asked for.
pub(crate) type Answer = Result<Option<AnyObj>, Refusal>;

/// Why a field does not do what it is asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// Values of its type are no objects.
    NoObject,
    /// It is no cell.
    NeverChanges,
    /// Its type has no empty value.
    NeverEmpty,
    /// It is empty already.
    Empty,
    /// It takes values of another type.
    Takes(String),
    /// The number does not fit.
    TooLarge(String),
    /// Somebody has a `&mut` to it.
    MutablyBorrowed,
}
