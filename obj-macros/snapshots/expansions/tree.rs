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
    struct __ObjWith_name<'a> {
        name: __obj::Place<'a>,
    }
    const _: fn(&__ObjWith_name<'_>) = |owner| {
        let _ = &owner.name;
    };
    let constants = __obj::constants!(
        [[__obj::Constant::Text("src"), __obj::Constant::Text("lib"),
        __obj::Constant::Integer(12), __obj::Constant::Integer(2)]], [[0, 1, 2, 3]]
    );
    let mut src = __obj::object(Folder {
        name: __obj::put(__obj::text("src", __obj::load::str(&constants, 0))),
        ..__obj::FieldDefault::default()
    });
    let mut lib = __obj::object(Folder {
        name: __obj::put(__obj::text("lib", __obj::load::str(&constants, 1))),
        parent: __obj::put(__obj::name(&src)),
        ..__obj::FieldDefault::default()
    });
    let _ = (*(&src.entries).__obj_get("push")).push(__obj::put(__obj::name(&lib)));
    __obj::set_attribute(
        __obj::int::<__obj::size::U7>(__obj::load::int(&constants, 2)),
        &lib.size,
    );
    let _ = __obj::print(
        &[
            &{
                let done = (&(*(&(*(&lib.parent).__obj_get("name")))
                    .__obj_owner(
                        "name",
                        __OBJ_MODULE,
                        |place| __ObjWith_name { name: place },
                    ))
                    .name)
                    .__obj_value("name");
                done
            },
            &__obj::boolean(
                __obj::equal(&__obj::refcount(&src), __obj::load::int(&constants, 3)),
            ),
        ],
    );
    __obj::release(lib);
    {
        #[__obj::core::prelude::v1::derive(__obj::core::fmt::Debug)]
        struct Graph<T0> {
            pub src: T0,
        }
        Graph { src }
    }
}
