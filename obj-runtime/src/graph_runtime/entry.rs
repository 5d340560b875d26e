//! `graph!`, as users call it.

/// An object graph in Python's statement language, checked at compile time: one call is one compilation unit.
///
/// ```
/// use obj_runtime::prelude::*;
///
/// #[derive(Object, Default)]
/// struct Folder {
///     name: Obj<Str>,
///     parent: WeakCell<Folder>,
///     entries: ObjVec<Folder>,
/// }
///
/// let g = graph! {
///     src = Folder { name: "src", .. };
///     lib = Folder { name: "lib", parent: src, .. };
///     src.entries.push(lib);
///     assert lib in src.entries and refcount(lib) == 2;
///     del lib;                        // a use of `lib` below would be a compile error
///     first = src.entries[0];
/// };
/// assert_eq!(&*g.first.name, "lib");
/// assert!(Obj::is(&g.first.parent.get().unwrap(), &g.src));
/// ```
///
/// The guide has the whole language, [line by line](crate::guide::graph_language).
///
/// # Statements
/// Each ends with `;`. The statements of an `if` or a loop stand in braces, or indented behind a `:`, as in Python. (`//` starts a
/// comment, as everywhere in Rust: it does not divide.)
///
/// | Statement | Meaning |
/// |---|---|
/// | `a = b = value` | binds names; a name that is bound already takes the new value, then the old one is dropped |
/// | `a, b = c, d` | makes all values, then binds; `a, (b, *c) = value` takes a tuple, a list, … apart when the unit runs |
/// | `a.field = value`, `a[i] = value` | sets a field that is a cell, or an item |
/// | `a += value`, `a.field += value`, `a[i] += value` | and the other operators; a list changes in place |
/// | `a[i:j] = values` | sets the items that a slice means |
/// | `del a, a.field, a[i], a[i:j]` | unbinds a name, empties a cell, takes items out |
/// | `if a { … } elif b { … } else { … }` | runs the statements whose condition is true first |
/// | `for a in value { … }`, `for a, b in value { … }` | runs them for each item of a list, tuple, dict, set or text, of bytes, of an [`ObjVec`](crate::ObjVec) or an [`ObjMap`](crate::ObjMap), of a `Vec` |
/// | `while a { … }`, `break`, `continue` | as in Python |
/// | `assert a`, `assert a, message` | panics with `AssertionError` |
/// | `nonlocal a, b` | makes names of locals of the function: of handles others, of plain values copies |
/// | `import sys, gc, weakref, copy`, `global a`, `pass` | as in Python; of the modules there are `sys.getrefcount`, `sys.intern`, `gc.collect`, `weakref.ref`, and with the feature `parcel` `copy.copy` and `copy.deepcopy` |
/// | `def f(a, b) { return c; }` | a name for `lambda a, b: c`, which ends with the unit |
/// | any expression | its value is dropped |
///
/// If an expression without `;` comes last, it is the value of the unit; the names are then dropped in the order in which they
/// were bound first. Else the unit's value has one public field for each name that is bound, in that order, and is `Debug` when they
/// are; without names it is `()`. As a statement of its own a unit is written `graph! { … };`.
///
/// # Expressions
/// - Literals: `None True False`, integers of 64 bits, floats, `"text"` (also `"one" " after the other"`), `b"bytes"`,
///   `(a, b)`, `[a, b]`, `{a: b}`, `{a, b}`, with `*a` and `**a` among them; `[a for b in c if d]` and those of sets and dicts.
/// - `Type { field: a, .. }` makes an object; `..` is `..Default::default()`. A function or a type of Rust is called as
///   `path(a)`; a value of an object type becomes an object.
/// - `a.field`, `a.method(b)`, `a[i]`, `a[i:j:k]`. Methods of built-in values are Python's, also on an `AnyObj`; of cases they know what
///   [`char::UNICODE_VERSION`] knows, of letters and digits what Unicode 14 does, as CPython 3.11. Before a further dot a cell stands for the object in it.
///   If `a` may be any object, as in `nodes[0].name`, the field is found by name when the unit runs: its type has the option
///   `attributes` of the derive. `(nodes[0] as Node).name` is found when the unit is compiled.
/// - `(a := b)` binds inside of an expression. `a if b else c`, `lambda a: b` (as a name of the unit, or for `key=`).
/// - `+ - * / % ** << >> & | ^ ~` with Python's results, comparisons (also chained), `is`, `in`, `not`, `and`, `or`,
///   `a as Type` (checked), `a as dyn Trait`. Where two types meet, as in `a or "none"`, the value is an
///   [`AnyObj`](crate::AnyObj).
/// - `list tuple set frozenset dict int float bool bytes sorted reversed enumerate zip range min max sum abs round any all hash ord
///   chr bin oct isinstance callable divmod pow map filter format getattr setattr hasattr delattr dir vars` with Python's arguments, and `floordiv(a, b)` for what `//` is in Python. A name of the
///   unit comes before them, and a function of Rust with such a name is called by its path.
/// - `print id hex refcount getrefcount type len repr str weakref intern collect`. `refcount(a)` is the number of handles;
///   `getrefcount(a)` takes a handle itself, as Python's does, and says one more.
/// - `rust!(…)` and every other macro of Rust: Rust, with the unit's names and the function's locals in scope.
///
/// Names are checked: each is bound before it is used, on every way there, and not used after its `del`. Locals of the function are reached through
/// `rust!(…)` only.
///
/// A name that a condition or a loop binds or deletes is of one type there and behind it: that of its values, if they are
/// plainly of one (`count = 0; … count += 1;`, a `Node { … }`, which may be `None`), else an [`AnyObj`](crate::AnyObj). What comes
/// from a function or an attribute has the type of the first value, or an [`ObjOrNone`](crate::ObjOrNone) to it; `a as AnyObj` says
/// otherwise. The fields of the unit's value are the names that are certainly bound at its end.
///
/// In a unit that a `macro_rules!` makes, names are compared by their text: a name that the macro writes and one that it is given
/// are the same name if they are spelled alike, and the fields of the unit's value are named so. Macros take names that nobody
/// else uses, or take them as parameters. A block of which they write one part and are given another stands in braces.
///
/// # What a value becomes
/// What a field or a parameter wants decides: a name goes where a handle, a reference, a weak handle, an `Option`, a cell or an
/// [`AnyObj`](crate::AnyObj) is wanted (and an `AnyObj` where an object of one type is, with a look at its type when the unit runs), and is cloned only if the place keeps it; an integer literal goes into every number type that
/// holds it, and where it is too large that is a compile error at the literal; text becomes `Obj<Str>`, `String` or `&str`. Items of lists,
/// dicts and tuples are `AnyObj`. Where the wanted type is generic, write `rust!(…)`.
///
/// Receivers, operands and arguments of the built-in functions are borrowed, not cloned. What is made for an operation goes
/// when that is done, the first operand first. A name that is bound to what a cell of handles holds is an
/// [`ObjOrNone`](crate::ObjOrNone).
///
/// # Constants
/// As in CPython, equal literals of one unit are one object, and a unit that is run again has the same ones: they are
/// kept until the thread ends. `1`, `1.0` and `True` are three constants, a tuple of constants is one, lists, dicts
/// and sets never are, text like an identifier is interned, and operations on constants are done at compile time within
/// CPython's limits. With `#![interactive]` as its first line each statement is a unit of its own that
/// keeps nothing, as if it were typed line by line.
///
/// ```
/// use obj_runtime::prelude::*;
///
/// let script = graph! { a = 257; b = 256 + 1; a is b };
/// let typed = graph! { #![interactive] a = 257; b = 257; a is b };
/// assert!(*script && !*typed);
/// ```
///
/// # Panics
/// What only running the unit shows panics with Python's words at the user's line:
///
/// ```should_panic
/// use obj_runtime::prelude::*;
///
/// let empty = Obj::<List>::default();
/// graph! {
///     a = rust!(empty);
///     b = a[0];                       // IndexError: list index out of range
/// };
/// ```
#[cfg(feature = "macros")]
#[macro_export]
macro_rules! graph {
    ($($tokens:tt)*) => {
        $crate::__private::__graph! { $crate; $($tokens)* }
    };
}
