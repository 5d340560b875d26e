//! `gc-arena`: incremental mark and sweep inside an arena; handles are plain copies that cannot leave it.

use ::gc_arena::barrier::unlock;
use ::gc_arena::collect::Trace;
use ::gc_arena::lock::{Lock, RefLock};
use ::gc_arena::{Arena, Collect, Gc, GcWeak, Mutation, Rootable, static_collect};

use crate::workloads::space::{GenericPair, Leaves, Nodes, Payload, Roots, Space, WeakLinks, Words};

/// What a callback of the arena makes objects with.
pub(crate) struct Inside<'gc>(&'gc Mutation<'gc>);

type Edge<'gc, T> = Lock<Option<Gc<'gc, T>>>;

#[derive(Collect)]
#[collect(no_drop)]
pub(crate) struct Branch<'gc> {
    children: Option<(Gc<'gc, Branch<'gc>>, Gc<'gc, Branch<'gc>>)>,
}

#[derive(Collect)]
#[collect(no_drop)]
pub(crate) struct Link<'gc> {
    value: u64,
    next: Edge<'gc, Link<'gc>>,
}

#[derive(Collect)]
#[collect(no_drop)]
pub(crate) struct Member<'gc> {
    parent: Edge<'gc, Member<'gc>>,
    left: Edge<'gc, Member<'gc>>,
    right: Edge<'gc, Member<'gc>>,
}

#[derive(Collect)]
#[collect(no_drop)]
pub(crate) struct Vertex<'gc> {
    label: u64,
    edges: RefLock<Vec<Gc<'gc, Vertex<'gc>>>>,
}

#[derive(Collect)]
#[collect(no_drop)]
pub(crate) struct Image<'gc> {
    #[allow(dead_code, reason = "a buffer is written, never read")]
    pixels: Vec<u8>,
    next: Edge<'gc, Image<'gc>>,
}

impl<'gc> Nodes for Inside<'gc> {
    type Branch = Gc<'gc, Branch<'gc>>;
    type Link = Gc<'gc, Link<'gc>>;
    type Member = Gc<'gc, Member<'gc>>;
    type Vertex = Gc<'gc, Vertex<'gc>>;
    type Image = Gc<'gc, Image<'gc>>;

    #[inline]
    fn branch(&self, children: Option<(Self::Branch, Self::Branch)>) -> Self::Branch {
        Gc::new(self.0, Branch { children })
    }

    #[inline]
    fn with_children<R>(
        &self,
        branch: &Self::Branch,
        look: impl FnOnce(Option<(&Self::Branch, &Self::Branch)>) -> R,
    ) -> R {
        look(branch.children.as_ref().map(|(left, right)| (left, right)))
    }

    #[inline]
    fn link(&self, value: u64) -> Self::Link {
        Gc::new(self.0, Link { value, next: Lock::new(None) })
    }

    #[inline]
    fn set_next(&self, from: &Self::Link, to: Self::Link) {
        unlock!(Gc::write(self.0, *from), Link, next).set(Some(to));
    }

    #[inline]
    fn next_value(&self, link: &Self::Link) -> u64 {
        link.next.get().map_or(0, |next| next.value)
    }

    #[inline]
    fn member(&self) -> Self::Member {
        Gc::new(self.0, Member { parent: Lock::new(None), left: Lock::new(None), right: Lock::new(None) })
    }

    #[inline]
    fn set_parent(&self, member: &Self::Member, parent: Self::Member) {
        unlock!(Gc::write(self.0, *member), Member, parent).set(Some(parent));
    }

    #[inline]
    fn set_left(&self, member: &Self::Member, child: Self::Member) {
        unlock!(Gc::write(self.0, *member), Member, left).set(Some(child));
    }

    #[inline]
    fn set_right(&self, member: &Self::Member, child: Self::Member) {
        unlock!(Gc::write(self.0, *member), Member, right).set(Some(child));
    }

    #[inline]
    fn vertex(&self, label: u64) -> Self::Vertex {
        Gc::new(self.0, Vertex { label, edges: RefLock::new(Vec::new()) })
    }

    #[inline]
    fn add_edge(&self, from: &Self::Vertex, to: Self::Vertex) {
        unlock!(Gc::write(self.0, *from), Vertex, edges).borrow_mut().push(to);
    }

    #[inline]
    fn remove_edge(&self, from: &Self::Vertex, choose: impl FnOnce(usize) -> usize) {
        let mut edges = unlock!(Gc::write(self.0, *from), Vertex, edges).borrow_mut();
        let count = edges.len();
        if count > 0 {
            edges.swap_remove(choose(count));
        }
    }

    fn image(&self, bytes: usize) -> Self::Image {
        Gc::new(self.0, Image { pixels: vec![1; bytes], next: Lock::new(None) })
    }

    fn set_next_image(&self, from: &Self::Image, to: Self::Image) {
        unlock!(Gc::write(self.0, *from), Image, next).set(Some(to));
    }
}

#[allow(unsafe_code, reason = "the trait is unsafe, and the roots are shared by all contenders")]
// SAFETY: every handle among the roots is traced; the roots have no destructor.
unsafe impl<'gc> Collect<'gc> for Roots<Inside<'gc>> {
    fn trace<T: Trace<'gc>>(&self, tracer: &mut T) {
        tracer.trace(&self.members);
        tracer.trace(&self.links);
        tracer.trace(&self.vertices);
        tracer.trace(&self.images);
    }
}

/// An arena with the roots of the workloads.
pub(crate) struct GcArena(Arena<RootsInside>);

type RootsInside = Rootable!['a => Roots<Inside<'a>>];

impl Space for GcArena {
    type Heap<'a> = Inside<'a>;

    fn start() -> Self {
        Self(Arena::new(|_| Roots::default()))
    }

    #[inline]
    fn enter<R>(&mut self, body: impl for<'a> FnOnce(&Inside<'a>, &mut Roots<Inside<'a>>) -> R) -> R {
        self.0.mutate_root(|mutation, roots| body(&Inside(mutation), roots))
    }

    #[inline]
    fn safe_point(&mut self) {
        self.0.collect_debt();
    }

    #[inline]
    fn collect(&mut self) {
        self.0.finish_cycle();
    }
}

static_collect!(GenericPair);

#[allow(unsafe_code, reason = "the trait is unsafe, and its macro takes no const parameters")]
// SAFETY: the payload is 'static, so it holds no handles.
unsafe impl<'gc, const N: usize> Collect<'gc> for Words<N> {
    const NEEDS_TRACE: bool = false;
}

impl<'gc, P: Payload + Collect<'gc>> Leaves<P> for Inside<'gc> {
    type Leaf = Gc<'gc, P>;

    #[inline]
    fn leaf(&self, payload: P) -> Gc<'gc, P> {
        Gc::new(self.0, payload)
    }
}

impl<'gc> WeakLinks for Inside<'gc> {
    type Weak = GcWeak<'gc, Link<'gc>>;

    #[inline]
    fn downgrade(&self, link: &Gc<'gc, Link<'gc>>) -> GcWeak<'gc, Link<'gc>> {
        Gc::downgrade(*link)
    }

    #[inline]
    fn upgrade(&self, weak: &GcWeak<'gc, Link<'gc>>) -> Option<Gc<'gc, Link<'gc>>> {
        weak.upgrade(self.0)
    }
}
