//! What the derives write, and that a mistake never keeps them from writing.

use quote::quote;

use super::*;

/// The output, which is always a file of items.
fn output(input: &str, derive: Derive) -> String {
    let output = super::derive(input.parse().unwrap(), derive);
    syn::parse2::<syn::File>(output.clone()).expect("the output is Rust");
    output.to_string()
}

fn has(output: &str, tokens: &TokenStream) {
    let part = tokens.to_string();
    assert!(output.contains(&part), "{part}\nis missing in\n{output}");
}

fn has_not(output: &str, tokens: &TokenStream) {
    let part = tokens.to_string();
    assert!(!output.contains(&part), "{part}\nis in\n{output}");
}

#[test]
fn fields_are_traced_by_name() {
    let output = output("struct A { r#type: B, #[object(skip)] c: C }", Derive::Trace);
    has(
        &output,
        &quote!(
            const HOLDS: __obj::bool = <B as __ObjPart>::HOLDS;
        ),
    );
    has(&output, &quote!(<B as __ObjPart>::trace_as(&__obj_this.r#type, "type", __obj_tracer);));
    has_not(&output, &quote!(<C as __ObjPart>));
    has_not(&output, &quote!(__ObjObject for));
}

#[test]
fn variants_are_traced_by_their_fields() {
    let output = output("enum A { B(u8, #[object(skip)] C, D), E { f: F }, G }", Derive::Object);
    has(&output, &quote!(Self::B { 0: __obj_0, 2: __obj_1, .. }));
    has(&output, &quote!(<D as __ObjPart>::trace_as(__obj_1, "2", __obj_tracer);));
    has(&output, &quote!(f: __obj_0,));
    has(&output, &quote!(Self::G {} => {}));
}

#[test]
fn what_is_called_as_a_number_is_one_and_is_not_asked_more() {
    let numbers = output("struct A<T>(u8, T, u8, f64);", Derive::Object);
    has(
        &numbers,
        &quote!(<u8 as __obj::KnownNumber>::CHECK; <f64 as __obj::KnownNumber>::CHECK; let _ = &__obj_this.0;),
    );
    has_not(&numbers, &quote!(<u8 as __ObjPart>::trace_as));
    let parameter = output("struct A<u8>(u8, u8);", Derive::Object);
    has_not(&parameter, &quote!(KnownNumber));
    has(&parameter, &quote!(<u8 as __ObjPart>::trace_as(&__obj_this.1, "1", __obj_tracer);));
}

#[test]
fn fields_are_named_where_a_macro_below_may_change_them() {
    let text = "struct A { a: u8, #[object(skip)] b: B, c: C }";
    for below in ["", "#[doc(hidden)] #[object(name = \"B\")]"] {
        has_not(&output(&format!("{below} {text}"), Derive::Object), &quote!(let Self));
    }
    for below in ["#[serde(rename = \"B\")]", "#[my::doc]", "#[r#doc]"] {
        let output = output(&format!("{below} {text}"), Derive::Object);
        has(
            &output,
            &quote! {
                let Self { a: __obj_0, b: __obj_1, c: __obj_2 } = __obj_this;
                let _: *const u8 = __obj_0;
                let _ = __obj_0;
                let _: *const B = __obj_1;
                let _: *const C = __obj_2;
                <C as __ObjPart>::trace_as(__obj_2, "c", __obj_tracer);
            },
        );
    }
}

#[test]
fn nothing_in_frozen_types_counts_as_a_handle() {
    let output = output("#[object(frozen)] struct A<T>(T, #[object(frozen)] Foreign);", Derive::Object);
    has(
        &output,
        &quote!(
            const HOLDS: __obj::bool = false;
            const HOLDS_BEHIND: __obj::bool = false;
        ),
    );
    has(
        &output,
        &quote!(
            impl<T> __ObjFrozen for A<T> where T: __ObjAsked {}
        ),
    );
    has_not(&output, &quote!(<T as __ObjPart>::CHECK;));
    has(&output, &quote!(<T as __ObjPart>::trace_as(&__obj_this.0, "0", __obj_tracer);));
    has_not(&output, &quote!(<Foreign as));
}

#[test]
fn frozen_fields_that_are_not_traced_are_asked_for() {
    let output = output("#[object(frozen)] struct A(#[object(skip)] B, C);", Derive::Trace);
    has(&output, &quote!(<B as __ObjPart>::CHECK;));
    has_not(&output, &quote!(<B as __ObjPart>::trace_as));
    has_not(&output, &quote!(<C as __ObjPart>::CHECK));
}

#[test]
fn objects_and_parts_have_no_destructors() {
    has(
        &output("struct A;", Derive::Object),
        &quote!(__obj::ObjectWithoutDestructor::check(__obj::Probe::<Self>::DESTRUCTOR);),
    );
    has(
        &output("struct A;", Derive::Trace),
        &quote!(__obj::PartWithoutDestructor::check(__obj::Probe::<Self>::DESTRUCTOR);),
    );
}

#[test]
fn what_owns_memory_is_not_asked_whether_it_is_handles_only() {
    has(&output("struct A(B, Obj<A>);", Derive::Object), &quote!(<B as __ObjPart>::IS_HANDLES_ONLY));
    has_not(&output("struct A(std::vec::Vec<u8>, Obj<A>);", Derive::Object), &quote!(IS_HANDLES_ONLY));
}

#[test]
fn what_holds_a_handle_to_itself_is_not_asked_whether_it_holds_one() {
    let holds = quote!(
        const HOLDS: __obj::bool = true;
    );
    for input in ["struct A(B, ObjCell<A>);", "struct A<T>(T, Obj<Self>);", "enum A { B, C(u8, obj::Obj<A>) }"] {
        has(&output(input, Derive::Object), &holds);
    }
    for input in ["struct A(Weak<A>);", "struct A(Obj<B>);", "struct A(Obj<b::A>);", "struct A(Mine<A>);"] {
        has_not(&output(input, Derive::Object), &holds);
    }
}

#[test]
fn what_has_a_text_is_not_asked_whether_it_owns_memory() {
    has(
        &output("struct A(B, String);", Derive::Object),
        &quote!(
            const OWNS: __obj::bool = true;
        ),
    );
    has(
        &output("struct A(B, C);", Derive::Object),
        &quote!(
            const OWNS: __obj::bool = <B as __ObjPart>::OWNS || <C as __ObjPart>::OWNS;
        ),
    );
}

#[test]
fn generic_types_look_their_pool_up() {
    has_not(&output("struct A<const N: usize>;", Derive::Object), &quote!(own_state));
    has(&output("struct A;", Derive::Object), &quote!(__obj::own_state! {}));
}

#[test]
fn the_runtime_may_have_another_name() {
    let output = output("#[object(crate = my::objects)] struct A;", Derive::Object);
    has(
        &output,
        &quote!(
            use my::objects::__private as __obj;
        ),
    );
    has_not(&output, &quote!(obj_runtime));
}

#[test]
fn cached_values_have_an_index() {
    let numbers = output("#[object(cache = -5..=256)] struct A(i64);", Derive::Object);
    has(
        &numbers,
        &quote!(<i64 as __obj::Small>::index_from(
            &__obj_value.0,
            (-5 as __obj::core::primitive::i128 as __obj::core::primitive::u128),
            262usize
        )),
    );
    has_not(&numbers, &quote!(__ObjUnshared for));
    let variants = output("#[object(cache)] enum A { B, C }", Derive::Object);
    has(
        &variants,
        &quote!(match &__obj_value {
            Self::B {} => 0usize,
            Self::C {} => 1usize,
        }),
    );
}

#[test]
fn the_ends_of_ranges_of_unknown_types_are_left_to_the_compiler() {
    let output = output("#[object(cache = 0..=9)] struct A(Alias);", Derive::Object);
    has(&output, &quote!(__obj::range_fits(<Alias as __obj::Small>::BOUNDS, (false, 0), (false, 9))));
}

#[test]
fn wrong_options_are_left_out_and_the_rest_is_written() {
    let input = r#"#[object(cache = 9..=0, name = "B")] struct A(u8, #[object(skipp)] C);"#;
    let output = output(input, Derive::Object);
    assert_eq!(output.matches("compile_error").count(), 2);
    has(
        &output,
        &quote!(
            const NAME: &'static __obj::str = "B";
        ),
    );
    has(
        &output,
        &quote!(
            unsafe impl __ObjUnshared for A {}
        ),
    );
}

#[test]
fn types_that_cannot_be_objects_still_are() {
    for input in [
        "union A { b: u8 }",
        "struct A<'a, 'b: 'a, T: Tr<'b>>(&'a T) where T: 'a;",
        "#[repr(C, packed(2))] struct A(u8);",
        "#[object(cache, intern)] struct A;",
        "#[object(intern, finalize)] struct A;",
        "#[object(cache, finalize)] struct A;",
        "#[object(as = [dyn B, dyn C, dyn B])] struct A;",
        "#[object(cache = 0..=70_000)] struct A(u32);",
        "struct A(#[object(frozen)] u8);",
        "#[object(frozen)] struct A(#[object(frozen, skip)] u8);",
        "#[object(name = 5)] struct A;",
        r#"#[object(alias = ["B", 5])] struct A;"#,
        r#"#[object(name = " ")] struct A;"#,
        r#"#[object(crate = "a")] struct A;"#,
        "#[object(crate = 5)] struct A;",
        "#[object(as = [B])] struct A;",
        "#[object] struct A;",
    ] {
        let output = output(input, Derive::Object);
        assert_eq!(output.matches("compile_error").count(), 1, "{output}");
        has(
            &output,
            &quote!(
                type View = Self;
            ),
        );
    }
}

#[test]
fn what_is_no_type_is_one_mistake() {
    assert_eq!(
        super::derive(
            quote!(
                fn a() {}
            ),
            Derive::Object
        )
        .to_string()
        .matches("compile_error")
        .count(),
        1
    );
}

#[test]
fn of_deprecated_types_it_is_not_said_where_their_handles_lie() {
    has(&output("struct A { b: Obj<A> }", Derive::Object), &quote!(__obj::pointers!));
    has_not(&output("#[deprecated] struct A { b: Obj<A> }", Derive::Object), &quote!(__obj::pointers!));
}
