//! Deep structures, and the places of dead objects.

use std::cell::{Cell, RefCell};

use obj_runtime::prelude::*;

use crate::recorded::{Recorded, py};

thread_local! {
    static COUNT: Cell<usize> = const { Cell::new(0) };
    static LOG: RefCell<Vec<i32>> = const { RefCell::new(Vec::new()) };
}

#[derive(Object)]
#[object(finalize)]
struct N {
    nxt: Option<Obj<N>>,
}

impl N {
    fn new(nxt: Option<Obj<Self>>) -> Obj<Self> {
        COUNT.set(COUNT.get() + 1);
        Obj::new(Self { nxt })
    }
}

impl Finalize for N {
    fn finalize(_: &Obj<Self>) {
        COUNT.set(COUNT.get() - 1);
    }
}

fn nested(depth: usize, wrap: fn(AnyObj) -> AnyObj) -> AnyObj {
    (0..depth).fold(().into(), |inner, _| wrap(inner))
}

fn list(item: AnyObj) -> AnyObj {
    Obj::<List>::from([item]).into()
}

fn tuple(item: AnyObj) -> AnyObj {
    Obj::<Tuple>::from([item]).into()
}

fn dict(value: AnyObj) -> AnyObj {
    Obj::<Dict>::from([(1, value)]).into()
}

#[test]
fn deep_structures() {
    let mut recorded = Recorded::new(include_str!("expected/038.txt"));
    let c = (0..200_000).fold(None, |nxt, _| Some(N::new(nxt)));
    assert!(c.as_ref().is_some_and(|c| c.nxt.is_some()));
    recorded.print("alive", COUNT.get());
    drop(c);
    recorded.print("alive_after_chain", COUNT.get());
    drop(nested(500_000, list));
    recorded.print_bool("nested_lists_freed", true);
    drop(nested(500_000, tuple));
    recorded.print_bool("nested_tuples_freed", true);
    drop(nested(200_000, dict));
    recorded.print_bool("nested_dicts_freed", true);
    let x = (0..100_000).fold(AnyObj::from(N::new(None)), |x, _| list(dict(tuple(x))));
    recorded.print("alive_mixed", COUNT.get());
    drop(x);
    recorded.print("alive_after_mixed", COUNT.get());
    recorded.leave_out(&["nested_closures_freed"]);
    recorded.end();
}

/// An instance whose finalizer tells its number.
#[derive(Object)]
#[object(finalize)]
struct D {
    n: i32,
    nxt: Option<Obj<D>>,
}

impl Finalize for D {
    fn finalize(this: &Obj<Self>) {
        LOG.with_borrow_mut(|log| log.push(this.n));
    }
}

fn d(n: i32, nxt: Option<Obj<D>>) -> Obj<D> {
    Obj::new(D { n, nxt })
}

#[test]
fn the_order_of_deep_structures() {
    let mut recorded = Recorded::new(include_str!("expected/039.txt"));
    // A list drops its last item first, so the deeper list goes first.
    drop((0..10).fold(AnyObj::from(()), |x, i| Obj::<List>::from([d(i, None).into(), x]).into()));
    let log = LOG.take();
    recorded.print("depth_10", format_args!("({}, {})", log.len(), py(log.is_sorted())));
    // How deep drops nest depends on their frames.
    recorded.leave_out(&["depth_40", "depth_49", "depth_50", "depth_51", "depth_100"]);
    let x = (0..300).fold(None, |nxt, i| Some(d(i, nxt)));
    assert!(x.as_ref().is_some_and(|x| x.nxt.is_some()));
    drop(x);
    recorded.print_bool("chain_300_outermost_first", LOG.take().into_iter().eq((0..300).rev()));
    recorded.end();
}

/// Whether the places of three objects come back last in, first out.
fn lifo<T>(mk: impl Fn(usize) -> T, id: impl Fn(&T) -> usize) -> String {
    let made: [T; 3] = std::array::from_fn(&mk);
    let [ix, iy, iz] = made.each_ref().map(&id);
    made.into_iter().for_each(drop);
    let again: [T; 3] = std::array::from_fn(&mk);
    let [a, b, c] = again.each_ref().map(&id);
    format!("({}, {}, {})", py(a == iz), py(b == iy), py(c == ix))
}

#[test]
fn places_are_used_again() {
    let mut recorded = Recorded::new(include_str!("expected/040.txt"));
    recorded.print("list_display", lifo(|_| Obj::<List>::from(Vec::<AnyObj>::new()), Obj::id));
    // There is one way to make an object.
    recorded.leave_out(&["list_call_bypasses_free_list"]);
    recorded.print("dict_display", lifo(|_| Obj::new(Dict::default()), Obj::id));
    recorded.leave_out(&["dict_call"]);
    recorded.print("float", lifo(|_| Obj::<Float>::from(1.5), Obj::id));
    recorded.leave_out(&["object"]);
    recorded.print("slots_instance", lifo(|_| d(0, None), Obj::id));
    recorded.print("tuple_3", lifo(|_| Obj::<Tuple>::from([1, 2, 3]), Obj::id));
    let f = Obj::<Float>::from(2.5);
    let i = Obj::id(&f);
    drop(f);
    recorded.print_bool("float_block_reused_by_next_float", Obj::id(&Obj::<Float>::from(3.5)) == i);
    recorded.end();
}
