//! The strictest lints of the compiler say nothing of what the macros write, not even groups that are forbidden.

#![forbid(unused, nonstandard_style)]
#![deny(
    warnings,
    rust_2018_idioms,
    future_incompatible,
    let_underscore,
    keyword_idents,
    refining_impl_trait,
    rust_2021_compatibility,
    rust_2024_compatibility
)]
#![deny(
    absolute_paths_not_starting_with_crate,
    ambiguous_negative_literals,
    deprecated_in_future,
    elided_lifetimes_in_paths,
    explicit_outlives_requirements,
    ffi_unwind_calls,
    if_let_rescope,
    impl_trait_overcaptures,
    impl_trait_redundant_captures,
    keyword_idents_2024,
    let_underscore_drop,
    macro_use_extern_crate,
    meta_variable_misuse,
    missing_abi,
    missing_copy_implementations,
    missing_debug_implementations,
    missing_docs,
    missing_unsafe_on_extern,
    non_ascii_idents,
    redundant_imports,
    redundant_lifetimes,
    rust_2021_incompatible_closure_captures,
    rust_2021_incompatible_or_patterns,
    rust_2021_prefixes_incompatible_syntax,
    rust_2021_prelude_collisions,
    single_use_lifetimes,
    tail_expr_drop_order,
    trivial_casts,
    trivial_numeric_casts,
    unit_bindings,
    unnameable_types,
    unreachable_pub,
    unsafe_attr_outside_unsafe,
    unsafe_code,
    unsafe_op_in_unsafe_fn,
    unused_extern_crates,
    unused_import_braces,
    unused_lifetimes,
    unused_macro_rules,
    unused_qualifications,
    unused_results,
    variant_size_differences
)]

use obj_runtime::prelude::*;
/// Node.
#[derive(Object, Default, Debug)]
pub struct Node {
    /// name
    pub name: Obj<Str>,
    /// next
    pub next: ObjCell<Node>,
    /// kids
    pub kids: ObjVec<Node>,
    /// size
    pub size: std::cell::Cell<i64>,
}
/// Part.
#[derive(Trace, Debug)]
pub struct Part {
    /// a
    pub a: Obj<Node>,
}
/// Old.
#[deprecated]
#[derive(Object, Debug, Clone, Copy)]
pub struct Old {
    /// a
    pub a: u8,
}
/// Interned.
#[derive(Object, Debug, PartialEq, Eq, Hash)]
#[object(intern)]
pub struct Sym {
    /// a
    pub a: String,
}
/// Generic.
#[derive(Object, Debug)]
#[object(finalize)]
pub struct Gen<T> {
    /// a
    pub a: T,
}
impl<T: Trace + 'static> Finalize for Gen<T> {
    fn finalize(_: &Obj<Self>) {}
}
fn one(a: i64) -> i64 {
    a
}
fn main() {
    let out = 7;
    let g = graph! {
        nonlocal out;
        a = Node { name: "x", .. };
        l = [1, a, *[2, 3]]; d = {"k": 1, **{"j": 2}}; s = {1, 2}; t = (1, a, None);
        first, *rest = l;
        (p, (q, r)) = (1, (2, 3));
        last = a;
        for i in range(1, 4) { node = Node { name: "n", .. }; last.next = node; last = node; }
        for i, x in enumerate(l) { if i == 1 { continue; } elif i > 5 { break; } else { pass; } }
        n = 0;
        while n < 3 { n += 1; if n == 2 { m = n; } }
        c = [x for x in l if x is not None]; e = {x: 1 for x in s}; f = {x for x in s};
        def fun(q, z) { return (q, z); }
        fun(1, 2);
        sq = lambda w: w;
        sq(1);
        h = a.name + "y" if n else "z";
        (k := 5);
        l[0:1] = [9]; del l[0]; l[1] += 1; a.size += 1; a.size = 3;
        assert len(l) > 0, "m";
        print(repr(a.name), a.size, -n, not n, 1 < n < 5, n in l, sep="");
        w = weakref(a);
        v = w().name;
        one(n);
        y = (l[0] as AnyObj);
        any(x == 1 for x in l); sorted(l[:0]); min(1, 2);
        1 + n; a.name; n;
        del t;
        rust!(one(1));
    };
    println!("{:?} {}", g.c, g.n);
}
