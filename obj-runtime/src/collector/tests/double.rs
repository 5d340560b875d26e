//! A `Trace` that visits a handle twice.

use super::*;
use crate::collector::table::Entry;
use crate::collector::visits::DoubleVisit;
use crate::object::weak::Weak;

/// Visits one handle twice, behind a weak one.
struct Twice(Weak<Beside>, Obj<Beside>);

// SAFETY: it is only asked what it visits, and visits too much.
unsafe impl Trace for Twice {
    type Leaves<H> = Self;
    const HOLDS: bool = true;
    fn trace(this: &Self, tracer: &mut Tracer) {
        tracer.field("weak", &this.0);
        tracer.field("first", &this.1);
        tracer.field("second", &this.1);
        tracer.field("third", &this.1);
    }
}

#[derive(crate::Object)]
#[object(crate = crate)]
struct Holder {
    twice: Twice,
}

#[test]
fn what_is_visited_twice_is_named_by_its_first_two_places() {
    let beside = Obj::new(Beside::default());
    let holder = Obj::new(Holder { twice: Twice(Obj::downgrade(&beside), beside) });
    let mistake = DoubleVisit::of(Entry::of(holder.handle().pointer())).expect("three visits").to_string();
    assert!(mistake.contains("`Holder` visits a handle to `Beside` twice"), "{mistake}");
    assert!(mistake.ends_with("as `twice.first` and as `twice.second`"), "{mistake}");
}
