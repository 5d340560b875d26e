fn unit() {
    let constants = __obj::constants!(
        [[__obj::Constant::Integer(1), __obj::Constant::Integer(2),
        __obj::Constant::Integer(3), __obj::Constant::Items(& [0, 1, 2]),
        __obj::Constant::Text("a"), __obj::Constant::Text("b"), __obj::Constant::Items(&
        [4, 5]), __obj::Constant::Text("x"), __obj::Constant::Text("c"),
        __obj::Constant::Integer(4), __obj::Constant::Items(& [0, 1])]], [[3, 0, 1, 6, 7,
        8, 4, 9, 10]]
    );
    let mut empty = __obj::new_list([]);
    let mut three = __obj::list_of(__obj::load::tuple(&constants, 0));
    let mut two = __obj::new_set([
        __obj::put(__obj::int::<__obj::size::U7>(__obj::load::int(&constants, 1))),
        __obj::put(__obj::int::<__obj::size::U7>(__obj::load::int(&constants, 2))),
    ]);
    let mut table = __obj::new_dict([
        (
            __obj::put(__obj::text("a", __obj::load::str_in(&constants, 3, 0))),
            __obj::put(__obj::name(&three)),
        ),
        (
            __obj::put(__obj::text("b", __obj::load::str_in(&constants, 3, 1))),
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
                __obj::put(
                    __obj::int::<__obj::size::U7>(__obj::load::int(&constants, 1)),
                ),
                __obj::put(__obj::HasHash::hashable(__obj::name(&two).__obj_key())),
                __obj::put(__obj::text("x", __obj::load::str(&constants, 4))),
            ],
            &__obj::keep(),
        ),
        &table,
        __obj::load::str(&constants, 5),
    );
    __obj::delete_item(&table, __obj::load::str(&constants, 6));
    let _ = __obj::on::<1, _>(&three)
        .extend(
            __obj::list(
                [
                    __obj::put(
                        __obj::int::<__obj::size::U7>(__obj::load::int(&constants, 7)),
                    ),
                    __obj::put(&__obj::new(f(__obj::put(__obj::name(&two))))),
                ],
                &__obj::keep(),
            ),
        );
    let _ = __obj::boolean(__obj::is_in(&two, __obj::load::tuple(&constants, 8)));
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
