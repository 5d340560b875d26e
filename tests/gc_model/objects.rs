//! The objects of the model test: several types, each with tokens that tell the model of its death.

use std::cell::{Cell, RefCell};
use std::mem::ManuallyDrop;

use obj_runtime::prelude::*;

use super::events;

/// The number of an object, in order of making.
pub(crate) type Serial = usize;

/// The first field of every object: its drop tells that the value begins to be dropped.
pub(crate) struct Start(pub(crate) Serial);

impl Drop for Start {
    fn drop(&mut self) {
        events::drop_begins(self.0);
    }
}

/// The last field of every object.
pub(crate) struct End(Serial);

impl Drop for End {
    fn drop(&mut self) {
        events::drop_ends(self.0);
    }
}

/// A type of objects.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Kind {
    /// With cells and a list of its own type.
    Node,
    /// With a `RefCell`.
    Wide,
    /// With a finalizer.
    Final,
    /// With a finalizer and pages of its own.
    Big,
    /// With a finalizer; cannot be in cycles.
    Leaf,
}

impl Kind {
    pub(crate) fn is_tracked(self) -> bool {
        self != Self::Leaf
    }

    pub(crate) fn finalizes(self) -> bool {
        matches!(self, Self::Final | Self::Big | Self::Leaf)
    }

    /// The number of places for one handle each.
    pub(crate) fn places(self) -> usize {
        match self {
            Self::Node => 3,
            Self::Final => 2,
            Self::Big => 1,
            Self::Wide | Self::Leaf => 0,
        }
    }

    pub(crate) fn accepts(self, place: usize, value: Self) -> bool {
        self != Self::Node || place == 0 || value == Self::Node
    }

    pub(crate) fn lists(self, value: Self) -> bool {
        self == Self::Wide || self == Self::Node && value == Self::Node
    }
}

#[derive(Object)]
pub(crate) struct Node {
    #[object(skip)]
    start: Start,
    slot: Cell<Option<AnyObj>>,
    pub(crate) cells: [ObjCell<Node>; 2],
    pub(crate) list: ObjVec<Node>,
    pub(crate) parent: WeakCell<Node>,
    #[object(skip)]
    _end: End,
}

impl Clone for Node {
    fn clone(&self) -> Self {
        let serial = events::clone_begins(self.start.0);
        let slot = self.slot.take();
        self.slot.set(slot.clone());
        Self {
            start: Start(serial),
            slot: Cell::new(slot),
            cells: self.cells.clone(),
            list: self.list.clone(),
            parent: self.parent.clone(),
            _end: End(serial),
        }
    }
}

impl Node {
    pub(crate) fn serial(&self) -> Serial {
        self.start.0
    }
}

#[derive(Object)]
pub(crate) struct Wide {
    #[object(skip)]
    start: Start,
    pub(crate) all: RefCell<Vec<AnyObj>>,
    #[object(skip)]
    _end: End,
}

macro_rules! finalizing {
    ($name:ident { $($field:ident: $type:ty = $value:expr),* }) => {
        #[derive(Object)]
        #[object(finalize)]
        pub(crate) struct $name {
            #[object(skip)]
            start: Start,
            $($field: $type,)*
            #[object(skip)]
            _end: End,
        }

        impl Finalize for $name {
            fn finalize(this: &Obj<Self>) {
                events::finalize(Obj::as_any(this));
            }
        }

        impl $name {
            fn new(serial: Serial) -> Self {
                Self { start: Start(serial), $($field: $value,)* _end: End(serial) }
            }
        }
    };
}

finalizing!(Final { slots: [Cell<Option<AnyObj>>; 2] = [const { Cell::new(None) }; 2] });
finalizing!(Big { slot: Cell<Option<AnyObj>> = Cell::new(None), _rest: [u8; 3000] = [0; 3000] });
finalizing!(Leaf {});

/// The value of a fresh node.
pub(crate) fn node(serial: Serial) -> Node {
    Node {
        start: Start(serial),
        slot: Cell::new(None),
        cells: Default::default(),
        list: ObjVec::new(),
        parent: WeakCell::new(),
        _end: End(serial),
    }
}

pub(crate) fn make(kind: Kind, serial: Serial) -> AnyObj {
    match kind {
        Kind::Node => Obj::new(node(serial)).into(),
        Kind::Wide => Obj::new(Wide { start: Start(serial), all: RefCell::default(), _end: End(serial) }).into(),
        Kind::Final => Obj::new(Final::new(serial)).into(),
        Kind::Big => Obj::new(Big::new(serial)).into(),
        Kind::Leaf => Obj::new(Leaf::new(serial)).into(),
    }
}

/// Does the same with an object of any type: `typed!(object, of => expression)`.
macro_rules! typed {
    ($object:expr, $of:ident => $result:expr) => {{
        let object: &AnyObj = $object;
        if let Some($of) = object.downcast_ref::<Node>() {
            $result
        } else if let Some($of) = object.downcast_ref::<Wide>() {
            $result
        } else if let Some($of) = object.downcast_ref::<Final>() {
            $result
        } else if let Some($of) = object.downcast_ref::<Big>() {
            $result
        } else if let Some($of) = object.downcast_ref::<Leaf>() {
            $result
        } else {
            unreachable!("an object of no type of the model: {}", object.type_name())
        }
    }};
}

pub(crate) fn serial_of(object: &AnyObj) -> Serial {
    typed!(object, of => of.start.0)
}

fn place(holder: &AnyObj, place: usize) -> &Cell<Option<AnyObj>> {
    if let Some(of) = holder.downcast_ref::<Node>() {
        &of.slot
    } else if let Some(of) = holder.downcast_ref::<Final>() {
        &of.slots[place]
    } else if let Some(of) = holder.downcast_ref::<Big>() {
        &of.slot
    } else {
        unreachable!("a {} has no places", holder.type_name())
    }
}

/// Moves a handle into a place; answers with what was there. Drops nothing.
pub(crate) fn replace(holder: &AnyObj, index: usize, value: Option<AnyObj>) -> Option<AnyObj> {
    match holder.downcast_ref::<Node>() {
        Some(node) if index > 0 => {
            let value = value.map(|value| value.downcast().expect("cells of nodes hold nodes"));
            node.cells[index - 1].replace(value).map(Obj::into_any)
        }
        _ => place(holder, index).replace(value),
    }
}

/// A handle of one's own to what is in a place.
pub(crate) fn get(holder: &AnyObj, index: usize) -> Option<AnyObj> {
    match holder.downcast_ref::<Node>() {
        Some(node) if index > 0 => node.cells[index - 1].get().map(Obj::into_any),
        _ => {
            let cell = place(holder, index);
            let value = cell.take();
            let handle = value.clone();
            cell.set(value);
            handle
        }
    }
}

/// A weak handle to an object of any type.
#[derive(Clone)]
pub(crate) enum AnyWeak {
    Node(Weak<Node>),
    Wide(Weak<Wide>),
    Final(Weak<Final>),
    Big(Weak<Big>),
    Leaf(Weak<Leaf>),
}

macro_rules! weak_from {
    ($($kind:ident)*) => {$(
        impl From<Weak<$kind>> for AnyWeak {
            fn from(weak: Weak<$kind>) -> Self {
                Self::$kind(weak)
            }
        }
    )*};
}
weak_from!(Node Wide Final Big Leaf);

/// Does the same with a weak handle of any type.
macro_rules! weak {
    ($any:expr, $weak:ident => $result:expr) => {
        match $any {
            Self::Node($weak) => $result,
            Self::Wide($weak) => $result,
            Self::Final($weak) => $result,
            Self::Big($weak) => $result,
            Self::Leaf($weak) => $result,
        }
    };
}

impl AnyWeak {
    pub(crate) fn to(object: &AnyObj) -> Self {
        typed!(object, of => Obj::downgrade(of).into())
    }

    /// A weak handle with a callback, which is told whether it could be upgraded.
    pub(crate) fn with(object: &AnyObj, callback: impl FnOnce(bool) + 'static) -> Self {
        typed!(object, of => Obj::downgrade_with(of, |weak| callback(weak.upgrade().is_some())).into())
    }

    pub(crate) fn upgrade(&self) -> Option<AnyObj> {
        weak!(self, weak => weak.upgrade().map(Obj::into_any))
    }

    pub(crate) fn is_dead(&self) -> bool {
        weak!(self, weak => weak.is_dead())
    }
}

/// A handle that does not count, to look at an object without leaving a trace.
pub(crate) struct Peek(ManuallyDrop<AnyObj>);

impl Peek {
    #[allow(unsafe_code, reason = "a handle must count; this one must not")]
    pub(crate) fn of(handle: &AnyObj) -> Self {
        // SAFETY: the copy is not dropped, and the model uses it only as long as the object has not died.
        Self(ManuallyDrop::new(unsafe { std::ptr::read(handle) }))
    }

    pub(crate) fn object(&self) -> &AnyObj {
        &self.0
    }
}
