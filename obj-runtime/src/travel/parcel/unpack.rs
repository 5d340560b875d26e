//! What a parcel has in it, and how it is put into a thread.

use std::any::Any;
use std::collections::VecDeque;

use hashbrown::HashMap;

use super::Room;
use super::maps::refill;
use super::survey::{Moved, Place, Places};
use crate::gc;
use crate::ground::hash::AddressHasher;
use crate::handle::AnyObj;
use crate::header::{FlagWord, ObjectPtr};
use crate::heap::type_info::TypeInfo;
use crate::ledger;
use crate::object::Obj;
use crate::object::end_reading::end_reading;
use crate::trace::{Fate, Refilling, Relocation, Relocator};
use crate::values::{Bool, Bytes, Float, Int, NoneType, Str, Tuple};
use crate::weak_table::WeakTable;
use crate::weak_table::anchors::RawWeak;

/// The value of an object on the way.
pub(super) enum Content {
    Text(Box<str>),
    Bytes(Box<[u8]>),
    Int(i64),
    Float(f64),
    Bool(bool),
    None,
    /// Of items that come before it.
    Tuple(Box<[u32]>),
    /// In the room. Objects of other threads that have it too were made of clones.
    Value {
        info: &'static TypeInfo,
        place: usize,
        was_finalized: bool,
    },
}

/// What a parcel has in it. Dropped by itself, it is leaked.
pub(super) struct Luggage {
    pub(super) room: Room,
    /// What never changes, each after what it leads to; then what was moved.
    pub(super) items: Vec<Content>,
    pub(super) first_moved: usize,
    /// The index of the root.
    pub(super) root: usize,
    /// The places of the objects, by the addresses that they had: handles in the values are these.
    pub(super) places: Places,
    /// The anchors that weak handles in the values had, and what these led to.
    pub(super) anchors: HashMap<usize, Place, AddressHasher>,
    /// The entries of maps whose keys hold handles.
    pub(super) taken: VecDeque<(usize, Box<dyn Any>)>,
}

impl Luggage {
    pub(super) fn len(&self) -> usize {
        self.items.len()
    }

    /// Makes the objects.
    pub(super) fn unpack(self) -> AnyObj {
        let Self { mut room, items, first_moved, root, places, anchors, taken } = self;
        let new = Vec::with_capacity(items.len());
        let arrival = Arrival { new, places, first_moved, anchors, promises: HashMap::default() };
        let mut relocator = Relocator::new(Box::new(arrival));
        relocator.taken = taken;
        let mut objects: Vec<AnyObj> = Vec::with_capacity(items.len());
        let (unchanging, moved) = items.split_at(first_moved);
        for item in unchanging {
            // Code of the program.
            let object = item.renew(&objects, &mut room, &mut relocator);
            relocator.arrived(object.handle().pointer());
            objects.push(object);
        }
        let quiet = (Paused::start(), ledger::looks_off());
        for item in moved {
            let object = item.place(&mut room);
            relocator.arrived(object.handle().pointer());
            objects.push(object);
        }
        for object in &objects[first_moved..] {
            // It was just made, and no code of the program has run.
            Moved { object: object.handle().pointer(), found: 0 }.relocate(&mut relocator);
        }
        let refills = std::mem::take(&mut relocator.refills);
        drop((relocator, quiet));
        // Code of the program.
        refill(refills, &objects[first_moved..]).unwrap_or_else(|problem| panic!("{problem}"));
        let root = objects.swap_remove(root);
        // The root leads to all of them.
        objects.into_iter().for_each(|object| end_reading(object, |_| true));
        root
    }
}

impl Content {
    /// An object with this value, if it never changes.
    fn renew(&self, before: &[AnyObj], room: &mut Room, relocator: &mut Relocator) -> AnyObj {
        match self {
            Self::Text(text) => Obj::<Str>::from(&**text).into(),
            Self::Bytes(bytes) => Obj::<Bytes>::from(&**bytes).into(),
            Self::Int(number) => Obj::<Int>::from(*number).into(),
            Self::Float(number) => Obj::<Float>::from(*number).into(),
            Self::Bool(value) => Obj::<Bool>::from(*value).into(),
            Self::None => Obj::new(NoneType).into(),
            Self::Tuple(items) => {
                Obj::<Tuple>::from_iter(items.iter().map(|&item| before[item as usize].clone())).into()
            }
            Self::Value { info, place, .. } => {
                room.relocate(info, *place, relocator);
                room.renew(info, *place)
            }
        }
    }

    /// An object with this value, in which the handles are to be exchanged.
    fn place(&self, room: &mut Room) -> AnyObj {
        let Self::Value { info, place, was_finalized } = self else { return Obj::new(NoneType).into() };
        let object = room.renew(info, *place);
        if *was_finalized {
            object.header().set(FlagWord::FINALIZED);
        }
        object
    }
}

/// While this lives, making objects collects nothing.
struct Paused {
    was_enabled: bool,
}

impl Paused {
    fn start() -> Self {
        let was_enabled = gc::is_enabled();
        gc::disable();
        Self { was_enabled }
    }
}

impl Drop for Paused {
    fn drop(&mut self) {
        if self.was_enabled {
            gc::enable();
        }
    }
}

/// What handles in the values become.
struct Arrival {
    /// The objects that have arrived, in the order of the items.
    new: Vec<ObjectPtr>,
    places: Places,
    first_moved: usize,
    anchors: HashMap<usize, Place, AddressHasher>,
    /// Weak handles to objects that have not arrived yet, by the indices of these.
    promises: HashMap<usize, RawWeak, AddressHasher>,
}

impl Relocation for Arrival {
    fn strong(&mut self, object: ObjectPtr, _is_known: bool) -> Fate {
        let new = self.places.of(object.address()).and_then(|place| self.new.get(place.index(self.first_moved)));
        match new {
            Some(&new) => Fate::WasMovedTo(new),
            // There is no such handle: `pack` has seen them all. If there were one, it must not be dropped.
            None => std::process::abort(),
        }
    }

    fn may_be_key(&self, _object: ObjectPtr) -> bool {
        true
    }

    fn weak(&mut self, anchor: usize, _target: &dyn Fn() -> Option<ObjectPtr>) -> Fate {
        let Some(&place) = self.anchors.get(&anchor) else { return Fate::WasLost };
        let index = place.index(self.first_moved);
        if let Some(&new) = self.new.get(index) {
            return Fate::WasMovedTo(new);
        }
        let promise = self.promises.entry(index).or_insert_with(|| WeakTable::current().promise());
        Fate::WasPromised(Box::new(promise.clone()))
    }

    fn refilling(&self) -> Refilling {
        Refilling::Arriving
    }

    fn arrived(&mut self, object: ObjectPtr) {
        if let Some(promise) = self.promises.remove(&self.new.len()) {
            WeakTable::current().keep_promise(&promise, object);
        }
        self.new.push(object);
    }
}
