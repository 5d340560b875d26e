fn unit() {
    let constants = __obj::constants!(
        [[__obj::Constant::Integer(257), __obj::Constant::Integer(1),
        __obj::Constant::Text("x y"), __obj::Constant::Items(& [1, 2]),
        __obj::Constant::Decimal(2.5), __obj::Constant::Items(& [4, 2]),
        __obj::Constant::Integer(0), __obj::Constant::Integer(300),
        __obj::Constant::Text("order")]], [[0, 3, 1, 5, 6, 7, 8]]
    );
    let shared = __obj::alias(__obj::load::int(&constants, 0));
    let mut a = __obj::alias(&shared);
    let mut b = shared;
    let part_0 = __obj::alias(&b);
    let part_1 = __obj::alias(&a);
    let mut a = __obj::rebind(part_0, a);
    let mut b = __obj::rebind(part_1, b);
    let part_0 = __obj::alias(__obj::load::int_in(&constants, 1, 0));
    let part_1 = __obj::alias(__obj::load::str_in(&constants, 1, 1));
    let mut c = part_0;
    let mut d = part_1;
    let value = __obj::tuple([
        __obj::put(__obj::int::<__obj::size::U7>(__obj::load::int(&constants, 2))),
        __obj::put(__obj::name(__obj::load::tuple(&constants, 3))),
        __obj::put(__obj::name(&a)),
    ]);
    let mut c = __obj::rebind(value, c);
    let mut r#match = __obj::item(&c, __obj::load::int(&constants, 4));
    let value = __obj::add_in_place(
        &c,
        &__obj::tuple([__obj::put(__obj::name(&r#match)), __obj::put(&__obj::nothing())]),
    );
    let mut c = __obj::rebind(value, c);
    let value = __obj::sub_in_place(&a, __obj::load::int(&constants, 2));
    let mut a = __obj::rebind(value, a);
    if !(!__obj::is_none(&a)
        && 'comparison_1: {
            let right = &a;
            let left = right;
            let right = &b;
            if !{
                let left = left;
                __obj::less(&left, &right)
            } {
                break 'comparison_1 false;
            }
            let last;
            let left = right;
            last = __obj::load::int(&constants, 5);
            let right = &last;
            __obj::less_equal(&left, &right)
        })
    {
        __obj::assertion_error(__obj::load::str(&constants, 6))
    }
    __obj::release(a);
    __obj::release(c);
    let mut e = (&&__obj::joined(
        match __obj::alias(&b) {
            left if __obj::truth(&left) => __obj::Either::Left(left),
            left => {
                __obj::release(left);
                __obj::Either::Right(__obj::cast::<AnyObj, _, _>(&__obj::boolean(true)))
            }
        },
    ))
        .one_of_two();
    {
        #[__obj::core::prelude::v1::derive(__obj::core::fmt::Debug)]
        struct Graph<T0, T1, T2, T3> {
            pub b: T0,
            pub d: T1,
            pub r#match: T2,
            pub e: T3,
        }
        Graph { b, d, r#match, e }
    }
}
