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
                [__obj::Constant::Int(1), __obj::Constant::Int(2),
                __obj::Constant::Int(3), __obj::Constant::Tuple(& [0, 1, 2]),
                __obj::Constant::Str("a"), __obj::Constant::Str("b"),
                __obj::Constant::Tuple(& [4, 5]), __obj::Constant::Str("x"),
                __obj::Constant::Str("c"), __obj::Constant::Int(4),
                __obj::Constant::Tuple(& [0, 1])], [3, 0, 1, 6, 7, 8, 4, 9, 10]
            );
            let empty = __obj::new_list([]);
            let three = __obj::list_of(constants.tuple(0));
            let two = __obj::new_set([
                __obj::put(__obj::int::<__obj::size::U7>(constants.int(1))),
                __obj::put(__obj::int::<__obj::size::U7>(constants.int(2))),
            ]);
            let table = __obj::new_dict([
                (
                    __obj::put(__obj::text("a", constants.str_in(3, 0))),
                    __obj::put(__obj::name(&three)),
                ),
                (
                    __obj::put(__obj::text("b", constants.str_in(3, 1))),
                    __obj::put(
                        &__obj::new(
                            __obj::new_list([
                                __obj::put(__obj::name(&empty)),
                                __obj::put(&__obj::nothing()),
                            ]),
                        ),
                    ),
                ),
            ]);
            __obj::set_item_exactly(
                __obj::set(
                    [
                        __obj::put(__obj::int::<__obj::size::U7>(constants.int(1))),
                        __obj::name(&two).__obj_key(),
                        __obj::put(__obj::text("x", constants.str(4))),
                    ],
                    &__obj::keep(),
                ),
                &table,
                constants.str(5),
            );
            __obj::delete_item(&table, constants.str(6));
            three
                .extend(
                    __obj::list(
                        [
                            __obj::put(__obj::int::<__obj::size::U7>(constants.int(7))),
                            __obj::put(&__obj::new(f(__obj::put(__obj::name(&two))))),
                        ],
                        &__obj::keep(),
                    ),
                );
            let _ = __obj::boolean(__obj::is_in(&two, constants.tuple(8)));
            {
                #[__obj::core::prelude::v1::derive(__obj::core::fmt::Debug)]
                struct Graph<T0, T1, T2, T3> {
                    pub empty: T0,
                    pub three: T1,
                    pub two: T2,
                    pub table: T3,
                }
                Graph { empty, three, two, table }
            }
        }
    }
}
