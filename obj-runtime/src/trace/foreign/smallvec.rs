//! Types of `smallvec`.

use smallvec::{Array, SmallVec};

use crate::trace::{Frozen, Scale, Trace, Tracer};

// SAFETY: each item is owned by the vector and visited once.
unsafe impl<A: Array<Item: Trace>> Trace for SmallVec<A> {
    type Leaves<H> = Self;
    const HOLDS: bool = A::Item::HOLDS_BEHIND;
    const HOLDS_BEHIND: bool = A::Item::HOLDS_BEHIND;
    #[inline]
    fn trace(this: &Self, tracer: &mut Tracer) {
        tracer.items(this);
    }
    const OWNS: bool = true;
    #[inline]
    fn weigh(this: &Self, scale: &mut Scale) {
        if this.spilled() {
            scale.add(this.capacity() * size_of::<A::Item>());
        }
        scale.items(this.len(), this.iter());
    }
}

impl<A: Array<Item: Frozen>> Frozen for SmallVec<A> {}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::trace::testing::is_collected;

    #[test]
    fn cycles_are_collected() {
        is_collected(|to| SmallVec::<[_; 2]>::from_iter([to]));
        is_collected(|to| SmallVec::<[_; 1]>::from_iter([Some(to), None, None]));
    }
}
