//! This library. Collects by itself; as `obj-step` it takes full collections in small steps besides.

use obj_runtime::gc;
use obj_runtime::prelude::*;

use super::plain::Reclaim;
use crate::workloads::space::{Erased, GenericPair, Leaves, Nodes, WeakLinks, Words};

#[derive(Object)]
pub(crate) struct Branch {
    left: Option<Obj<Branch>>,
    right: Option<Obj<Branch>>,
}

#[derive(Object)]
pub(crate) struct Link {
    value: u64,
    next: ObjCell<Link>,
}

#[derive(Object, Default)]
pub(crate) struct Member {
    parent: ObjCell<Member>,
    left: ObjCell<Member>,
    right: ObjCell<Member>,
}

#[derive(Object)]
pub(crate) struct Vertex {
    #[allow(dead_code, reason = "a label is written, never read")]
    label: u64,
    edges: ObjVec<Vertex>,
}

#[derive(Object)]
pub(crate) struct Image {
    #[allow(dead_code, reason = "a buffer is written, never read")]
    pixels: Vec<u8>,
    next: ObjCell<Image>,
}

/// The objects of this thread. With `STEPPED`, each safe point takes a step of a full collection.
#[derive(Default)]
pub(crate) struct Objects<const STEPPED: bool>;

/// How much a step looks at: twice what a batch makes.
const STEP: usize = 2_000;

impl<const STEPPED: bool> Reclaim for Objects<STEPPED> {
    fn safe_point(&mut self) {
        if STEPPED {
            // The next safe point goes on, whether this round is done or not. Young collections come by themselves.
            let _progress = gc::step(STEP);
        }
    }

    fn collect(&mut self) {
        gc::collect();
    }
}

impl<const STEPPED: bool> Nodes for Objects<STEPPED> {
    type Branch = Obj<Branch>;
    type Link = Obj<Link>;
    type Member = Obj<Member>;
    type Vertex = Obj<Vertex>;
    type Image = Obj<Image>;

    #[inline]
    fn branch(&self, children: Option<(Self::Branch, Self::Branch)>) -> Self::Branch {
        let (left, right) = children.unzip();
        Obj::new(Branch { left, right })
    }

    #[inline]
    fn with_children<R>(
        &self,
        branch: &Self::Branch,
        look: impl FnOnce(Option<(&Self::Branch, &Self::Branch)>) -> R,
    ) -> R {
        look(branch.left.as_ref().zip(branch.right.as_ref()))
    }

    #[inline]
    fn link(&self, value: u64) -> Self::Link {
        Obj::new(Link { value, next: ObjCell::default() })
    }

    #[inline]
    fn set_next(&self, from: &Self::Link, to: Self::Link) {
        from.next.set(Some(to));
    }

    #[inline]
    fn next_value(&self, link: &Self::Link) -> u64 {
        link.next.borrow().map_or(0, |next| next.value)
    }

    #[inline]
    fn member(&self) -> Self::Member {
        Obj::new(Member::default())
    }

    #[inline]
    fn set_parent(&self, member: &Self::Member, parent: Self::Member) {
        member.parent.set(Some(parent));
    }

    #[inline]
    fn set_left(&self, member: &Self::Member, child: Self::Member) {
        member.left.set(Some(child));
    }

    #[inline]
    fn set_right(&self, member: &Self::Member, child: Self::Member) {
        member.right.set(Some(child));
    }

    #[inline]
    fn vertex(&self, label: u64) -> Self::Vertex {
        Obj::new(Vertex { label, edges: ObjVec::default() })
    }

    #[inline]
    fn add_edge(&self, from: &Self::Vertex, to: Self::Vertex) {
        from.edges.push(to);
    }

    #[inline]
    fn remove_edge(&self, from: &Self::Vertex, choose: impl FnOnce(usize) -> usize) {
        let count = from.edges.len();
        if count > 0 {
            drop(from.edges.swap_remove(choose(count)));
        }
    }

    fn image(&self, bytes: usize) -> Self::Image {
        Obj::new(Image { pixels: vec![1; bytes], next: ObjCell::default() })
    }

    fn set_next_image(&self, from: &Self::Image, to: Self::Image) {
        from.next.set(Some(to));
    }
}

/// Objects of each payload's size: the payload of this library is an object type of its own.
macro_rules! leaf {
    ($name:ident, $payload:ty) => {
        #[derive(Object)]
        pub(crate) struct $name(
            #[allow(dead_code, reason = "payload is written, never read")] [u64; size_of::<$payload>() / 8],
        );

        impl<const STEPPED: bool> Leaves<$payload> for Objects<STEPPED> {
            type Leaf = Obj<$name>;

            #[inline]
            fn leaf(&self, payload: $payload) -> Obj<$name> {
                Obj::new($name(payload.0))
            }
        }
    };
}

leaf!(Leaf8, Words<1>);
leaf!(Leaf16, Words<2>);
leaf!(Leaf64, Words<8>);
leaf!(Leaf256, Words<32>);
leaf!(Leaf3072, Words<384>);

#[derive(Object)]
pub(crate) struct Generic<A: Trace + 'static, B: Trace + 'static>(
    #[allow(dead_code, reason = "payload is written, never read")] A,
    #[allow(dead_code, reason = "payload is written, never read")] B,
);

impl<const STEPPED: bool> Leaves<GenericPair> for Objects<STEPPED> {
    type Leaf = Obj<Generic<u64, u64>>;

    #[inline]
    fn leaf(&self, payload: GenericPair) -> Self::Leaf {
        Obj::new(Generic(payload.0, payload.1))
    }
}

impl<const STEPPED: bool> WeakLinks for Objects<STEPPED> {
    type Weak = Weak<Link>;

    #[inline]
    fn downgrade(&self, link: &Obj<Link>) -> Weak<Link> {
        Obj::downgrade(link)
    }

    #[inline]
    fn upgrade(&self, weak: &Weak<Link>) -> Option<Obj<Link>> {
        weak.upgrade()
    }
}

impl<const STEPPED: bool> Erased for Objects<STEPPED> {
    type Any = AnyObj;

    fn erase_link(&self, link: Obj<Link>) -> AnyObj {
        Obj::into_any(link)
    }

    fn erase_vertex(&self, vertex: Obj<Vertex>) -> AnyObj {
        Obj::into_any(vertex)
    }

    #[inline]
    fn link_value(&self, any: &AnyObj) -> Option<u64> {
        any.downcast_ref::<Link>().map(|link| link.value)
    }
}
