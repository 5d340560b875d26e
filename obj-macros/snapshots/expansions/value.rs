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
    struct __ObjWith_value<'a> {
        value: __obj::Place<'a>,
    }
    const _: fn(&__ObjWith_value<'_>) = |owner| {
        let _ = &owner.value;
    };
    let constants = __obj::constants_for_once!([[__obj::Constant::Integer(257)]], [[0]]);
    let mut a = __obj::alias(__obj::load::int(&constants, 0));
    __obj::release(constants);
    let constants = __obj::constants_for_once!(
        [[__obj::Constant::Decimal(- 0.5)]], [[0]]
    );
    let mut b = __obj::alias(__obj::load::float(&constants, 0));
    __obj::release(constants);
    let mut c = __obj::object(Node {
        next: __obj::put(&__obj::new(make(__obj::put(__obj::name(&a))))),
        value: (40 + 2),
    });
    let constants = __obj::constants_for_once!([[__obj::Constant::Integer(1)]], [[0]]);
    match &(*(&(*(&c.next).__obj_get("value")))
        .__obj_owner("value", __OBJ_MODULE, |place| __ObjWith_value { value: place }))
    {
        base => {
            __obj::set_attribute(
                &__obj::new(
                    __obj::add_in_place(
                        &(&(base).value).__obj_value("value"),
                        __obj::load::int(&constants, 0),
                    ),
                ),
                &(base).value,
            )
        }
    }
    __obj::release(constants);
    __obj::set_attribute(&__obj::nothing(), &c.next);
    let constants = __obj::constants_for_once!([[__obj::Constant::Data(b"ab")]], [[0]]);
    let _ = (*(&(*(&(*(&c.next).__obj_get("next")))
        .__obj_owner("next", __OBJ_MODULE, |place| __ObjWith_next { next: place }))
        .next)
        .__obj_get("visit"))
        .visit::<
            u8,
        >(
            __obj::put(__obj::bytes(b"ab", __obj::load::bytes(&constants, 0))),
            __obj::put(&__obj::new(__obj::len(&c))),
        );
    __obj::release(constants);
    let value = c;
    __obj::release((a, b));
    value
}
