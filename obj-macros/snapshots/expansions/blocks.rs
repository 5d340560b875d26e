fn unit() {
    const __OBJ_MODULE: __obj::Module = unsafe {
        __obj::Module::new(
            __obj::core::module_path!(),
            &[
                __obj::core::option_env!("CARGO_PKG_NAME"),
                __obj::core::option_env!("CARGO_PKG_VERSION"),
                __obj::core::option_env!("CARGO_BIN_NAME"),
                __obj::core::option_env!("CARGO_TARGET_TMPDIR"),
            ],
        )
    };
    struct __ObjWith_next<'a> {
        next: __obj::Place<'a>,
    }
    const _: fn(&__ObjWith_next<'_>) = |owner| {
        let _ = &owner.next;
    };
    let constants = __obj::constants!(
        [[__obj::Constant::Integer(1), __obj::Constant::Integer(2),
        __obj::Constant::Text("x"), __obj::Constant::Integer(3)]], [[0, 1, 2, 3]]
    );
    let mut a = __obj::alias(__obj::load::int(&constants, 0));
    let mut b = __obj::none();
    let mut c = __obj::variable(());
    let value = b;
    let mut b = __obj::variable(());
    let __obj_value = (&&__obj::first(value)).__obj_or_none();
    __obj::hold(&mut b, __obj_value);
    match &__obj::new_list([
        __obj::put(__obj::name(&a)),
        __obj::put(__obj::int::<__obj::size::U7>(__obj::load::int(&constants, 1))),
    ]) {
        __obj_source => {
            let mut items = __obj::iterate(__obj_source);
            while let __obj::core::option::Option::Some(item) = __obj::next(&mut items) {
                let __obj_value = item;
                __obj::hold(&mut c, __obj_value);
                {
                    use __obj_in_loops as __obj;
                    if __obj::equal(&(*__obj::held(&c)), &a) {
                        continue;
                    }
                    let __obj_value = (&&__obj::again(
                        &b,
                        __obj::object(Node {
                            next: __obj::put(__obj::name(&(*__obj::held(&b)))),
                            ..__obj::FieldDefault::default()
                        }),
                    ))
                        .one_of_two();
                    __obj::hold_again(&mut b, __obj_value);
                }
            }
        }
    }
    let mut b = __obj::settled(b);
    let value = b;
    let mut b = __obj::variable(());
    let __obj_value = (&&__obj::first(value)).__obj_first();
    __obj::hold(&mut b, __obj_value);
    let value = a;
    let mut a = __obj::variable(());
    let __obj_value = __obj::any(value);
    __obj::hold(&mut a, __obj_value);
    while {
        use __obj_in_loops as __obj;
        !__obj::is_none(&(*__obj::held(&b)))
    } {
        {
            use __obj_in_loops as __obj;
            let __obj_value = (&&__obj::again(
                &b,
                (&(*(&(*__obj::held(&b)))
                    .__obj_owner(
                        "next",
                        __OBJ_MODULE,
                        |place| __ObjWith_next { next: place },
                    ))
                    .next)
                    .read_by_graph("next"),
            ))
                .one_of_two();
            __obj::hold_again(&mut b, __obj_value);
            let __obj_value = __obj::any(__obj::alias(__obj::load::str(&constants, 2)));
            __obj::hold(&mut a, __obj_value);
        }
    }
    let mut b = __obj::settled(b);
    let mut a = __obj::settled(a);
    let mut d = __obj::variable(());
    let value = a;
    let mut a = __obj::variable(());
    let __obj_value = value;
    __obj::hold(&mut a, __obj_value);
    let mut break_out = __obj::variable(());
    if __obj::truth(&(*__obj::held(&a))) {
        let __obj_value = __obj::alias(__obj::load::int(&constants, 0));
        __obj::hold(&mut d, __obj_value);
    } else if __obj::truth(&b) {
        let __obj_value = __obj::alias(__obj::load::int(&constants, 1));
        __obj::hold(&mut d, __obj_value);
    } else {
        __obj::let_go(&mut a);
        let __obj_value = __obj::alias(__obj::load::int(&constants, 3));
        __obj::hold(&mut break_out, __obj_value);
    }
    let mut e = __obj::variable(());
    let mut a = __obj::variable(a);
    match &__obj::new(f()).__obj_bind() {
        __obj_source => {
            let mut items = __obj::iterate(__obj_source);
            while let __obj::core::option::Option::Some(item) = __obj::next(&mut items) {
                let [part_1_0, part_1_1] = {
                    let whole = item;
                    let done = __obj::unpack(&whole);
                    done
                };
                let __obj_value = part_1_0;
                __obj::hold(&mut e, __obj_value);
                let __obj_value = part_1_1;
                __obj::hold(&mut a, __obj_value);
                {
                    use __obj_in_loops as __obj;
                    {
                        let e = __obj::held(&e);
                        (e)
                    };
                }
            }
        }
    }
    __obj::release(a);
    __obj::release(c);
    __obj::release(d);
    __obj::release(break_out);
    __obj::release(e);
    {
        #[__obj::core::prelude::v1::derive(__obj::core::fmt::Debug)]
        struct Graph<T0> {
            pub b: T0,
        }
        Graph { b }
    }
}
