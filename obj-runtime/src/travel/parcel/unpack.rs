//! What a parcel has in it, and how it is put into a thread.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::rc::Rc;

use hashbrown::HashMap;

use super::super::numbers::Slots;
use super::super::quiet::{Quiet, Unsettled};
use super::super::reach;
use super::Room;
use super::maps::refill;
use super::survey::relocate;
use super::values::Values;
use crate::collector;
use crate::ground::hash::AddressHasher;
use crate::handle::{AnyObj, Handle};
use crate::header::{FlagWord, ObjectPtr};
use crate::heap::Heap;
use crate::heap::type_info::TypeInfo;
use crate::ledger;
use crate::object::Obj;
use crate::object::end_reading::end_reading;
use crate::trace::{Fate, Refilling, Relocation, Relocator, Taken, WeakOf};
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
    },
}

/// Where a weak handle led.
#[derive(Clone, Copy)]
pub(super) enum Way {
    /// To the object of a number.
    To(u32),
    /// To what is not in the parcel, of an identity.
    Lost(u64),
}

/// What a parcel has in it. Dropped by itself, it is leaked.
pub(super) struct Luggage {
    pub(super) room: Room,
    /// What never changes, each after what it leads to, with its number.
    pub(super) contents: Vec<(Content, u32)>,
    /// What was moved.
    pub(super) values: Values,
    /// The numbers of the objects, by the addresses that they had: handles in the values are these.
    pub(super) slots: Slots,
    /// The handles to each object that was moved, by its number.
    pub(super) found: Vec<u32>,
    /// The number of the root.
    pub(super) root: u32,
    /// The anchors that weak handles in the values had, and where these led.
    pub(super) anchors: HashMap<usize, Way, AddressHasher>,
    /// The entries of maps whose keys hold handles.
    pub(super) taken: Taken,
}

impl Luggage {
    pub(super) fn len(&self) -> usize {
        self.contents.len() + self.values.count
    }

    /// Makes the objects. While handles are exchanged, none of them asks whether a collection is due: that is asked before.
    pub(super) fn unpack(self) -> AnyObj {
        collector::collect_if_due(Heap::current());
        let Self { mut room, contents, values, slots, found, root, anchors, taken } = self;
        let new = vec![Cell::new(None); slots.len()];
        let (promises, lost) = (RefCell::default(), RefCell::default());
        let has_shared = !contents.is_empty();
        let arrival = Rc::new(Arrival { new, slots, anchors, promises, lost, has_shared, found });
        let mut relocator = Relocator::new(Box::new(Rc::clone(&arrival)));
        relocator.taken = taken;
        let mut shared: Vec<AnyObj> = Vec::with_capacity(contents.len());
        for (content, number) in &contents {
            // Code of the program.
            let object = content.renew(&shared, &mut room, &mut relocator);
            arrival.arrived(*number, object.handle().pointer());
            shared.push(object);
        }
        let (quiet, unsettled) = (Quiet::start(), Unsettled::begin());
        let mut held = Vec::new();
        values
            .each(&arrival.found)
            .for_each(|(number, info, place)| held.extend(arrival.make(number, room.renew(info, place))));
        values.finalized.iter().for_each(|&number| arrival.object(number).header().set(FlagWord::FINALIZED));
        values.each(&arrival.found).for_each(|(number, info, _)| {
            // It was just made, and no code of the program has run.
            relocate(info, arrival.object(number), &mut relocator);
        });
        let refills = std::mem::take(&mut relocator.refills);
        unsettled.end();
        drop((relocator, quiet));
        let root = arrival.root(root);
        if !refills.is_empty() {
            let objects: Vec<_> =
                values.each(&arrival.found).map(|(number, ..)| reach::held(arrival.object(number))).collect();
            // Code of the program.
            refill(refills, &objects).unwrap_or_else(|problem| panic!("{problem}"));
            held.extend(objects);
        }
        // The root leads to all of them.
        held.into_iter().chain(shared).for_each(|object| end_reading(object, |_| true));
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
            Self::Value { info, place } => {
                room.relocate(info, *place, relocator);
                room.renew(info, *place)
            }
        }
    }
}

/// What handles in the values become.
struct Arrival {
    /// The objects that have arrived, by their numbers.
    new: Vec<Cell<Option<ObjectPtr>>>,
    slots: Slots,
    /// Whether there are others than those that were moved.
    has_shared: bool,
    /// The handles to those that were moved, by their numbers.
    found: Vec<u32>,
    anchors: HashMap<usize, Way, AddressHasher>,
    /// Weak handles to objects that have not arrived yet, by the numbers of these.
    promises: RefCell<HashMap<u32, RawWeak, AddressHasher>>,
    /// Weak handles to what is not in the parcel, by the identities that they had: they are dead.
    lost: RefCell<BTreeMap<u64, RawWeak>>,
}

impl Arrival {
    fn arrived(&self, number: u32, object: ObjectPtr) {
        if !self.promises.borrow().is_empty() {
            self.keep_promise(number, object);
        }
        self.new[number as usize].set(Some(object));
    }

    #[cold]
    fn keep_promise(&self, number: u32, object: ObjectPtr) {
        if let Some(promise) = self.promises.borrow_mut().remove(&number) {
            WeakTable::current().keep_promise(&promise, object);
        }
    }

    /// An object that was moved is made anew. Its handles are counted before they are exchanged; where handles are traced, one by one,
    /// and the first is returned, to be dropped.
    fn make(&self, number: u32, object: AnyObj) -> Option<AnyObj> {
        self.arrived(number, object.handle().pointer());
        if ledger::ARE_TRACED {
            return Some(object);
        }
        object.header().count_more(self.found[number as usize] - 1);
        std::mem::forget(object);
        None
    }

    /// The object of a number, which has arrived.
    fn object(&self, number: u32) -> ObjectPtr {
        // There is no other: `pack` has seen them all. If there were one, handles to it must not be dropped.
        self.new[number as usize].get().unwrap_or_else(|| std::process::abort())
    }

    /// Whether the handles to an object are counted already.
    fn is_counted(&self, number: u32) -> bool {
        !ledger::ARE_TRACED && (!self.has_shared || self.found[number as usize] > 0)
    }

    /// A handle to the object of a number.
    fn handle(&self, number: u32) -> Handle {
        let object = self.object(number);
        match self.is_counted(number) {
            // SAFETY: the object is alive, and the handle counted.
            true => unsafe { Handle::lend(object) },
            false => reach::held(object).into_handle(),
        }
    }

    /// The handle that the parcel was.
    fn root(&self, number: u32) -> AnyObj {
        AnyObj::from_handle(self.handle(number))
    }
}

impl Relocation for Rc<Arrival> {
    fn strong(&mut self, handle: &mut Handle, _is_known: bool, _left: &mut Vec<Handle>) {
        let known = self.slots.find(handle.pointer());
        let new = known.map_or_else(|| std::process::abort(), |(number, _)| self.handle(number));
        // It is one of the thread that it comes from.
        std::mem::forget(std::mem::replace(handle, new));
    }

    fn may_be_key(&self, _object: ObjectPtr) -> bool {
        true
    }

    fn weak(&mut self, anchor: usize, _target: &dyn Fn() -> WeakOf) -> Fate {
        let promised = |promise: &mut RawWeak| Fate::WasPromised(Box::new(promise.clone()));
        let number = match self.anchors.get(&anchor).copied().unwrap_or(Way::Lost(0)) {
            Way::To(number) => number,
            Way::Lost(identity) => {
                let mut lost = self.lost.borrow_mut();
                return promised(lost.entry(identity).or_insert_with(|| WeakTable::current().promise()));
            }
        };
        if let Some(new) = self.new[number as usize].get() {
            return Fate::WasMovedTo(new);
        }
        let mut promises = self.promises.borrow_mut();
        promised(promises.entry(number).or_insert_with(|| WeakTable::current().promise()))
    }

    fn refilling(&self) -> Refilling {
        Refilling::Arriving
    }
}
