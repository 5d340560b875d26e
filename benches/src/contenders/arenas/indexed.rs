//! Objects in stores, one for each type; handles are keys. What goes is removed by hand.
//!
//! A program that has its stores at hand mutably does without the cells, and saves the look at their flags.

use std::cell::RefCell;

use crate::workloads::space::{GenericPair, Leaves, Nodes, Roots, Space, WeakLinks, Words};

/// A store of values of one type.
pub(crate) trait Store<T>: Default {
    type Key: Copy;

    fn add(&mut self, value: T) -> Self::Key;
    fn at(&self, key: Self::Key) -> Option<&T>;
    fn at_mut(&mut self, key: Self::Key) -> Option<&mut T>;
    fn take(&mut self, key: Self::Key) -> Option<T>;
}

/// A family of stores.
pub(crate) trait Stores: Sized + 'static {
    type Key<T: Clone + 'static>: Copy + 'static;
    type Of<T: Clone + 'static>: Store<T, Key = Self::Key<T>>;

    /// Whether nothing can be removed from a store but all at once.
    const IS_REGION: bool = false;
}

type In<F, T> = RefCell<<F as Stores>::Of<T>>;
type Key<F, T> = <F as Stores>::Key<T>;
type Edge<F, T> = Option<Key<F, T>>;

pub(crate) struct Branch<F: Stores>(Option<(Key<F, Self>, Key<F, Self>)>);

pub(crate) struct Link<F: Stores> {
    value: u64,
    next: Edge<F, Self>,
}

pub(crate) struct Member<F: Stores> {
    parent: Edge<F, Self>,
    left: Edge<F, Self>,
    right: Edge<F, Self>,
}

pub(crate) struct Vertex<F: Stores> {
    label: u64,
    edges: Vec<Key<F, Self>>,
}

pub(crate) struct Image<F: Stores> {
    pixels: Vec<u8>,
    next: Edge<F, Self>,
}

/// Clones, which persistent stores make of what they share. (A derive would ask that the family can be cloned.)
macro_rules! clones {
    ($($name:ident { $($field:tt),* })*) => {$(
        impl<F: Stores> Clone for $name<F> {
            fn clone(&self) -> Self {
                Self { $($field: self.$field.clone()),* }
            }
        }
    )*};
}

clones! {
    Branch { 0 }
    Link { value, next }
    Member { parent, left, right }
    Vertex { label, edges }
    Image { pixels, next }
}

/// The stores.
pub(crate) struct Indexed<F: Stores> {
    branches: In<F, Branch<F>>,
    links: In<F, Link<F>>,
    members: In<F, Member<F>>,
    vertices: In<F, Vertex<F>>,
    images: In<F, Image<F>>,
    leaves: LeafStores<F>,
}

impl<F: Stores> Default for Indexed<F> {
    fn default() -> Self {
        Self {
            branches: RefCell::default(),
            links: RefCell::default(),
            members: RefCell::default(),
            vertices: RefCell::default(),
            images: RefCell::default(),
            leaves: LeafStores::default(),
        }
    }
}

impl<F: Stores> Indexed<F> {
    fn change_member(&self, member: Key<F, Member<F>>, change: impl FnOnce(&mut Member<F>)) {
        self.members.borrow_mut().at_mut(member).map(change);
    }
}

impl<F: Stores> Nodes for Indexed<F> {
    type Branch = Key<F, Branch<F>>;
    type Link = Key<F, Link<F>>;
    type Member = Key<F, Member<F>>;
    type Vertex = Key<F, Vertex<F>>;
    type Image = Key<F, Image<F>>;

    #[inline]
    fn branch(&self, children: Option<(Self::Branch, Self::Branch)>) -> Self::Branch {
        self.branches.borrow_mut().add(Branch(children))
    }

    #[inline]
    fn with_children<R>(
        &self,
        branch: &Self::Branch,
        look: impl FnOnce(Option<(&Self::Branch, &Self::Branch)>) -> R,
    ) -> R {
        let children = self.branches.borrow().at(*branch).and_then(|branch| branch.0);
        look(children.as_ref().map(|(left, right)| (left, right)))
    }

    #[inline]
    fn link(&self, value: u64) -> Self::Link {
        self.links.borrow_mut().add(Link { value, next: None })
    }

    #[inline]
    fn set_next(&self, from: &Self::Link, to: Self::Link) {
        if let Some(link) = self.links.borrow_mut().at_mut(*from) {
            link.next = Some(to);
        }
    }

    #[inline]
    fn next_value(&self, link: &Self::Link) -> u64 {
        let links = self.links.borrow();
        let next = links.at(*link).and_then(|link| links.at(link.next?));
        next.map_or(0, |next| next.value)
    }

    #[inline]
    fn member(&self) -> Self::Member {
        self.members.borrow_mut().add(Member { parent: None, left: None, right: None })
    }

    #[inline]
    fn set_parent(&self, member: &Self::Member, parent: Self::Member) {
        self.change_member(*member, |member| member.parent = Some(parent));
    }

    #[inline]
    fn set_left(&self, member: &Self::Member, child: Self::Member) {
        self.change_member(*member, |member| member.left = Some(child));
    }

    #[inline]
    fn set_right(&self, member: &Self::Member, child: Self::Member) {
        self.change_member(*member, |member| member.right = Some(child));
    }

    #[inline]
    fn vertex(&self, label: u64) -> Self::Vertex {
        self.vertices.borrow_mut().add(Vertex { label, edges: Vec::new() })
    }

    #[inline]
    fn add_edge(&self, from: &Self::Vertex, to: Self::Vertex) {
        if let Some(vertex) = self.vertices.borrow_mut().at_mut(*from) {
            vertex.edges.push(to);
        }
    }

    #[inline]
    fn remove_edge(&self, from: &Self::Vertex, choose: impl FnOnce(usize) -> usize) {
        if let Some(vertex) = self.vertices.borrow_mut().at_mut(*from).filter(|vertex| !vertex.edges.is_empty()) {
            vertex.edges.swap_remove(choose(vertex.edges.len()));
        }
    }

    fn image(&self, bytes: usize) -> Self::Image {
        self.images.borrow_mut().add(Image { pixels: vec![1; bytes], next: None })
    }

    fn set_next_image(&self, from: &Self::Image, to: Self::Image) {
        if let Some(image) = self.images.borrow_mut().at_mut(*from) {
            image.next = Some(to);
        }
    }

    fn discard_tree(&self, root: Self::Branch) {
        let mut branches = self.branches.borrow_mut();
        let mut left = vec![root];
        while let Some(key) = left.pop() {
            let children = branches.take(key).and_then(|branch| branch.0);
            left.extend(children.into_iter().flat_map(|(one, other)| [one, other]));
        }
    }

    #[inline]
    fn discard_link(&self, link: Self::Link) {
        self.links.borrow_mut().take(link);
    }

    fn discard_chain(&self, head: Self::Link) {
        let mut links = self.links.borrow_mut();
        let mut next = Some(head);
        while let Some(key) = next {
            next = links.take(key).and_then(|link| link.next);
        }
    }

    fn discard_family(&self, member: Self::Member) {
        let mut members = self.members.borrow_mut();
        let mut left = vec![member];
        while let Some(key) = left.pop() {
            if let Some(member) = members.take(key) {
                left.extend([member.parent, member.left, member.right].into_iter().flatten());
            }
        }
    }

    #[inline]
    fn discard_pair(&self, member: Self::Member) {
        let mut members = self.members.borrow_mut();
        let child = members.take(member).and_then(|member| member.left);
        child.map(|child| members.take(child));
    }

    #[inline]
    fn discard_vertex(&self, vertex: Self::Vertex) {
        self.vertices.borrow_mut().take(vertex);
    }

    fn discard_image(&self, image: Self::Image) {
        self.images.borrow_mut().take(image);
    }
}

impl<F: Stores> WeakLinks for Indexed<F> {
    type Weak = Key<F, Link<F>>;

    #[inline]
    fn downgrade(&self, link: &Self::Link) -> Self::Weak {
        *link
    }

    #[inline]
    fn upgrade(&self, weak: &Self::Weak) -> Option<Self::Link> {
        self.links.borrow().at(*weak).map(|_| *weak)
    }
}

macro_rules! leaf_stores {
    ($($field:ident: $payload:ty,)*) => {
        pub(crate) struct LeafStores<F: Stores> {
            $($field: In<F, $payload>,)*
        }

        impl<F: Stores> Default for LeafStores<F> {
            fn default() -> Self {
                Self { $($field: RefCell::default(),)* }
            }
        }

        $(impl<F: Stores> Leaves<$payload> for Indexed<F> {
            type Leaf = Key<F, $payload>;

            #[inline]
            fn leaf(&self, payload: $payload) -> Self::Leaf {
                self.leaves.$field.borrow_mut().add(payload)
            }

            #[inline]
            fn discard_leaf(&self, leaf: Self::Leaf) {
                self.leaves.$field.borrow_mut().take(leaf);
            }
        })*
    };
}

leaf_stores! {
    of_8: Words<1>,
    of_16: Words<2>,
    of_64: Words<8>,
    of_256: Words<32>,
    of_3072: Words<384>,
    of_pairs: GenericPair,
}

/// The stores of a program, and the keys it keeps.
pub(crate) struct IndexedSpace<F: Stores> {
    heap: Indexed<F>,
    roots: Roots<Indexed<F>>,
}

impl<F: Stores> IndexedSpace<F> {
    fn begin_anew_if_done(&mut self) {
        if F::IS_REGION && self.roots.is_empty() {
            self.heap = Indexed::default();
        }
    }
}

impl<F: Stores> Space for IndexedSpace<F> {
    type Heap<'a> = Indexed<F>;

    fn start() -> Self {
        Self { heap: Indexed::default(), roots: Roots::default() }
    }

    #[inline]
    fn enter<R>(&mut self, body: impl for<'a> FnOnce(&Indexed<F>, &mut Roots<Indexed<F>>) -> R) -> R {
        body(&self.heap, &mut self.roots)
    }

    fn safe_point(&mut self) {
        self.begin_anew_if_done();
    }

    fn collect(&mut self) {
        self.begin_anew_if_done();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::contenders::arenas::{Imbl, Rpds, SlotMap, Thunderdome};

    /// What is removed by hand is what a collector would have found.
    fn removes_what_is_reached<F: Stores>() {
        let heap: Indexed<F> = Indexed::default();
        let members: Vec<_> = (0..4).map(|_| heap.member()).collect();
        heap.set_left(&members[0], members[1]);
        heap.set_parent(&members[1], members[0]);
        heap.set_right(&members[1], members[2]);
        heap.set_left(&members[3], members[0]);
        heap.discard_family(members[0]);
        let is_there = |index: usize| heap.members.borrow().at(members[index]).is_some();
        assert_eq!([0, 1, 2, 3].map(is_there), [false, false, false, true]);

        let links: Vec<_> = (0..3).map(|value| heap.link(value)).collect();
        heap.set_next(&links[0], links[1]);
        heap.set_next(&links[1], links[0]);
        let weak = heap.downgrade(&links[1]);
        heap.discard_chain(links[0]);
        assert!(heap.upgrade(&weak).is_none() && heap.upgrade(&links[2]).is_some());
    }

    #[test]
    fn what_is_reached_is_removed_from_every_store() {
        removes_what_is_reached::<SlotMap>();
        removes_what_is_reached::<Thunderdome>();
        removes_what_is_reached::<Imbl>();
        removes_what_is_reached::<Rpds>();
    }
}
