//! `Obj<[T]>`: a fixed number of values in one object.

use std::any::TypeId;
use std::borrow::{Borrow, Cow};
use std::hash::Hash;
use std::marker::PhantomData;
use std::mem::needs_drop;
use std::ptr::NonNull;

use crate::ground::thread_static::{self, OfOneThread};
use crate::handle::AnyObj;
use crate::heap::sized::SizedPools;
use crate::object::by_type::{ByType, KeptByType};
use crate::object::diagnostics::WeakTarget;
use crate::object::row::{self, Row, row_slots};
use crate::object::{Obj, Object, Viewed};
use crate::thread_end::{Release, release_at_end};
use crate::trace::{Frozen, Leaves, ObjectType, Trace, Tracer};

/// The type of the objects. `D` is dropped with the items: a `Dropped`, if they need to be.
///
/// Invariant: values are in slots only, and items follow, as many as the length says.
#[repr(C, align(8))]
pub(crate) struct Items<T, D> {
    len: usize,
    dropped: D,
    items: PhantomData<T>,
}

/// What needs to be dropped.
pub(crate) struct Dropped;

impl Drop for Dropped {
    fn drop(&mut self) {}
}

const _: () = assert!(size_of::<Items<u8, Dropped>>() == row::HEAD);

// SAFETY: the items are visited by `trace_slot`; outside of a slot there are none.
unsafe impl<T: Trace, D> Trace for Items<T, D> {
    type Leaves<H> = Leaves<T, H>;
    const HOLDS: bool = T::HOLDS_BEHIND;
    const HOLDS_BEHIND: bool = T::HOLDS_BEHIND;
    fn trace(_: &Self, _: &mut Tracer) {}
}

// SAFETY: by the invariant: items lie behind the length, and are only reached from the slot's pointer; the rest is as the
// trait has it.
#[diagnostic::do_not_recommend]
unsafe impl<T: Trace + 'static, D: 'static> Object for Items<T, D> {
    type View = [T];
    const NAME: &'static str = "slice";

    row_slots! { T }

    unsafe fn drop_slot(value: NonNull<u8>) {
        // SAFETY: the contract is the same.
        let items = unsafe { Self::view(value) };
        // SAFETY: the items are the object's, and nobody looks at them again.
        unsafe { items.drop_in_place() }
    }
}

/// The pools of a thread, by the type of the items.
struct Pools(ByType<SizedPools>);

thread_local! {
    static POOLS: Pools = const { Pools(ByType::new()) };
}

// SAFETY: it is a cell.
unsafe impl OfOneThread for Pools {}

impl KeptByType for SizedPools {
    fn is_unused(&self) -> bool {
        self.are_unused()
    }
}

impl Release for Pools {
    fn end(&self) -> bool {
        self.0.end()
    }
}

fn pools_for<T: 'static>() -> &'static SizedPools {
    let pools = thread_static::get(&POOLS);
    if pools.0.is_empty() {
        release_at_end(pools);
    }
    pools.0.of(TypeId::of::<T>())
}

// SAFETY: 1. slots are made as rows, and there are no values outside of them; 2. for each type of items there is one `D`.
unsafe impl<T: Trace + 'static, D: 'static> Row for Items<T, D> {
    type Item = T;
    #[inline]
    fn pools() -> &'static SizedPools {
        assert!(needs_drop::<D>() == needs_drop::<T>(), "`D` is dropped with the items");
        pools_for::<T>()
    }
}

/// An object of the items of a vector.
#[cfg_attr(feature = "trace-refs", track_caller)]
fn make<T: Trace + 'static>(items: Vec<T>) -> Obj<[T]> {
    let object = if needs_drop::<T>() {
        Obj::into_any(row::of_vec::<Items<T, Dropped>>(items))
    } else {
        Obj::into_any(row::of_vec::<Items<T, ()>>(items))
    };
    // SAFETY: the object is one of items.
    unsafe { Obj::from_handle(object.into_handle()) }
}

// SAFETY: handles are made of objects whose items these are.
#[diagnostic::do_not_recommend]
unsafe impl<T: Trace> ObjectType for [T] {
    type LeavesBehind<H> = Leaves<T, H>;
    const IS_KNOWN: bool = true;
    const HOLDS_BEHIND: bool = T::HOLDS_BEHIND;
}

#[diagnostic::do_not_recommend]
impl<T: Trace + 'static> WeakTarget for [T] {}

// SAFETY: handles to `[T]` are made of objects whose items these are; where they lie does not depend on `D`.
#[diagnostic::do_not_recommend]
unsafe impl<T: Trace + 'static> Viewed for [T] {
    type View = [T];
    #[inline]
    unsafe fn look(object: &AnyObj) -> NonNull<[T]> {
        // SAFETY: the object is one of items.
        unsafe { row::items(object.handle().pointer().value()) }
    }
}

impl<T: Frozen> Frozen for Obj<[T]> {}

/// The items, moved into one object: an allocation with its header, as `Rc<[T]>` is.
///
/// Takes time proportional to their number. The object is of a fixed length; the items themselves can hold cells, and
/// handles that lead back to it.
///
/// # Examples
/// ```
/// use obj_runtime::prelude::*;
///
/// #[derive(Trace)]
/// struct Edge { to: ObjCell<Node>, weight: u32 }
///
/// #[derive(Object)]
/// struct Node { edges: Obj<[Edge]> }
///
/// let edges = vec![Edge { to: ObjCell::default(), weight: 1 }, Edge { to: ObjCell::default(), weight: 2 }];
/// let node = Obj::new(Node { edges: edges.into() });
/// node.edges[1].to.set(Some(node.clone()));
/// assert_eq!(node.edges.iter().map(|edge| edge.weight).sum::<u32>(), 3);
/// drop(node);
/// assert_eq!(obj_runtime::gc::collect(), 2);
/// ```
impl<T: Trace + 'static> From<Vec<T>> for Obj<[T]> {
    #[cfg_attr(feature = "trace-refs", track_caller)]
    fn from(items: Vec<T>) -> Self {
        make(items)
    }
}

impl<T: Trace + 'static> From<Box<[T]>> for Obj<[T]> {
    #[cfg_attr(feature = "trace-refs", track_caller)]
    fn from(items: Box<[T]>) -> Self {
        make(items.into_vec())
    }
}

impl<T: Trace + 'static, const N: usize> From<[T; N]> for Obj<[T]> {
    #[cfg_attr(feature = "trace-refs", track_caller)]
    fn from(items: [T; N]) -> Self {
        make(items.into())
    }
}

impl<T: Trace + Clone + 'static> From<&[T]> for Obj<[T]> {
    #[cfg_attr(feature = "trace-refs", track_caller)]
    fn from(items: &[T]) -> Self {
        make(items.into())
    }
}

impl<T: Trace + Clone + 'static> From<Cow<'_, [T]>> for Obj<[T]> {
    #[cfg_attr(feature = "trace-refs", track_caller)]
    fn from(items: Cow<'_, [T]>) -> Self {
        make(items.into_owned())
    }
}

impl<T: Trace + 'static> FromIterator<T> for Obj<[T]> {
    #[cfg_attr(feature = "trace-refs", track_caller)]
    fn from_iter<I: IntoIterator<Item = T>>(items: I) -> Self {
        make(items.into_iter().collect())
    }
}

impl<T: Trace + 'static> Default for Obj<[T]> {
    #[cfg_attr(feature = "trace-refs", track_caller)]
    fn default() -> Self {
        make(Vec::new())
    }
}

impl<T: Trace + 'static> TryFrom<AnyObj> for Obj<[T]> {
    type Error = AnyObj;
    /// The handle with its type, if the object is one of items of this type.
    #[cfg_attr(feature = "trace-refs", track_caller)]
    fn try_from(object: AnyObj) -> Result<Self, AnyObj> {
        if !object.is_a::<Items<T, Dropped>>() && !object.is_a::<Items<T, ()>>() {
            return Err(object);
        }
        // SAFETY: the object is one of items.
        Ok(unsafe { Self::from_handle(object.into_handle()) })
    }
}

/// So a map of handles can be asked by items.
impl<T: Trace + Hash + 'static> Borrow<[T]> for Obj<[T]> {
    #[inline]
    fn borrow(&self) -> &[T] {
        self
    }
}

impl<'a, T: Trace + 'static> IntoIterator for &'a Obj<[T]> {
    type Item = &'a T;
    type IntoIter = std::slice::Iter<'a, T>;
    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

/// The value, moved out of its box.
impl<T: Object> From<Box<T>> for Obj<T> {
    #[cfg_attr(feature = "trace-refs", track_caller)]
    fn from(value: Box<T>) -> Self {
        Self::new(*value)
    }
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;
    use std::rc::Rc;

    use super::*;
    use crate::gc;
    use crate::prelude::*;

    #[derive(Object, Default)]
    #[object(crate = crate)]
    struct Node {
        near: RefCellOf<Obj<[Node]>>,
    }

    type RefCellOf<T> = std::cell::RefCell<Option<T>>;

    #[test]
    fn items_are_where_they_were_put() {
        let words: Obj<[String]> = ["a", "b", "c"].map(String::from).into();
        assert_eq!(words.concat(), "abc");
        assert_eq!(format!("{words:?}"), r#"["a", "b", "c"]"#);
        assert_eq!(words, Obj::<[_]>::from(&*words));
        assert_eq!(Obj::<[u8]>::default().len(), 0);
        assert_eq!((0..1000_u16).collect::<Obj<[u16]>>().iter().map(|&n| u32::from(n)).sum::<u32>(), 499_500);
        assert_eq!((&Obj::<[u64]>::from(&[1, 2][..])).into_iter().count(), 2);
        assert_eq!(Obj::<[()]>::from([(); 5]).len(), 5);
    }

    #[test]
    fn items_lie_as_they_are_aligned() {
        #[repr(align(64))]
        #[derive(Clone)]
        struct Wide(u8);
        crate::trace_leaf!(Wide);

        for len in 0..9 {
            let wide: Obj<[Wide]> = (0..len).map(Wide).collect();
            assert!(wide.as_ptr().is_aligned() && wide.iter().map(|wide| wide.0).eq(0..len));
            let numbers: Obj<[u128]> = (0..u128::from(len)).collect();
            assert!(numbers.as_ptr().is_aligned() && numbers.iter().copied().eq(0..u128::from(len)));
        }
    }

    #[test]
    fn each_item_is_dropped_once() {
        struct Counted(Rc<Cell<u32>>);
        crate::trace_leaf!(Counted);
        impl Drop for Counted {
            fn drop(&mut self) {
                self.0.set(self.0.get() + 1);
            }
        }
        let count = Rc::new(Cell::new(0));
        let items: Obj<[Counted]> = (0..3).map(|_| Counted(count.clone())).collect();
        let also = items.clone();
        drop(items);
        assert_eq!(count.get(), 0);
        drop(also);
        assert_eq!(count.get(), 3);
    }

    #[test]
    fn cycles_through_items_are_collected() {
        let nodes: Obj<[Node]> = (0..3).map(|_| Node::default()).collect();
        for node in &nodes {
            *node.near.borrow_mut() = Some(nodes.clone());
        }
        let weak = Obj::downgrade(&nodes);
        drop(nodes);
        assert!(weak.upgrade().is_some());
        assert_eq!(gc::collect(), 1);
        assert!(weak.upgrade().is_none());
    }

    #[test]
    fn the_type_of_items_is_known() {
        let any = Obj::into_any(Obj::<[u8]>::from([1, 2]));
        assert_eq!(any.type_name(), "slice");
        let any = Obj::<[u16]>::try_from(any).unwrap_err();
        assert_eq!(*Obj::<[u8]>::try_from(any).unwrap(), [1, 2]);
        let any = Obj::into_any(Obj::<[String]>::default());
        assert!(Obj::<[Vec<u8>]>::try_from(any.clone()).is_err() && Obj::<[String]>::try_from(any).is_ok());
        const { assert!(!Obj::<[u8]>::HOLDS && Obj::<[Node]>::HOLDS && !Obj::<[Obj<Int>]>::HOLDS) }
    }

    #[test]
    fn objects_come_out_of_boxes() {
        let node: Obj<Node> = Box::new(Node::default()).into();
        assert_eq!(Obj::refcount(&node), 1);
    }

    #[test]
    #[cfg_attr(target_family = "wasm", ignore = "there are no threads")]
    fn threads_give_back_the_pools_of_items() {
        std::thread::spawn(|| drop(Obj::<[u32]>::from([1]))).join().unwrap();
    }
}
