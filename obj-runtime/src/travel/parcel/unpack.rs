//! What a parcel has in it, and how it is put into a thread.

use hashbrown::HashMap;

use super::Room;
use crate::gc;
use crate::ground::hash::AddressHasher;
use crate::handle::AnyObj;
use crate::header::{FlagWord, ObjectPtr};
use crate::heap::type_info::TypeInfo;
use crate::ledger;
use crate::object::Obj;
use crate::trace::{Fate, Relocation, Relocator};
use crate::values::{Bool, Bytes, Float, Int, NoneType, Str};

/// An object on the way.
pub(super) struct Item {
    /// What handles to it are, in the values: the address that it had.
    pub(super) address: usize,
    pub(super) content: Content,
}

/// Its value.
pub(super) enum Content {
    Text(Box<str>),
    Bytes(Box<[u8]>),
    Int(i64),
    Float(f64),
    Bool(bool),
    None,
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
    pub(super) items: Vec<Item>,
    pub(super) first_moved: usize,
    pub(super) root: usize,
    /// The anchors that weak handles in the values had, and the addresses that their objects had.
    pub(super) anchors: HashMap<usize, usize, AddressHasher>,
}

impl Luggage {
    pub(super) fn len(&self) -> usize {
        self.items.len()
    }

    /// Makes the objects.
    pub(super) fn unpack(mut self) -> AnyObj {
        let new = HashMap::with_capacity_and_hasher(self.items.len(), AddressHasher);
        let anchors = std::mem::take(&mut self.anchors);
        let mut relocator = Relocator::new(Box::new(Arrival { new, anchors }));
        let mut objects: Vec<AnyObj> = Vec::with_capacity(self.items.len());
        let (unchanging, moved) = self.items.split_at(self.first_moved);
        for item in unchanging {
            // Code of the program.
            objects.push(item.content.renew(&mut self.room, &mut relocator));
            arrive(&mut relocator, item, objects.last());
        }
        let (_paused, _off) = (Paused::start(), ledger::looks_off());
        for item in moved {
            objects.push(item.content.place(&mut self.room));
            arrive(&mut relocator, item, objects.last());
        }
        for object in &objects[self.first_moved..] {
            let (info, value) = (object.info(), object.handle().pointer().value());
            // SAFETY: the object was just made, and no code of the program has run.
            unsafe { (info.travels.relocate)(value, &mut relocator) };
        }
        objects.swap_remove(self.root)
    }
}

/// An object has its new place.
fn arrive(relocator: &mut Relocator, item: &Item, object: Option<&AnyObj>) {
    if let Some(object) = object {
        relocator.arrived(item.address, object.handle().pointer());
    }
}

impl Content {
    /// An object with this value, if it never changes.
    fn renew(&self, room: &mut Room, relocator: &mut Relocator) -> AnyObj {
        match self {
            Self::Text(text) => Obj::<Str>::from(&**text).into(),
            Self::Bytes(bytes) => Obj::<Bytes>::from(&**bytes).into(),
            Self::Int(number) => Obj::<Int>::from(*number).into(),
            Self::Float(number) => Obj::<Float>::from(*number).into(),
            Self::Bool(value) => Obj::<Bool>::from(*value).into(),
            Self::None => Obj::new(NoneType).into(),
            Self::Value { info, place, .. } => {
                // SAFETY: the value is the parcel's alone,
                unsafe { (info.travels.relocate)(room.at(*place), relocator) };
                // SAFETY: and is taken once.
                unsafe { (info.travels.renew)(room.at(*place)) }
            }
        }
    }

    /// An object with this value, in which the handles are to be exchanged.
    fn place(&self, room: &mut Room) -> AnyObj {
        let Self::Value { info, place, was_finalized } = self else { return Obj::new(NoneType).into() };
        // SAFETY: the value is the parcel's alone, and is taken once.
        let object = unsafe { (info.travels.renew)(room.at(*place)) };
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
    new: HashMap<usize, ObjectPtr, AddressHasher>,
    anchors: HashMap<usize, usize, AddressHasher>,
}

impl Relocation for Arrival {
    fn strong(&mut self, object: ObjectPtr, _is_known: bool) -> Fate {
        match self.new.get(&object.address()) {
            Some(&new) => Fate::WasMovedTo(new),
            // There is no such handle: `pack` has seen them all. If there were one, it must not be dropped.
            None => std::process::abort(),
        }
    }

    fn may_be_key(&self, _object: ObjectPtr) -> bool {
        true
    }

    fn weak(&mut self, anchor: usize, _target: &dyn Fn() -> Option<ObjectPtr>) -> Fate {
        let new = self.anchors.get(&anchor).and_then(|target| self.new.get(target));
        new.map_or(Fate::WasLost, |&new| Fate::WasMovedTo(new))
    }

    fn arrived(&mut self, address: usize, object: ObjectPtr) {
        self.new.insert(address, object);
    }
}
