fn unit() {
    let constants = __obj::constants!(
        [__obj::Constant::Integer(1), __obj::Constant::Integer(3)], [0, 1]
    );
    let mut a = __obj::new_list([
        __obj::put(__obj::int::<__obj::size::U7>(__obj::load::int(&constants, 0))),
        ::core::compile_error! {
            "name 'b' is not defined; bind it first, or write `rust!(b)` for a local of Rust"
        },
        __obj::put(__obj::int::<__obj::size::U7>(__obj::load::int(&constants, 1))),
    ]);
    let _ = ::core::compile_error! {
        "`for` is not part of the language; a unit runs straight through: loop in Rust, around `graph!` or in `rust!(…)`"
    };
    let mut d = __obj::new(
            a
                .push(
                    ::core::compile_error! {
                        "`for` is not part of the language; a unit runs straight through: loop in Rust, around `graph!` or in `rust!(…)`"
                    },
                ),
        )
        .__obj_bind();
    let _ = ::core::compile_error! {
        "invalid syntax; expected `;`"
    };
    let value = d;
    __obj::release((a,));
    value
}
