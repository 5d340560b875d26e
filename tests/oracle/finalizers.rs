//! Finalizers: in cycles, in order, with resurrection, with panics.

use std::cell::{Cell, RefCell};
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::rc::Rc;

use obj_runtime::gc;
use obj_runtime::prelude::*;

use crate::recorded::{Recorded, py};

thread_local! {
    static STORE: RefCell<Vec<Obj<N>>> = const { RefCell::new(Vec::new()) };
    static LOG: RefCell<Vec<String>> = const { RefCell::new(Vec::new()) };
}

/// What the finalizer of an instance does.
#[derive(Trace, Default, Clone, Copy, PartialEq, Eq)]
enum Del {
    #[default]
    Nothing,
    Store,
    Log,
    LogWithOther,
    Raise,
}

#[derive(Object, Default)]
#[object(finalize)]
struct N {
    n: String,
    other: ObjCell<N>,
    me: ObjCell<N>,
    del: Del,
}

impl Finalize for N {
    fn finalize(this: &Obj<Self>) {
        match this.del {
            Del::Nothing => {}
            Del::Store => {
                log("1".into());
                STORE.with_borrow_mut(|store| store.push(this.clone()));
            }
            Del::Log => log(format!("'{}'", this.n)),
            Del::LogWithOther => {
                let other = this.other.borrow().map_or("None".into(), |other| format!("'{}'", other.n));
                log(format!("('{}', {other})", this.n));
            }
            Del::Raise => resume_unwind(Box::new("('ValueError', 'boom')".to_string())),
        }
    }
}

fn n(n: &str, del: Del) -> Obj<N> {
    Obj::new(N { n: n.into(), del, ..N::default() })
}

fn ring_of_one(del: Del) -> Obj<N> {
    let x = n("x", del);
    x.me.set(Some(x.clone()));
    x
}

fn log(text: String) {
    LOG.with_borrow_mut(|log| log.push(text));
}

fn printed(log: Vec<String>) -> String {
    format!("[{}]", log.join(", "))
}

fn calls() -> usize {
    LOG.with_borrow(Vec::len)
}

fn stored() -> usize {
    STORE.with_borrow(Vec::len)
}

fn clear_store() {
    drop(STORE.take());
}

#[test]
fn is_finalized() {
    let mut recorded = Recorded::new(include_str!("expected/055.txt"));
    let x = n("x", Del::Store);
    recorded.print_bool("alive", gc::is_finalized(Obj::as_any(&x)));
    drop(x);
    let x = STORE.with_borrow_mut(Vec::pop).expect("it was resurrected");
    recorded.print_bool("resurrected", gc::is_finalized(Obj::as_any(&x)));
    recorded.print_bool("atom", gc::is_finalized(&Obj::<Int>::from(3).into()));
    recorded.print_bool("plain", gc::is_finalized(Obj::as_any(&n("plain", Del::Nothing))));
    drop(x);
    recorded.print("second_drop_calls_again", stored());
    recorded.end();
}

#[test]
fn in_cycles() {
    let mut recorded = Recorded::new(include_str!("expected/059.txt"));
    gc::disable();
    let (a, b) = (n("a", Del::LogWithOther), n("b", Del::LogWithOther));
    a.other.set(Some(b.clone()));
    b.other.set(Some(a.clone()));
    drop((a, b));
    recorded.print("collect", gc::collect());
    let mut log = LOG.take();
    log.sort();
    recorded.print("each_saw_intact_partner", printed(log));
    // There is no garbage that cannot be collected.
    recorded.leave_out(&["garbage"]);
    let ring: Vec<_> = (0..5).map(|i| n(&i.to_string(), Del::Log)).collect();
    (0..5).for_each(|i| ring[i].other.set(Some(ring[(i + 1) % 5].clone())));
    drop(ring);
    recorded.print("ring_collect", gc::collect());
    recorded.print("ring_order", printed(LOG.take()));
    recorded.print("again", format_args!("{} {}", gc::collect(), printed(LOG.take())));
    recorded.end();
}

#[test]
fn order_in_cycles() {
    let mut recorded = Recorded::new(include_str!("expected/060.txt"));
    gc::disable();
    let numbers = || printed(LOG.take().into_iter().map(|text| text.replace('\'', "")).collect());
    let made: Vec<_> = (0..4).map(|i| n(&i.to_string(), Del::Log)).collect();
    for (i, j) in [(3, 2), (2, 1), (1, 0), (0, 3)] {
        made[i].other.set(Some(made[j].clone()));
    }
    drop(made);
    gc::collect();
    recorded.print("reverse_links", numbers());
    let made: Vec<_> = [2, 0, 3, 1].map(|i| n(&i.to_string(), Del::Log)).into();
    (0..4).for_each(|i| made[i].other.set(Some(made[(i + 1) % 4].clone())));
    drop(made);
    gc::collect();
    recorded.print("allocation_2_0_3_1", numbers());
    recorded.end();
}

#[test]
fn resurrection_by_counting() {
    let mut recorded = Recorded::new(include_str!("expected/061.txt"));
    gc::disable();
    let x = n("x", Del::Store);
    let (w, i) = (Obj::downgrade(&x), Obj::id(&x));
    drop(x);
    recorded.print("calls", calls());
    recorded.print_bool("same_object", STORE.with_borrow(|store| Obj::id(&store[0]) == i));
    let upgraded = w.upgrade();
    let is_stored = STORE.with_borrow(|store| upgraded.as_ref().is_some_and(|x| Obj::is(x, &store[0])));
    drop(upgraded);
    recorded.print_bool("weakref_survives_resurrection", is_stored);
    clear_store();
    recorded.print("calls_after_second_death", calls());
    recorded.print_bool("dead_now", w.upgrade().is_none());
    recorded.print("store", stored());
    LOG.take();
    drop(n("y", Del::Store));
    clear_store();
    recorded.print("slots_calls", calls());
    recorded.end();
}

#[test]
fn resurrection_by_the_collector() {
    let mut recorded = Recorded::new(include_str!("expected/062.txt"));
    gc::disable();
    let x = ring_of_one(Del::Store);
    let w = Obj::downgrade(&x);
    drop(x);
    recorded.print("collect", gc::collect());
    recorded.print("calls", calls());
    recorded.print("stored", stored());
    recorded.print("weakref_to_resurrected", if w.upgrade().is_none() { "dead" } else { "alive" });
    clear_store();
    recorded.print("second_collect", gc::collect());
    recorded.print("calls_total", calls());
    recorded.print("stored_again", stored());
    let x = ring_of_one(Del::Store);
    let cargo = n("cargo", Del::Nothing);
    cargo.other.set(Some(x.clone()));
    x.other.set(Some(cargo));
    drop(x);
    recorded.print("with_cargo_collect", gc::collect());
    let is_intact = STORE.with_borrow(|store| {
        let cargo = store[0].other.borrow();
        cargo.is_some_and(|cargo| cargo.other.is(&store[0]))
    });
    recorded.print_bool("cargo_intact", is_intact);
    clear_store();
    recorded.print("with_cargo_second", gc::collect());
    for _ in 0..100 {
        drop(ring_of_one(Del::Nothing));
    }
    drop(ring_of_one(Del::Store));
    recorded.print("100_plain_plus_one_lazarus", gc::collect());
    clear_store();
    recorded.print("then", gc::collect());
    recorded.end();
}

#[test]
fn partial_resurrection() {
    let mut recorded = Recorded::new(include_str!("expected/063.txt"));
    gc::disable();
    let (z, a, b, c) = (ring_of_one(Del::Store), n("a", Del::Log), n("b", Del::Log), n("c", Del::Log));
    z.other.set(Some(a.clone()));
    a.other.set(Some(b.clone()));
    b.other.set(Some(a.clone()));
    c.other.set(Some(c.clone()));
    drop((z, a, b, c));
    recorded.print("collect", gc::collect());
    let mut log: Vec<String> = LOG.take().into_iter().filter(|text| text != "1").collect();
    log.sort();
    recorded.print("finalizers_ran", printed(log));
    let reached = STORE.with_borrow(|store| {
        let a = store[0].other.get().expect("it holds a");
        let b = a.other.get().expect("a holds b");
        format!("{} {}", a.n, b.n)
    });
    recorded.print("reachable_from_survivor", reached);
    clear_store();
    recorded.print("second_collect", gc::collect());
    recorded.print("no_second_finalizer", printed(LOG.take()));
    recorded.end();
}

/// The texts that panics passed on or reported.
fn seen(work: impl FnOnce()) -> String {
    let panic = catch_unwind(AssertUnwindSafe(work)).err();
    let passed_on = panic.and_then(|panic| panic.downcast::<String>().ok()).map(|text| *text);
    printed(passed_on.into_iter().chain(LOG.take()).collect())
}

#[test]
fn errors() {
    let mut recorded = Recorded::new(include_str!("expected/064.txt"));
    gc::set_unraisable_hook(|panic| log(panic.message().unwrap_or_default().into()));
    gc::disable();
    // CPython reports the error, as `drop` does; `collect` passes it on, after everything else was done.
    let x = n("x", Del::Raise);
    recorded.print("after_del", seen(|| drop(x)));
    let c = n("c", Del::Nothing);
    let _w = Obj::downgrade_with(&c, |_| resume_unwind(Box::new("('KeyError', \"'cb'\")".to_string())));
    recorded.print("after_callback", seen(|| drop(c)));
    drop(ring_of_one(Del::Raise));
    recorded.print(
        "after_gc",
        seen(|| {
            gc::collect();
        }),
    );
    let outer = catch_unwind(|| {
        let _y = n("y", Del::Raise);
        resume_unwind(Box::new("outer"));
    });
    let outer = outer.unwrap_err().downcast::<&str>().expect("the outer panic is untouched");
    recorded.print("outer_exception_intact", format_args!("{outer} {}", printed(LOG.take())));
    recorded.end();
}

/// An instance whose finalizer changes what dies with it.
#[derive(Object, Default)]
#[object(finalize)]
struct Mutator {
    l: ObjCell<Mutator>,
    r: ObjCell<Mutator>,
    makes: bool,
    made: Cell<u32>,
}

thread_local!(static MADE: RefCell<Vec<Obj<Mutator>>> = const { RefCell::new(Vec::new()) });

impl Finalize for Mutator {
    fn finalize(this: &Obj<Self>) {
        log("'del'".into());
        if this.makes {
            this.made.set(2);
            MADE.set((0..this.made.get()).map(|_| Obj::new(Mutator::default())).collect());
        } else {
            this.l.set(None);
            this.r.set(None);
        }
    }
}

#[test]
fn mutation() {
    let mut recorded = Recorded::new(include_str!("expected/079.txt"));
    gc::disable();
    let s = Obj::new(Mutator::default());
    s.l.set(Some(s.clone()));
    drop(s);
    recorded.print("suicidal_self_cycle", format_args!("{} {}", gc::collect(), printed(LOG.take())));
    let made: Vec<_> = (0..4).map(|_| Obj::new(Mutator::default())).collect();
    for i in 0..4 {
        let before = &made[(i + 3) % 4];
        made[i].l.set(Some(before.clone()));
        before.r.set(Some(made[i].clone()));
    }
    drop(made);
    recorded.print("suicidal_ring_of_4", format_args!("{} {}", gc::collect(), LOG.take().len()));
    // Looking at an attribute runs no code.
    recorded.leave_out(&["boom"]);
    let g = Obj::new(Mutator { makes: true, ..Mutator::default() });
    g.l.set(Some(g.clone()));
    drop(g);
    recorded.print("finalizer_allocates", format_args!("{} {}", gc::collect(), MADE.with_borrow(Vec::len)));
    recorded.end();
}

/// An instance whose finalizer collects.
#[derive(Object, Default)]
#[object(finalize)]
struct F {
    me: ObjCell<F>,
    collects: bool,
}

impl Finalize for F {
    fn finalize(this: &Obj<Self>) {
        if this.collects {
            log(gc::collect().to_string());
            let x = Obj::new(Self::default());
            x.me.set(Some(x.clone()));
        }
    }
}

#[test]
fn collections_inside() {
    let mut recorded = Recorded::new(include_str!("expected/078.txt"));
    gc::disable();
    let f = Obj::new(F { collects: true, ..F::default() });
    f.me.set(Some(f.clone()));
    drop(f);
    recorded.print("outer", gc::collect());
    recorded.print("inner", printed(LOG.take()));
    recorded.print("cycle_made_in_finalizer", gc::collect());
    let c = Obj::new(F::default());
    c.me.set(Some(c.clone()));
    let inner = Rc::new(RefCell::new(Vec::new()));
    let counts = inner.clone();
    let w = Obj::downgrade_with(&c, move |_| counts.borrow_mut().push(gc::collect().to_string()));
    drop(c);
    recorded.print("outer2", gc::collect());
    recorded.print("inner2", printed(inner.take()));
    assert_eq!(py(w.is_dead()), "True");
    recorded.end();
}
