//! What the object workloads ask of a contender: a place where objects live, and a few shapes of object.

/// A contender's heap, with the roots that outlive one [`enter`](Space::enter).
///
/// Arena collectors lend handles only inside a callback and collect only outside of it; the callback form fits
/// everybody.
pub(crate) trait Space: 'static {
    /// What makes and changes objects.
    type Heap<'a>: Nodes;

    /// An empty heap.
    fn start() -> Self;

    /// Runs `body` with the heap and the roots. Handles that are not put among the roots die with the call.
    fn enter<R>(&mut self, body: impl for<'a> FnOnce(&Self::Heap<'a>, &mut Roots<Self::Heap<'a>>) -> R) -> R;

    /// Called every [`BATCH`] new objects: where a contender must be asked to collect, it decides here whether to.
    fn safe_point(&mut self) {}

    /// Collects everything that can be collected now.
    fn collect(&mut self) {}
}

/// How many objects are made between two safe points.
pub(crate) const BATCH: usize = 1_000;

/// The shapes of object that graphs are made of, and what is done with them.
///
/// Targets are passed by value: a workload clones where a program would.
pub(crate) trait Nodes: Sized {
    /// A node of a tree that never changes: two children or none.
    type Branch: Clone;
    /// A number and one outgoing edge that can be set.
    type Link: Clone;
    /// A node with a parent and two children, all of which can be set.
    type Member: Clone;
    /// A number and a growing list of outgoing edges.
    type Vertex: Clone;
    /// A buffer and one outgoing edge that can be set.
    type Image: Clone;

    fn branch(&self, children: Option<(Self::Branch, Self::Branch)>) -> Self::Branch;
    /// Looks at the children of `branch`, if it has any.
    fn with_children<R>(
        &self,
        branch: &Self::Branch,
        look: impl FnOnce(Option<(&Self::Branch, &Self::Branch)>) -> R,
    ) -> R;

    fn link(&self, value: u64) -> Self::Link;
    fn set_next(&self, from: &Self::Link, to: Self::Link);
    /// The number of the object that `link` points to, read without taking a handle of one's own.
    fn next_value(&self, link: &Self::Link) -> u64;

    fn member(&self) -> Self::Member;
    fn set_parent(&self, member: &Self::Member, parent: Self::Member);
    fn set_left(&self, member: &Self::Member, child: Self::Member);
    fn set_right(&self, member: &Self::Member, child: Self::Member);

    fn vertex(&self, label: u64) -> Self::Vertex;
    fn add_edge(&self, from: &Self::Vertex, to: Self::Vertex);
    /// Removes an edge chosen by `choose` among as many as there are; without edges nothing happens.
    fn remove_edge(&self, from: &Self::Vertex, choose: impl FnOnce(usize) -> usize);

    /// An object that owns so many bytes outside of itself.
    fn image(&self, bytes: usize) -> Self::Image;
    fn set_next_image(&self, from: &Self::Image, to: Self::Image);

    // Who counts or traces lets go of a handle, and what it led to is found. Who keeps objects in an arena from which
    // they are removed by hand has to say what goes.

    /// Lets go of a tree.
    #[inline]
    fn discard_tree(&self, root: Self::Branch) {
        drop(root);
    }

    /// Lets go of one link.
    #[inline]
    fn discard_link(&self, link: Self::Link) {
        drop(link);
    }

    /// Lets go of a link and of all that follow it.
    #[inline]
    fn discard_chain(&self, head: Self::Link) {
        drop(head);
    }

    /// Lets go of a member and of all that are reached from it.
    #[inline]
    fn discard_family(&self, member: Self::Member) {
        drop(member);
    }

    /// Lets go of a member and of its left child, but not of its right one.
    #[inline]
    fn discard_pair(&self, member: Self::Member) {
        drop(member);
    }

    /// Lets go of one vertex.
    #[inline]
    fn discard_vertex(&self, vertex: Self::Vertex) {
        drop(vertex);
    }

    /// Lets go of one image.
    #[inline]
    fn discard_image(&self, image: Self::Image) {
        drop(image);
    }
}

/// Handles that stay alive between two calls of [`Space::enter`].
pub(crate) struct Roots<N: Nodes> {
    pub(crate) members: Vec<N::Member>,
    pub(crate) links: Vec<N::Link>,
    pub(crate) vertices: Vec<N::Vertex>,
    pub(crate) images: Vec<N::Image>,
}

impl<N: Nodes> Roots<N> {
    /// Whether nothing is held.
    pub(crate) fn is_empty(&self) -> bool {
        self.members.is_empty() && self.links.is_empty() && self.vertices.is_empty() && self.images.is_empty()
    }
}

impl<N: Nodes> Default for Roots<N> {
    fn default() -> Self {
        Self { members: Vec::new(), links: Vec::new(), vertices: Vec::new(), images: Vec::new() }
    }
}

/// Objects without handles inside, of one payload type.
pub(crate) trait Leaves<P>: Nodes {
    type Leaf: Clone;

    fn leaf(&self, payload: P) -> Self::Leaf;

    /// Lets go of one leaf.
    #[inline]
    fn discard_leaf(&self, leaf: Self::Leaf) {
        drop(leaf);
    }
}

/// What a leaf holds.
pub(crate) trait Payload: Clone + 'static {
    /// A payload that depends on `seed`, so that the compiler cannot make it in advance.
    fn seeded(seed: u64) -> Self;
}

/// A payload of `8 * N` bytes.
#[derive(Clone, Copy)]
pub(crate) struct Words<const N: usize>(pub [u64; N]);

impl<const N: usize> Payload for Words<N> {
    #[inline]
    fn seeded(seed: u64) -> Self {
        Self([seed; N])
    }
}

/// A payload of 16 bytes whose type is generic.
#[derive(Clone, Copy)]
pub(crate) struct Pair<A, B>(pub A, pub B);

/// The generic payload of the workload `new_drop_generic`.
pub(crate) type GenericPair = Pair<u64, u64>;

impl Payload for GenericPair {
    #[inline]
    fn seeded(seed: u64) -> Self {
        Self(seed, seed)
    }
}

/// Weak handles to links.
pub(crate) trait WeakLinks: Nodes {
    type Weak;

    fn downgrade(&self, link: &Self::Link) -> Self::Weak;
    fn upgrade(&self, weak: &Self::Weak) -> Option<Self::Link>;
}

/// Handles whose static type does not say what they point to.
pub(crate) trait Erased: Nodes {
    type Any;

    /// An erased link.
    fn erase_link(&self, link: Self::Link) -> Self::Any;
    /// An erased vertex.
    fn erase_vertex(&self, vertex: Self::Vertex) -> Self::Any;
    /// The number of the link that `any` turns out to be, if it is one.
    fn link_value(&self, any: &Self::Any) -> Option<u64>;
}
