//! Attributes: fields of objects of any type, found by name.

use std::fmt;
use std::ptr::NonNull;

use crate::heap::field::{Answer, Ask, Field, Module, Question, Refusal};
use crate::object::any::AnyObj;
use crate::object::nearest::nearest;
use crate::object::probe::Probe;

/// A field whose values are objects, or become some.
pub trait FieldValue {
    /// Does what the field is asked.
    fn ask(&self, question: Question) -> Answer;
}

impl<F: FieldValue> Probe<F> {
    /// Fields of the type can be asked.
    pub const FIELD: Ask = Ask(Some(ask::<F>));
}

/// # Safety
/// 1. `value` is the place of a value that has a field of this type at the offset.
unsafe fn ask<F: FieldValue>(value: NonNull<u8>, offset: usize, question: Question) -> Answer {
    let field = value.as_ptr().wrapping_add(offset).cast::<F>();
    // SAFETY: by 1.; the value is somebody's, who holds it.
    unsafe { &*field }.ask(question)
}

impl AnyObj {
    /// The value of an attribute: of a field of the object's struct, found by name when the program runs, if the type has the option
    /// `attributes` of the derive. A cell that is empty, a
    /// weak one whose object is dead and `Option::None` are Python's `None`; a plain value becomes an object; of an
    /// [`ObjVec`](crate::ObjVec) or an [`ObjMap`](crate::ObjMap) it is a list or a dict of what is in it now.
    ///
    /// Found are the fields that are `pub`. A unit of `graph!` finds those that Rust lets the module name in which the unit stands: there
    /// `a.name` means the same whether the type of `a` is known or not. (Crates are told apart by the names of crate, package and program, and
    /// the version; modules inside of functions by their paths.) It takes time for each field of the type;
    /// `(a as Type).name` and [`downcast_ref`](Self::downcast_ref) take none.
    ///
    /// # Errors
    /// If the object has no such field, or if its type has no object: those of generic parameters, of enums and structs that are
    /// no objects, and cells of `dyn Trait`.
    ///
    /// # Examples
    /// ```
    /// use obj_runtime::prelude::*;
    ///
    /// #[derive(Object, Default)]
    /// #[object(attributes)]
    /// struct Node { pub name: Obj<Str>, pub next: ObjCell<Node>, pub size: std::cell::Cell<u8> }
    ///
    /// let node: AnyObj = Obj::new(Node { name: "a".into(), ..Default::default() }).into();
    /// assert_eq!(node.attribute("name").unwrap(), "a");
    /// assert_eq!(node.attribute("size").unwrap(), 0);
    /// let error = node.attribute("nam").unwrap_err();
    /// assert_eq!(error.to_string(), "'Node' object has no attribute 'nam'. Did you mean: 'name'?");
    /// ```
    #[doc(alias = "getattr")]
    #[cfg_attr(feature = "trace-refs", track_caller)]
    pub fn attribute(&self, name: &str) -> Result<Self, AttributeError> {
        self.attribute_from(None, name)
    }

    /// Sets an attribute, as [`attribute`](Self::attribute) finds it: a field that is an [`ObjCell`](crate::ObjCell), a
    /// [`WeakCell`](crate::WeakCell), an [`ObjVec`](crate::ObjVec), a `Cell` or a `RefCell`. The old value is dropped last.
    ///
    /// # Errors
    /// If there is no such field, if it never changes, or if the value is not of its type.
    ///
    /// # Examples
    /// ```
    /// use obj_runtime::prelude::*;
    ///
    /// #[derive(Object, Default)]
    /// #[object(attributes)]
    /// struct Node { pub name: Obj<Str>, pub next: ObjCell<Node>, pub size: std::cell::Cell<u8> }
    ///
    /// let node: AnyObj = Obj::new(Node::default()).into();
    /// node.set_attribute("size", 3).unwrap();
    /// node.set_attribute("next", &node).unwrap();
    /// let size = node.attribute("next").unwrap().attribute("size").unwrap();
    /// assert_eq!(size, 3);
    ///
    /// let error = node.set_attribute("next", 5).unwrap_err();
    /// assert_eq!(error.to_string(), "attribute 'next' of 'Node' objects takes 'Node' or None, not 'int'");
    /// assert_eq!(error.error_type(), "TypeError");
    /// assert_eq!(node.set_attribute("name", "b").unwrap_err().error_type(), "AttributeError");   // no cell
    /// # node.delete_attribute("next").unwrap();
    /// ```
    #[doc(alias = "setattr")]
    pub fn set_attribute(&self, name: &str, value: impl Into<Self>) -> Result<(), AttributeError> {
        self.set_attribute_from(None, name, value.into())
    }

    /// Empties an attribute, as [`attribute`](Self::attribute) finds it: a field that is a cell of handles, or of an `Option`.
    ///
    /// # Errors
    /// If there is no such field, if it cannot be empty, or if it is empty already.
    ///
    /// # Examples
    /// ```
    /// use obj_runtime::prelude::*;
    ///
    /// #[derive(Object, Default)]
    /// #[object(attributes)]
    /// struct Node { pub next: ObjCell<Node> }
    ///
    /// let node: AnyObj = Obj::new(Node::default()).into();
    /// node.set_attribute("next", &node).unwrap();
    /// node.delete_attribute("next").unwrap();
    /// assert!(node.delete_attribute("next").is_err());
    /// ```
    #[doc(alias = "delattr")]
    pub fn delete_attribute(&self, name: &str) -> Result<(), AttributeError> {
        self.delete_attribute_from(None, name)
    }

    /// The names of the attributes that [`attribute`](Self::attribute) finds, in the order of the fields.
    ///
    /// # Examples
    /// ```
    /// use obj_runtime::prelude::*;
    ///
    /// #[derive(Object, Default)]
    /// #[object(attributes)]
    /// struct Node { pub name: Obj<Str>, pub next: ObjCell<Node>, note: i64 }
    ///
    /// let node: AnyObj = Obj::new(Node::default()).into();
    /// assert!(node.attribute_names().eq(["name", "next"]));
    /// ```
    #[doc(alias = "dir")]
    pub fn attribute_names(&self) -> impl Iterator<Item = &'static str> {
        self.attribute_names_from(None)
    }
}

/// The same, as a module sees the object.
impl AnyObj {
    #[cfg_attr(feature = "trace-refs", track_caller)]
    pub(crate) fn attribute_from(&self, module: Option<Module>, name: &str) -> Result<Self, AttributeError> {
        let value = self.ask(module, name, Question::Value)?;
        value.ok_or_else(|| self.refused(name, Reason::Refused(Refusal::NoObject)))
    }

    pub(crate) fn set_attribute_from(
        &self,
        module: Option<Module>,
        name: &str,
        value: Self,
    ) -> Result<(), AttributeError> {
        let got = value.type_name();
        let answer = self.ask(module, name, Question::Set(value));
        answer.map(drop).map_err(|error| AttributeError { got, ..error })
    }

    pub(crate) fn delete_attribute_from(&self, module: Option<Module>, name: &str) -> Result<(), AttributeError> {
        self.ask(module, name, Question::Delete).map(drop)
    }

    pub(crate) fn attribute_names_from(&self, module: Option<Module>) -> impl Iterator<Item = &'static str> {
        let fields = self.info().fields;
        let seen = fields.all.iter().filter(move |field| is_in_reach(field.reach, fields.module, module));
        seen.map(|field| field.name)
    }

    #[cfg_attr(feature = "trace-refs", track_caller)]
    fn ask(&self, module: Option<Module>, name: &str, question: Question) -> Result<Option<Self>, AttributeError> {
        let fields = self.info().fields;
        let Some(field) = fields.all.iter().find(|field| field.name == name) else {
            return Err(self.refused(name, self.missing(module, name)));
        };
        if !is_in_reach(field.reach, fields.module, module) {
            return Err(self.refused(name, Reason::Private { module: fields.module.path }));
        }
        self.ask_field(field, question).map_err(|refusal| self.refused(name, Reason::Refused(refusal)))
    }

    #[cfg_attr(feature = "trace-refs", track_caller)]
    fn ask_field(&self, field: &Field, question: Question) -> Answer {
        let _attribution = crate::ledger::attribute_to_caller();
        let Some(ask) = field.ask.0 else { return Err(Refusal::NoObject) };
        // SAFETY: the field is one of the object's type, by the rules of `Object`; who has a `&AnyObj` may look at the value.
        unsafe { ask(self.handle().pointer().value(), field.offset, question) }
    }

    fn missing(&self, module: Option<Module>, name: &str) -> Reason {
        let has_table = self.info().built_in != 0 || self.info().fields.module != Module::NONE;
        if has_table {
            Reason::Missing { nearest: nearest(name, self.attribute_names_from(module)) }
        } else {
            Reason::NoTable
        }
    }

    fn refused(&self, name: &str, reason: Reason) -> AttributeError {
        AttributeError { type_name: self.type_name(), name: name.to_owned(), got: "", reason }
    }
}

/// Whether a field can be named in a module, as [`Field::new`] says; without a module, everywhere.
fn is_in_reach(reach: i8, home: Module, module: Option<Module>) -> bool {
    let Some(module) = module.filter(|_| reach != 0) else { return reach == 0 };
    let all = home.path.split("::").count();
    let levels = usize::from(reach.unsigned_abs());
    let kept = if reach > 0 { levels } else { (all + 1).saturating_sub(levels) };
    let mut names = module.path.split("::");
    home.target == module.target && home.path.split("::").take(kept).all(|name| names.next() == Some(name))
}

/// Why an attribute is not there, or does not take a value, in Python's words.
///
/// # Examples
/// ```
/// # use obj_runtime::prelude::*;
/// let error = AnyObj::from(5).attribute("name").unwrap_err();
/// assert_eq!(format!("{}: {error}", error.error_type()), "AttributeError: 'int' object has no attribute 'name'");
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AttributeError {
    type_name: &'static str,
    name: String,
    /// The type of the value that it was to take.
    got: &'static str,
    reason: Reason,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Reason {
    Missing {
        nearest: Option<&'static str>,
    },
    /// The type has not the option by which fields are found.
    NoTable,
    Private {
        module: &'static str,
    },
    Refused(Refusal),
}

impl AttributeError {
    /// The name of Python's exception: `AttributeError`, but `TypeError` for a value of another type, `OverflowError` for a
    /// number that is too large, and `RuntimeError` for a `RefCell` that is borrowed.
    ///
    /// # Examples
    /// ```
    /// # use obj_runtime::prelude::*;
    /// assert_eq!(AnyObj::from(5).attribute("name").unwrap_err().error_type(), "AttributeError");
    /// ```
    #[must_use]
    pub fn error_type(&self) -> &'static str {
        match self.reason {
            Reason::Refused(Refusal::Takes(_)) => "TypeError",
            Reason::Refused(Refusal::TooLarge(_)) => "OverflowError",
            Reason::Refused(Refusal::MutablyBorrowed) => "RuntimeError",
            _ => "AttributeError",
        }
    }

    /// Whether the object has no attribute with this name, as far as it can be seen.
    ///
    /// # Examples
    /// ```
    /// # use obj_runtime::prelude::*;
    /// assert!(AnyObj::from(5).attribute("name").unwrap_err().is_missing());
    /// ```
    #[must_use]
    pub fn is_missing(&self) -> bool {
        matches!(self.reason, Reason::Missing { .. } | Reason::NoTable | Reason::Private { .. })
    }
}

impl fmt::Display for AttributeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { type_name, name, got, reason } = self;
        match reason {
            Reason::Missing { nearest: None } => write!(f, "'{type_name}' object has no attribute '{name}'"),
            Reason::Missing { nearest: Some(nearest) } => {
                write!(f, "'{type_name}' object has no attribute '{name}'. Did you mean: '{nearest}'?")
            }
            Reason::NoTable => write!(
                f,
                "'{type_name}' object has no attribute '{name}' that is found by name: write `#[object(attributes)]` at the type, \
                 or `(… as {type_name}).{name}`"
            ),
            Reason::Private { module } => {
                write!(f, "attribute '{name}' of '{type_name}' objects is private to the module `{module}`")
            }
            Reason::Refused(refusal) => match refusal {
                Refusal::NoObject => write!(
                    f,
                    "attribute '{name}' of '{type_name}' objects has no value that is an object: `(… as {type_name}).{name}`"
                ),
                Refusal::NeverChanges => {
                    write!(f, "'{type_name}' object attribute '{name}' is read-only: it is no cell")
                }
                Refusal::NeverEmpty => write!(f, "'{type_name}' object attribute '{name}' cannot be deleted"),
                Refusal::Empty => f.write_str(name),
                Refusal::Takes(wanted) => {
                    write!(f, "attribute '{name}' of '{type_name}' objects takes {wanted}, not '{got}'")
                }
                Refusal::TooLarge(words) => f.write_str(words),
                Refusal::MutablyBorrowed => f.write_str("the field is mutably borrowed"),
            },
        }
    }
}

impl std::error::Error for AttributeError {}

#[cfg(test)]
mod tests {
    use std::cell::{Cell, RefCell};

    use super::*;
    use crate::cells::{ObjCell, ObjVec, WeakCell};
    use crate::object::Obj;
    use crate::values::Str;
    use obj_macros::Object;

    #[derive(Object, Default)]
    #[object(crate = crate, attributes)]
    struct Node {
        pub small: Cell<u8>,
        pub name: Obj<Str>,
        pub next: ObjCell<Node>,
        pub back: WeakCell<Node>,
        pub kids: ObjVec<Node>,
        pub text: RefCell<String>,
        hidden: i64,
    }

    #[test]
    fn fields_are_read_set_and_emptied_where_they_lie() {
        let node: AnyObj = Obj::new(Node { name: "a".into(), hidden: 1, ..Default::default() }).into();
        for (name, value) in
            [("small", AnyObj::from(7)), ("next", node.clone()), ("back", node.clone()), ("text", "x".into())]
        {
            node.set_attribute(name, &value).unwrap();
            assert!(node.attribute(name).unwrap().equals(&value), "{name}");
        }
        assert_eq!(node.attribute("name").unwrap(), "a");
        let kids: Obj<crate::values::List> = [node.clone()].into_iter().collect();
        node.set_attribute("kids", kids).unwrap();
        assert_eq!(node.attribute("kids").unwrap().repr(), format!("[{}]", node.repr()));
        assert_eq!(node.refcount(), 3);
        for (name, value) in [("small", 300), ("next", 1), ("name", 2), ("hidden", 3), ("color", 4)] {
            node.set_attribute(name, value).unwrap_err();
        }
        node.delete_attribute("next").unwrap();
        assert_eq!(node.delete_attribute("next").unwrap_err().to_string(), "next");
        node.set_attribute("kids", Obj::<crate::values::List>::default()).unwrap();
        assert_eq!(node.refcount(), 1);
        assert_eq!(node.attribute("hidden").unwrap_err().error_type(), "AttributeError");
        let here = <Node as crate::Object>::FIELDS.module;
        assert_eq!(node.attribute_from(Some(here), "hidden").unwrap(), 1);
    }

    #[test]
    fn private_fields_are_seen_in_their_module_and_below() {
        let module = |path| Module { path, target: &[Some("a"), None] };
        let home = module("a::b");
        assert!(is_in_reach(0, home, None));
        assert!(!is_in_reach(-1, home, None) && !is_in_reach(1, home, None));
        for (reach, seen) in [(0, "abcd"), (1, "abc"), (2, "ab"), (-1, "ab"), (-2, "abc")] {
            for (letter, path) in [('a', "a::b"), ('b', "a::b::c"), ('c', "a::bc"), ('d', "d::b")] {
                assert_eq!(is_in_reach(reach, home, Some(module(path))), seen.contains(letter), "{reach} {path}");
            }
        }
        let of_program = Module { target: &[Some("a"), Some("a")], ..home };
        assert!(!is_in_reach(-1, home, Some(of_program)), "another crate of the same name");
    }
}
