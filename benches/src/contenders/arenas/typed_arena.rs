//! `typed-arena`: references into a region for each type, with cells; all of it goes with the callback.

use std::cell::{Cell, RefCell};

use ::typed_arena::Arena;

use crate::workloads::space::{GenericPair, Leaves, Nodes, Roots, Space, Words};

/// Declares the node types of a region, of references `&'a T`, and implements `Nodes` for `Inside<'a>`, which is to
/// have a method for each type that puts a value into the region, or one for all, and `edges` and `pixels`.
macro_rules! region_nodes {
    ($put:ident) => {
        region_nodes!($put, $put, $put, $put, $put);
    };
    ($branch:ident, $link:ident, $member:ident, $vertex:ident, $image:ident) => {
        pub(crate) struct Branch<'a>(Option<(&'a Self, &'a Self)>);

        pub(crate) struct Link<'a> {
            value: u64,
            next: Cell<Option<&'a Self>>,
        }

        pub(crate) struct Member<'a> {
            parent: Cell<Option<&'a Self>>,
            left: Cell<Option<&'a Self>>,
            right: Cell<Option<&'a Self>>,
        }

        pub(crate) struct Vertex<'a> {
            #[allow(dead_code, reason = "a label is written, never read")]
            label: u64,
            edges: RefCell<Edges<'a>>,
        }

        pub(crate) struct Image<'a> {
            #[allow(dead_code, reason = "a buffer is written, never read")]
            pixels: Pixels<'a>,
            next: Cell<Option<&'a Self>>,
        }

        impl<'a> Nodes for Inside<'a> {
            type Branch = &'a Branch<'a>;
            type Link = &'a Link<'a>;
            type Member = &'a Member<'a>;
            type Vertex = &'a Vertex<'a>;
            type Image = &'a Image<'a>;

            #[inline]
            fn branch(&self, children: Option<(Self::Branch, Self::Branch)>) -> Self::Branch {
                self.$branch(Branch(children))
            }

            #[inline]
            fn with_children<R>(
                &self,
                branch: &Self::Branch,
                look: impl FnOnce(Option<(&Self::Branch, &Self::Branch)>) -> R,
            ) -> R {
                look(branch.0.as_ref().map(|(left, right)| (left, right)))
            }

            #[inline]
            fn link(&self, value: u64) -> Self::Link {
                self.$link(Link { value, next: Cell::new(None) })
            }

            #[inline]
            fn set_next(&self, from: &Self::Link, to: Self::Link) {
                from.next.set(Some(to));
            }

            #[inline]
            fn next_value(&self, link: &Self::Link) -> u64 {
                link.next.get().map_or(0, |next| next.value)
            }

            #[inline]
            fn member(&self) -> Self::Member {
                self.$member(Member { parent: Cell::new(None), left: Cell::new(None), right: Cell::new(None) })
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
                self.$vertex(Vertex { label, edges: RefCell::new(self.edges()) })
            }

            #[inline]
            fn add_edge(&self, from: &Self::Vertex, to: Self::Vertex) {
                from.edges.borrow_mut().push(to);
            }

            #[inline]
            fn remove_edge(&self, from: &Self::Vertex, choose: impl FnOnce(usize) -> usize) {
                let mut edges = from.edges.borrow_mut();
                let count = edges.len();
                if count > 0 {
                    edges.swap_remove(choose(count));
                }
            }

            fn image(&self, bytes: usize) -> Self::Image {
                self.$image(Image { pixels: self.pixels(bytes), next: Cell::new(None) })
            }

            fn set_next_image(&self, from: &Self::Image, to: Self::Image) {
                from.next.set(Some(to));
            }
        }
    };
}
pub(crate) use region_nodes;

/// The regions, one for each type.
#[derive(Default)]
pub(crate) struct Regions<'a> {
    branches: Arena<Branch<'a>>,
    links: Arena<Link<'a>>,
    members: Arena<Member<'a>>,
    vertices: Arena<Vertex<'a>>,
    images: Arena<Image<'a>>,
    leaves: LeafRegions,
}

/// The regions, while a callback runs.
#[derive(Clone, Copy)]
pub(crate) struct Inside<'a>(&'a Regions<'a>);

type Edges<'a> = Vec<&'a Vertex<'a>>;
type Pixels<'a> = Vec<u8>;

macro_rules! puts {
    ($($put:ident into $field:ident: $type:ident,)*) => {
        impl<'a> Inside<'a> {
            $(#[inline]
            fn $put(&self, value: $type<'a>) -> &'a $type<'a> {
                self.0.$field.alloc(value)
            })*

            fn edges(&self) -> Edges<'a> {
                Vec::new()
            }

            fn pixels(&self, bytes: usize) -> Pixels<'a> {
                vec![1; bytes]
            }
        }
    };
}

puts! {
    put_branch into branches: Branch,
    put_link into links: Link,
    put_member into members: Member,
    put_vertex into vertices: Vertex,
    put_image into images: Image,
}

region_nodes!(put_branch, put_link, put_member, put_vertex, put_image);

macro_rules! leaf_regions {
    ($($field:ident: $payload:ty,)*) => {
        #[derive(Default)]
        struct LeafRegions {
            $($field: Arena<$payload>,)*
        }

        $(impl<'a> Leaves<$payload> for Inside<'a> {
            type Leaf = &'a $payload;

            #[inline]
            fn leaf(&self, payload: $payload) -> &'a $payload {
                self.0.leaves.$field.alloc(payload)
            }
        })*
    };
}

leaf_regions! {
    of_8: Words<1>,
    of_16: Words<2>,
    of_64: Words<8>,
    of_256: Words<32>,
    of_3072: Words<384>,
    of_pairs: GenericPair,
}

/// Regions that are made and dropped with each callback.
pub(crate) struct TypedArenas;

impl Space for TypedArenas {
    type Heap<'a> = Inside<'a>;

    fn start() -> Self {
        Self
    }

    fn enter<R>(&mut self, body: impl for<'a> FnOnce(&Inside<'a>, &mut Roots<Inside<'a>>) -> R) -> R {
        let regions = Regions::default();
        body(&Inside(&regions), &mut Roots::default())
    }
}
