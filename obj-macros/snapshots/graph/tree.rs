fn unit() {
    {
        #[allow(
            clippy::all,
            clippy::pedantic,
            clippy::nursery,
            unused,
            non_snake_case,
            reason = "written by `graph!`"
        )]
        {
            use ::obj_runtime::__private::graph as __obj;
            use __obj::methods::*;
            let constants = __obj::constants!(
                [__obj::Constant::Str("src"), __obj::Constant::Str("lib"),
                __obj::Constant::Int(12), __obj::Constant::Int(2)], [0, 1, 2, 3]
            );
            let src = __obj::object(Folder {
                name: __obj::put(__obj::text("src", constants.str(0))),
                ..__obj::core::default::Default::default()
            });
            let lib = __obj::object(Folder {
                name: __obj::put(__obj::text("lib", constants.str(1))),
                parent: __obj::put(__obj::name(&src)),
                ..__obj::core::default::Default::default()
            });
            (&src.entries).__obj_get("entries").push(__obj::put(__obj::name(&lib)));
            __obj::set_attribute(
                __obj::int::<__obj::size::U7>(constants.int(2)),
                &lib.size,
            );
            __obj::print(
                &[
                    &(&lib.parent).__obj_get("parent").name,
                    &__obj::boolean(
                        __obj::equal(&__obj::refcount(&src), constants.int(3)),
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
    }
}
