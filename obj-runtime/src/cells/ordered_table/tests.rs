//! What holds inside a table, whatever is done with it.

use std::cell::RefCell;

use super::{OrderedTable, SearchKey};
use crate::cells::ObjMap;
use crate::header::Header;
use crate::object::Obj;
use crate::object::any::AnyObj;
use crate::trace::{Step, Trace, Tracer};
use crate::values::{Dict, FrozenSet, Int, List, Set, Str, Tuple};

struct ByNumber(i64);

impl SearchKey<Obj<Int>> for ByNumber {
    fn hash(&self) -> u64 {
        self.0 as u64
    }
    fn knows(&self, _: &Obj<Int>) -> Option<bool> {
        None
    }
    fn equals(&self, key: &Obj<Int>) -> bool {
        **key == self.0
    }
}

type Numbers = OrderedTable<Obj<Int>, ()>;

fn table(numbers: std::ops::Range<i64>) -> Numbers {
    let table = OrderedTable::new();
    for number in numbers {
        table.push(number as u64, number.into(), ());
    }
    table
}

#[test]
fn holes_are_few_and_positions_right() {
    let tenth = if cfg!(miri) { 5 } else { 100 };
    let table = table(0..10 * tenth);
    // From the front, as a queue, then from the middle, then from the back.
    for number in (0..3 * tenth).chain(4 * tenth..7 * tenth).chain((3 * tenth..4 * tenth).rev()) {
        assert!(table.remove(&ByNumber(number)).is_some());
        table.check();
    }
    assert_eq!(table.len() as i64, 3 * tenth);
    assert!((7 * tenth..10 * tenth).all(|number| table.find(&ByNumber(number)).is_some()));
    while table.take_last().is_some() {
        table.check();
    }
    table.push(1, 1.into(), ());
    table.check();
    assert_eq!(table.find(&ByNumber(1)), Some(0));
}

#[test]
fn every_change_of_keys_is_a_new_version_and_none_else() {
    let table = table(0..100);
    let mut last = table.version();
    let mut changed = |change: &dyn Fn()| {
        change();
        let before = std::mem::replace(&mut last, table.version());
        before != last
    };
    assert!(!changed(&|| assert_eq!(table.find(&ByNumber(7)), Some(7))));
    assert!(!changed(&|| table.replace(7, ())));
    assert!(!changed(&|| drop(table.duplicate())));
    assert!(changed(&|| table.push(200, 200.into(), ())));
    assert!(changed(&|| drop(table.take(7))));
    assert!(changed(&|| drop(table.take_last())));
    assert!(changed(&|| drop(table.exchange(OrderedTable::new()))));
    assert!(changed(&|| drop(table.take_all())));
}

type Change<'a> = Box<dyn FnOnce() + 'a>;

/// Looks for a number among keys of one hash. When it is compared with 2, it changes the table first.
struct Changing<'a> {
    number: i64,
    change: RefCell<Option<Change<'a>>>,
    compared: RefCell<Vec<i64>>,
}

impl<'a> Changing<'a> {
    fn when_compared(number: i64, change: impl FnOnce() + 'a) -> Self {
        Self { number, change: RefCell::new(Some(Box::new(change))), compared: RefCell::default() }
    }
}

impl SearchKey<Obj<Int>> for Changing<'_> {
    fn hash(&self) -> u64 {
        1
    }
    fn knows(&self, _: &Obj<Int>) -> Option<bool> {
        None
    }
    fn equals(&self, key: &Obj<Int>) -> bool {
        self.compared.borrow_mut().extend((1..=3).find(|&number| **key == number));
        if **key == 2
            && let Some(change) = self.change.take()
        {
            change();
        }
        **key == self.number
    }
}

#[test]
fn a_look_up_goes_on_where_the_compared_key_still_is() {
    let fill = |table: &Numbers, numbers: &[i64]| {
        numbers.iter().for_each(|&number| table.push(1, number.into(), ()));
    };
    let look_for_3 = |change: &dyn Fn(&Numbers)| {
        let table = OrderedTable::new();
        fill(&table, &[1, 2]);
        let probe = Changing::when_compared(3, || change(&table));
        let found = table.find(&probe);
        table.check();
        (found, probe.compared.into_inner())
    };
    assert_eq!(look_for_3(&|_| ()), (None, vec![1, 2]));
    // A key that is added is compared, and those before it are not compared again.
    assert_eq!(look_for_3(&|table| fill(table, &[3])), (Some(2), vec![1, 2, 3]));
    // All is new, and the key that is compared lies where it lay.
    let refill = |table: &Numbers| {
        drop(table.take_all());
        fill(table, &[3, 2]);
    };
    assert_eq!(look_for_3(&refill), (Some(0), vec![1, 2, 3]));
    // The same, in a comparison within the comparison.
    let nested = |table: &Numbers| {
        let inner = Changing::when_compared(2, || refill(table));
        assert_eq!(table.find(&inner), Some(1));
    };
    assert_eq!(look_for_3(&nested), (Some(0), vec![1, 2, 3]));
}

fn steps(value: &impl Trace) -> Vec<Step> {
    let mut tracer = Tracer::of_everything();
    Trace::trace(value, &mut tracer);
    tracer.take_paths().iter().map(|path| path[0]).collect()
}

#[test]
fn tracing_tells_the_way_to_each_item() {
    let items = || [AnyObj::from(1), AnyObj::from(2)];
    assert_eq!(steps(&List::from_iter(items())), [Step::Index(0), Step::Index(1)]);
    assert_eq!(steps(&Set::from_iter(items())), [Step::Index(0), Step::Index(1)]);
    assert_eq!(steps(&FrozenSet::from_iter(items())), [Step::Index(0), Step::Index(1)]);
    let dict = Dict::from_iter([("a", 1), ("b", 2), ("c", 3)]);
    dict.del_item(&"a".into());
    // Holes are not counted.
    assert_eq!(steps(&dict), [Step::Key(0), Step::Value(0), Step::Key(1), Step::Value(1)]);
    let map: ObjMap<Str, Int> = [("a".into(), 1.into())].into();
    assert_eq!(steps(&map), [Step::Key(0), Step::Value(0)]);
    let tuple = Obj::<Tuple>::from(items());
    let mut tracer = Tracer::of_everything();
    let info = Obj::as_any(&tuple).info();
    let value = tuple.handle().pointer().value();
    // SAFETY: the value is the tuple's.
    unsafe { (info.trace)(value, &mut tracer) };
    let found: Vec<Step> = tracer.take_paths().iter().map(|path| path[0]).collect();
    assert_eq!(found, [Step::Index(0), Step::Index(1)]);
    // SAFETY: as above.
    let size = unsafe { (info.size_of_value)(value) };
    assert_eq!(size, size_of::<Header>() + crate::object::row::HEAD + 2 * size_of::<AnyObj>());
}
