//! Events for the subscribers of the crate `tracing`.

use std::fmt::Write as _;
use std::sync::{Arc, Mutex};

use obj_runtime::prelude::*;
use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Metadata, Subscriber};

#[derive(Object, Default)]
struct Node {
    next: ObjCell<Node>,
}

/// Writes what it is told.
#[derive(Clone, Default)]
struct Writer(Arc<Mutex<Vec<String>>>);

struct Fields(String);

impl Visit for Fields {
    fn record_debug(&mut self, field: &Field, value: &dyn std::fmt::Debug) {
        write!(self.0, " {field}={value:?}").unwrap();
    }
}

impl Subscriber for Writer {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        metadata.target().starts_with("obj_runtime::")
    }
    fn new_span(&self, _: &Attributes<'_>) -> Id {
        Id::from_u64(1)
    }
    fn record(&self, _: &Id, _: &Record<'_>) {}
    fn record_follows_from(&self, _: &Id, _: &Id) {}
    fn event(&self, event: &Event<'_>) {
        let mut fields = Fields(event.metadata().target().to_owned());
        event.record(&mut fields);
        self.0.lock().unwrap().push(fields.0);
    }
    fn enter(&self, _: &Id) {}
    fn exit(&self, _: &Id) {}
}

#[test]
fn collections_are_told() {
    let writer = Writer::default();
    tracing::subscriber::with_default(writer.clone(), || {
        let node = Obj::new(Node::default());
        node.next.set(Some(node.clone()));
        drop(node);
        obj_runtime::gc::collect();
    });
    let told = writer.0.lock().unwrap();
    assert_eq!(told.len(), 2);
    assert_eq!(told[0], "obj_runtime::gc message=collection begins generation=Full");
    assert_eq!(told[1], "obj_runtime::gc message=collection ended generation=Full collected=1 resurrected=0");
}

#[cfg(feature = "trace-refs")]
#[test]
fn objects_are_told_if_asked() {
    let writer = Writer::default();
    tracing::subscriber::with_default(writer.clone(), || {
        let recording = obj_runtime::inspect::record();
        drop(Obj::new(Node::default()));
        recording.finish().emit();
    });
    let told = writer.0.lock().unwrap();
    assert_eq!(told.len(), 3);
    assert!(told[0].starts_with("obj_runtime::objects message=step "), "{}", told[0]);
    assert!(told[0].contains("kind=Made") && told[0].contains("refcount=1"), "{}", told[0]);
    assert!(told[2].contains("kind=Freed"), "{}", told[2]);
}
