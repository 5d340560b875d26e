//! What a thread keeps for a type: the pool of its objects, and the tables of the objects that it shares by value.

use std::cell::Cell;
use std::thread::LocalKey;

use crate::ground::thread_static::{self, OfOneThread};
use crate::heap::Heap;
use crate::heap::pool::Pool;
use crate::heap::type_info::TypeInfo;
use crate::ledger::{Keeper, Token};
use crate::object::by_type::{ByType, KeptByType};
use crate::object::shared::cache_table::CacheTable;
use crate::object::shared::intern_table::InternTable;
use crate::thread_end::{KeptObject, Release, release_at_end};

/// The pool of a type, its table of interned objects and its table of small values.
#[derive(Default)]
pub struct TypeState {
    pub(crate) pool: Pool,
    pub(crate) interned: InternTable,
    pub(crate) cached: CacheTable,
}

impl TypeState {
    /// The state of a type of which there is no object yet.
    #[must_use]
    pub const fn new() -> Self {
        Self { pool: Pool::new(), interned: InternTable::new(), cached: CacheTable::new() }
    }
}

impl KeptByType for TypeState {
    fn is_unused(&self) -> bool {
        self.pool.is_unused() && self.interned.is_empty() && self.cached.is_empty()
    }
}

/// The state of a type that has its own thread-local.
#[inline]
#[must_use]
pub fn state_of(key: &'static LocalKey<TypeState>) -> &'static TypeState {
    thread_static::get(key)
}

// SAFETY: a `Pool` is made of cells.
unsafe impl OfOneThread for TypeState {}

impl Release for TypeState {
    fn release(&self) {
        self.cached.release();
    }

    fn keeps(&self, report: &mut dyn FnMut(KeptObject)) {
        let kept = |object| KeptObject { object, keeper: Keeper::SmallValues, token: Token::NONE };
        self.cached.objects().for_each(|object| report(kept(object)));
    }

    fn trim(&self) {
        self.interned.trim();
    }
}

/// The states of the generic types of a thread.
struct GenericStates(ByType<TypeState>);

thread_local! {
    static GENERIC_STATES: GenericStates = const { GenericStates(ByType::new()) };
}

// SAFETY: it is a cell.
unsafe impl OfOneThread for GenericStates {}

/// The states that were asked for last, by the address of the type's information.
///
/// A type may have several such addresses, but no address belongs to two types.
struct Recent([Cell<Option<(&'static TypeInfo, &'static TypeState)>>; RECENT]);

/// A power of two.
const RECENT: usize = 256;

thread_local! {
    static RECENT_STATES: Recent = const { Recent([const { Cell::new(None) }; RECENT]) };
}

impl Recent {
    #[inline]
    fn place(&self, info: &'static TypeInfo) -> &Cell<Option<(&'static TypeInfo, &'static TypeState)>> {
        &self.0[index_of(std::ptr::from_ref(info).addr())]
    }
}

/// The place of an address among recent ones. Information on types lies in rows, at distances that may be a power of two:
/// multiplicative hashing spreads them (Knuth, The Art of Computer Programming, volume 3, section 6.4).
#[inline]
fn index_of(address: usize) -> usize {
    /// The fraction of 1/π: it has no short period with the usual distances.
    const FACTOR: usize = (0x517c_c1b7_2722_0a95_u64 >> (64 - usize::BITS)) as usize;
    address.wrapping_mul(FACTOR) >> (usize::BITS - RECENT.ilog2())
}

/// The state of a generic type, which can have no thread-local of its own. A comparison for a type asked for
/// lately, a hash look-up for others.
#[inline]
#[must_use]
pub fn generic_state(info: &'static TypeInfo) -> &'static TypeState {
    RECENT_STATES.with(|recent| match recent.place(info).get() {
        Some((recent_info, state)) if std::ptr::eq(recent_info, info) => state,
        _ => find_generic_state(info),
    })
}

#[cold]
#[inline(never)]
fn find_generic_state(info: &'static TypeInfo) -> &'static TypeState {
    let states = thread_static::get(&GENERIC_STATES);
    if states.0.is_empty() {
        release_at_end(states);
    }
    let state = states.0.of(info.type_id);
    if Heap::current().may_keep() {
        RECENT_STATES.with(|recent| recent.place(info).set(Some((info, state))));
    }
    state
}

impl Release for GenericStates {
    /// Frees the states of types that have no objects.
    fn end(&self) -> bool {
        RECENT_STATES.with(|recent| recent.0.iter().for_each(|place| place.set(None)));
        self.0.end()
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn types_in_a_row_have_places_of_their_own() {
        let most = |distance: usize| {
            let places: HashSet<_> = (0..64).map(|number| index_of(0x7f12_3450 + number * distance)).collect();
            places.len()
        };
        for distance in [size_of::<TypeInfo>(), 128, 256, 264, 272, 304, 512, 1024] {
            assert!(most(distance) > 48, "{distance} bytes apart: {} places for 64 types", most(distance));
        }
    }
}
