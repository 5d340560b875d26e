//! A ring of each kind of handle.

use std::hint::black_box;
use std::sync::{Arc, Mutex};

use gcmodule::{ThreadedCc, ThreadedObjectSpace};
use obj_runtime::prelude::*;
use obj_runtime::{Parcel, gc};

use super::{Ring, Watch};

fn name(number: usize) -> String {
    format!("record {number}")
}

/// Any other record.
fn other(number: usize, records: usize) -> usize {
    number * 7919 % records
}

#[derive(Object)]
struct Record {
    name: String,
    next: ObjCell<Record>,
    other: ObjCell<Record>,
}

/// Handles of this library.
pub(super) struct Objects(Obj<Record>);

impl Ring for Objects {
    const NAME: &'static str = "`Obj`, `Parcel`";

    fn of(records: usize) -> Self {
        let record =
            |number| Obj::new(Record { name: name(number), next: ObjCell::default(), other: ObjCell::default() });
        let all: Vec<_> = (0..records).map(record).collect();
        for (number, record) in all.iter().enumerate() {
            record.next.set(&all[(number + 1) % records]);
            record.other.set(&all[other(number, records)]);
        }
        Self(all[0].clone())
    }

    fn clone_one(&self) {
        drop(black_box(self.0.clone()));
    }

    fn around(&self, records: usize) -> usize {
        let (mut bytes, mut at) = (0, self.0.clone());
        for _ in 0..records {
            bytes += at.name.len();
            at = at.next.get().expect("it is a ring");
        }
        bytes
    }

    fn take_apart(self) {
        drop(self);
        gc::collect();
    }

    fn send(self, records: usize, pack: &mut Watch, unpack: &mut Watch) -> Self {
        let parcel = pack.time(records, || Parcel::pack(self.0)).expect("nobody else has it");
        Self(unpack.time(records, || parcel.unpack()))
    }
}

/// Handles that many threads may have at once.
pub(super) trait Handles: Default + 'static {
    type Handle: Clone;
    const NAME: &'static str;

    fn make(&self, record: LockedRecord<Self>) -> Self::Handle;
    fn look<R>(handle: &Self::Handle, look: impl FnOnce(&LockedRecord<Self>) -> R) -> R;
    /// Frees what only holds itself.
    fn collect(&self);
}

/// A record with locks around what changes.
pub(super) struct LockedRecord<H: Handles> {
    name: String,
    next: Mutex<Option<H::Handle>>,
    other: Mutex<Option<H::Handle>>,
}

impl<H: Handles> LockedRecord<H> {
    fn set(&self, next: &H::Handle, other: &H::Handle) {
        *self.next.lock().expect("nobody panics") = Some(next.clone());
        *self.other.lock().expect("nobody panics") = Some(other.clone());
    }

    fn next(&self) -> Option<H::Handle> {
        self.next.lock().expect("nobody panics").clone()
    }
}

/// A ring of such records.
pub(super) struct Locked<H: Handles>(H, H::Handle);

impl<H: Handles> Ring for Locked<H> {
    const NAME: &'static str = H::NAME;

    fn of(records: usize) -> Self {
        let handles = H::default();
        let record =
            |number| handles.make(LockedRecord { name: name(number), next: Mutex::default(), other: Mutex::default() });
        let all: Vec<_> = (0..records).map(record).collect();
        for (number, handle) in all.iter().enumerate() {
            H::look(handle, |record| record.set(&all[(number + 1) % records], &all[other(number, records)]));
        }
        let first = all[0].clone();
        drop(all);
        Self(handles, first)
    }

    fn clone_one(&self) {
        drop(black_box(self.1.clone()));
    }

    fn around(&self, records: usize) -> usize {
        let (mut bytes, mut at) = (0, self.1.clone());
        for _ in 0..records {
            let (length, next) = H::look(&at, |record| (record.name.len(), record.next()));
            bytes += length;
            at = next.expect("it is a ring");
        }
        bytes
    }

    fn take_apart(self) {
        let Self(handles, first) = self;
        drop(first);
        handles.collect();
    }
}

/// Counted, and never collected: a ring is lost.
#[derive(Default)]
pub(super) struct Arcs;

impl Handles for Arcs {
    type Handle = Arc<LockedRecord<Self>>;
    const NAME: &'static str = "`Arc`, with `Mutex` around what changes";

    fn make(&self, record: LockedRecord<Self>) -> Self::Handle {
        Arc::new(record)
    }

    fn look<R>(handle: &Self::Handle, look: impl FnOnce(&LockedRecord<Self>) -> R) -> R {
        look(handle)
    }

    fn collect(&self) {}
}

#[derive(Default)]
pub(super) struct GcModule(ThreadedObjectSpace);

impl gcmodule::Trace for LockedRecord<GcModule> {
    fn trace(&self, tracer: &mut gcmodule::Tracer<'_>) {
        self.next.trace(tracer);
        self.other.trace(tracer);
    }

    fn is_type_tracked() -> bool {
        true
    }
}

impl Handles for GcModule {
    type Handle = ThreadedCc<LockedRecord<Self>>;
    const NAME: &'static str = "`gcmodule::ThreadedCc`, the same";

    fn make(&self, record: LockedRecord<Self>) -> Self::Handle {
        self.0.create(record)
    }

    fn look<R>(handle: &Self::Handle, look: impl FnOnce(&LockedRecord<Self>) -> R) -> R {
        look(&handle.borrow())
    }

    fn collect(&self) {
        self.0.collect_cycles();
    }
}

#[derive(Default)]
pub(super) struct Dumpster;

#[allow(unsafe_code, reason = "the trait is unsafe")]
// SAFETY: both handles are visited.
unsafe impl<V: dumpster::Visitor> dumpster::TraceWith<V> for LockedRecord<Dumpster> {
    fn accept(&self, visitor: &mut V) -> Result<(), ()> {
        self.next.accept(visitor)?;
        self.other.accept(visitor)
    }
}

impl Handles for Dumpster {
    type Handle = dumpster::sync::Gc<LockedRecord<Self>>;
    const NAME: &'static str = "`dumpster::sync::Gc`, the same";

    fn make(&self, record: LockedRecord<Self>) -> Self::Handle {
        dumpster::sync::Gc::new(record)
    }

    fn look<R>(handle: &Self::Handle, look: impl FnOnce(&LockedRecord<Self>) -> R) -> R {
        look(handle)
    }

    fn collect(&self) {
        dumpster::sync::collect();
    }
}
