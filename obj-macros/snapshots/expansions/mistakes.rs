fn unit() {
    let constants = __obj::constants!(
        [[__obj::Constant::Integer(1), __obj::Constant::Integer(3)]], [[0, 1]]
    );
    let mut a = __obj::new_list([
        __obj::put(__obj::int::<__obj::size::U7>(__obj::load::int(&constants, 0))),
        ::core::compile_error! {
            "name 'b' is not defined; bind it first; if it is a local of the function around, write `nonlocal b;` before"
        },
        __obj::put(__obj::int::<__obj::size::U7>(__obj::load::int(&constants, 1))),
    ]);
    let mut c = __obj::variable(());
    match &__obj::alias(&a) {
        __obj_source => {
            let mut items = __obj::iterate(__obj_source);
            while let __obj::core::option::Option::Some(item) = __obj::next(&mut items) {
                let __obj_value = item;
                __obj::hold(&mut c, __obj_value);
                {
                    use __obj_in_loops as __obj;
                    let _ = __obj::print(&[&(*__obj::held(&c))]);
                }
            }
        }
    }
    let mut d = __obj::new(
            a
                .push(
                    ::core::compile_error! {
                        "name 'c' may not be defined here; the `for` at line 2, column 1 may end before it is bound: bind it before the loop"
                    },
                ),
        )
        .__obj_bind();
    let _ = ::core::compile_error! {
        "invalid syntax; expected `;`"
    };
    let value = d;
    __obj::release((a, c));
    value
}
