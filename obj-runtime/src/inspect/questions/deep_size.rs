//! `deep_size`: the memory of what one object reaches.

use foldhash::fast::FixedState;
use hashbrown::HashSet;

use crate::inspect::subject::Subject;
use crate::inspect::walk::HeapObject;
use crate::trace::Tracer;

/// The bytes of an object and of all objects that it reaches, headers included, each counted once.
///
/// Weak handles are not followed, and what a value has allocated elsewhere (a `String`, a `Vec`) is not counted, as in
/// [`Node::size`](crate::inspect::Node::size). What would be *freed* with the object is less, if others hold parts of it: see
/// [`Snapshot::retained_size`](crate::inspect::Snapshot::retained_size). Takes time and memory proportional to the objects reached;
/// no user code runs, and nothing recurses.
///
/// # Examples
/// ```
/// use obj_runtime::inspect;
/// use obj_runtime::prelude::*;
///
/// #[derive(Object)]
/// struct Font { name: Obj<Str> }
/// #[derive(Object)]
/// struct Page { font: Obj<Font>, heading: Obj<Font>, text: Obj<Str> }
///
/// let font = Obj::new(Font { name: "serif".into() });
/// let page = Obj::new(Page { font: font.clone(), heading: font.clone(), text: "Once upon a time".into() });
/// assert!(inspect::deep_size(&font) > inspect::deep_size(&font.name));
/// assert!(inspect::deep_size(&page) > inspect::deep_size(&font) + inspect::deep_size(&page.text));
/// // The font is ours as well, so it would stay:
/// assert!(inspect::snapshot().retained_size(&page).unwrap() < inspect::deep_size(&page) as u64);
/// # let _ = (&page.font, &page.heading);
/// ```
#[doc(alias = "deep_size_of")]
#[doc(alias = "getsizeof")]
#[must_use]
pub fn deep_size(subject: &(impl Subject + ?Sized)) -> usize {
    let first = HeapObject::of_handle(subject.as_any().handle());
    let mut reached: HashSet<usize, FixedState> = HashSet::with_hasher(FixedState::with_seed(0));
    reached.insert(first.id());
    let (mut open, mut bytes) = (vec![first], 0);
    let mut tracer = Tracer::of_everything();
    while let Some(object) = open.pop() {
        bytes += object.size();
        object.trace(&mut tracer);
        tracer.drain_edges(|edge| {
            let target = HeapObject::of_target(edge.target);
            if !edge.weak && reached.insert(target.id()) {
                open.push(target);
            }
        });
    }
    bytes
}
