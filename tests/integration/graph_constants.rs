//! Which constants of a unit are one object, and how long.

use std::cell::Cell;
use std::future::Future;
use std::pin::pin;
use std::task::{Context, Poll, Waker};

use obj_runtime::gc;
use obj_runtime::inspect::Origin;
use obj_runtime::prelude::*;

fn is_one<T, U>(left: &Obj<T>, right: &Obj<U>) -> bool {
    Obj::is(left, right)
}

#[test]
fn a_unit_run_again_has_the_same_constants_and_another_unit_has_not() {
    type All = (Obj<Int>, Obj<Tuple>, Obj<Str>, Obj<Float>, Obj<Bytes>, Obj<List>);
    fn unit() -> All {
        let g = graph! {
            a = 1001;
            b = (1001, ("x y", None), 2.5);
            c = "x y";
            d = 2.5;
            e = b"xy";
            f = [1001, 1002, 1003];
        };
        assert!(g.b[0].id() == Obj::id(&g.a) && g.b[2].id() == Obj::id(&g.d));
        (g.a, g.b, g.c, g.d, g.e, g.f)
    }
    let (first, second) = (unit(), unit());
    assert!(is_one(&first.0, &second.0) && is_one(&first.1, &second.1) && is_one(&first.2, &second.2));
    assert!(is_one(&first.3, &second.3) && is_one(&first.4, &second.4) && !is_one(&first.5, &second.5));
    assert_eq!(first.5.get_item(0).id(), second.5.get_item(0).id());
    let other = graph! { a = 1001; b = "x y"; c = "x_y"; d = 5; };
    assert!(!is_one(&other.a, &first.0) && !is_one(&other.b, &first.2));
    let third = graph! { c = "x_y"; d = 5; };
    assert!(is_one(&other.c, &third.c) && is_one(&other.d, &third.d));
}

#[test]
fn constants_are_merged_by_type_and_value() {
    let g = graph! {
        a, b, c = 1000, 1000.0, 1000;
        d = 999 + 1;
        zero, minus = 0.0, -0.0;
        p, q = (a,), (a,);
        same = (a is c, a is d, zero is minus, p is q);
        one, true_ = (1,), (True,);
        nan, other = 1e308 * 10 - 1e308 * 10, 1e308 * 10 - 1e308 * 10;
    };
    assert_eq!(Obj::as_any(&g.same).repr(), "(True, True, False, False)");
    assert!(!is_one(&g.a, &g.b) && !is_one(&g.one, &g.true_) && g.nan.is_nan() && !is_one(&g.nan, &g.other));
}

#[test]
fn the_unit_holds_what_it_loads_and_tuples_hold_the_rest() {
    let g = graph! {
        a = 5001;
        one = getrefcount(a);
        b = 5001;
        two = getrefcount(a);
        c, d = 5002, 5002;
        pair = getrefcount(c);
        e = [6001, 6002, 6003];
        item = getrefcount(e[0]);
        f = [7001, 7002];
        short = getrefcount(f[0]);
    };
    // The pool and the name and the argument; a pair and a display of three are in one constant tuple.
    assert_eq!((*g.one, *g.two, *g.pair, *g.item, *g.short), (3, 4, 5, 3, 3));
}

#[test]
fn line_by_line_each_statement_is_a_unit_and_keeps_nothing() {
    let g = graph! {
        #![interactive]
        a = 257;
        b = 257;
        c = d = 257;
        e, f = 257, 257;
        t1 = (1, 2, 3);
        t2 = (1, 2, 3);
        s1 = "hello 1";
        s2 = "hello 1";
        i1 = "hello_1";
        i2 = "hello_1";
        small = 256;
        other = 256;
        count = refcount(a);
        (a is b, c is d, e is f, t1 is t2, s1 is s2, i1 is i2, small is other, count)
    };
    assert_eq!(Obj::as_any(&g).repr(), "(False, True, True, False, False, True, True, 1)");
}

#[test]
fn generic_functions_loops_and_recursion_share_one_pool() {
    fn generic<T: Default + Clone + 'static>(depth: usize) -> Vec<Obj<Int>> {
        let value = rust_value::<T>();
        let mut found = graph! {
            number = 123_456;
            inner = rust!(if depth > 0 { generic::<T>(depth - 1) } else { Vec::new() });
            kept = rust!(value);
        };
        found.inner.push(found.number);
        drop(found.kept);
        found.inner
    }
    fn rust_value<T: Default + Clone>() -> Vec<T> {
        vec![T::default(); 2]
    }
    let mut found = generic::<u8>(3);
    for _ in 0..3 {
        found.extend(generic::<String>(1));
    }
    assert!(found.iter().all(|number| is_one(number, &found[0])));
    assert_eq!(found.len(), 10);
}

#[test]
fn asynchronous_functions_keep_their_constants_over_a_wait() {
    async fn unit() -> (Obj<Int>, Obj<Int>) {
        let mut is_first = true;
        let wait = std::future::poll_fn(move |_| match std::mem::take(&mut is_first) {
            true => Poll::Pending,
            false => Poll::Ready(7),
        });
        let g = graph! {
            a = 654_321;
            b = rust!(wait.await);
            c = 654_321;
        };
        assert_eq!(g.b, 7);
        (g.a, g.c)
    }
    let mut future = pin!(unit());
    let mut context = Context::from_waker(Waker::noop());
    assert!(future.as_mut().poll(&mut context).is_pending());
    let Poll::Ready((first, second)) = future.as_mut().poll(&mut context) else { panic!("it is done") };
    assert!(is_one(&first, &second));
}

#[test]
fn each_thread_has_its_own_constants() {
    fn unit() -> Obj<Int> {
        graph! { 777_777 }
    }
    let here = unit();
    std::thread::spawn(|| {
        let (first, second) = (unit(), unit());
        assert!(is_one(&first, &second));
        assert_eq!(Obj::refcount(&first), 3);
    })
    .join()
    .unwrap();
    assert!(is_one(&here, &unit()));
    assert_eq!(Obj::refcount(&here), 2);
}

#[test]
fn a_finalizer_may_run_the_unit_whose_constants_are_being_made() {
    thread_local! {
        static DEPTH: Cell<u32> = const { Cell::new(0) };
    }

    #[derive(Object)]
    #[object(finalize)]
    struct Again {
        me: ObjCell<Again>,
    }

    impl Finalize for Again {
        fn finalize(_: &Obj<Self>) {
            if DEPTH.get() < 3 {
                DEPTH.set(DEPTH.get() + 1);
                unit();
            }
        }
    }

    fn unit() -> Obj<Tuple> {
        graph! {
            (100_001, 100_002, "a b", ("c d", 100_003), 1.25)
        }
    }

    // A cycle for the collector to find, as soon as it may look.
    graph! {
        a = Again { me: None };
        a.me = a;
    };
    let before = gc::threshold();
    gc::set_threshold(1);
    let (first, second) = (unit(), unit());
    gc::set_threshold(before);
    gc::collect();
    assert!(is_one(&first, &second) && is_one(&first, &unit()));
    assert!(DEPTH.get() > 0);
}

#[test]
#[cfg_attr(miri, ignore = "what is made after the end of the thread's heap leaves its page behind")]
fn a_unit_may_run_while_the_thread_ends() {
    struct AtEnd(Cell<Option<Obj<Str>>>);

    impl Drop for AtEnd {
        fn drop(&mut self) {
            let g = graph! { text = "at the end"; list = [text, 1_000_001]; };
            assert_eq!(g.list.len(), 2);
            self.0.set(Some(g.text));
        }
    }

    thread_local! {
        static AT_END: AtEnd = const { AtEnd(Cell::new(None)) };
    }

    let ended = std::thread::spawn(|| {
        AT_END.with(|_| ());
        graph! { text = "made before"; };
    });
    ended.join().unwrap();
}

#[test]
fn a_constant_says_that_it_is_one() {
    let g = graph! {
        number = 31_337;
        tuple = (1.5, "a b");
        name = "a_name";
        small = 7;
        list = [1, 2];
    };
    assert_eq!(Obj::origin(&g.number), Origin::Constant);
    assert_eq!(Obj::origin(&g.tuple), Origin::Constant);
    assert_eq!(Obj::origin(g.tuple[1].downcast_ref::<Str>().unwrap()), Origin::Constant);
    assert_eq!(Obj::origin(&g.name), Origin::Interned);
    assert_eq!(Obj::origin(&g.small), Origin::Cached);
    assert_eq!(Obj::origin(&g.list), Origin::Fresh);
    let once = graph! { #![interactive] number = 31_337; };
    assert_eq!(Obj::origin(&once.number), Origin::Fresh);
}
