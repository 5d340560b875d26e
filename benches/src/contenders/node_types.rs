//! The object shapes of the workloads, for contenders whose handles are free of lifetimes.

/// A cell that a contender's node types keep their edges in.
pub(crate) trait Slot<T> {
    fn holding(value: T) -> Self;
    fn read<R>(&self, look: impl FnOnce(&T) -> R) -> R;
    fn change<R>(&self, change: impl FnOnce(&mut T) -> R) -> R;
}

impl<T> Slot<T> for std::cell::RefCell<T> {
    #[inline]
    fn holding(value: T) -> Self {
        Self::new(value)
    }

    #[inline]
    fn read<R>(&self, look: impl FnOnce(&T) -> R) -> R {
        look(&self.borrow())
    }

    #[inline]
    fn change<R>(&self, change: impl FnOnce(&mut T) -> R) -> R {
        change(&mut self.borrow_mut())
    }
}

impl<T> Slot<T> for std::sync::Mutex<T> {
    #[inline]
    fn holding(value: T) -> Self {
        Self::new(value)
    }

    #[inline]
    fn read<R>(&self, look: impl FnOnce(&T) -> R) -> R {
        look(&self.lock().expect("no panic while locked"))
    }

    #[inline]
    fn change<R>(&self, change: impl FnOnce(&mut T) -> R) -> R {
        change(&mut self.lock().expect("no panic while locked"))
    }
}

/// Declares `Branch`, `Link`, `Member`, `Vertex` and `Image` with the given attributes, handle and cell, and implements
/// `Nodes` for `$heap` with them, as [`nodes`] does.
macro_rules! node_types {
    (for $heap:ty, handle $handle:ident, cell $cell:ident $(, #[$attribute:meta])*) => {
        $(#[$attribute])*
        pub(crate) struct Branch {
            left: Option<$handle<Branch>>,
            right: Option<$handle<Branch>>,
        }

        $(#[$attribute])*
        pub(crate) struct Link {
            value: u64,
            next: $cell<Option<$handle<Link>>>,
        }

        $(#[$attribute])*
        pub(crate) struct Member {
            parent: $cell<Option<$handle<Member>>>,
            left: $cell<Option<$handle<Member>>>,
            right: $cell<Option<$handle<Member>>>,
        }

        $(#[$attribute])*
        pub(crate) struct Vertex {
            #[allow(dead_code, reason = "a label is written, and read by the code of some derives only")]
            label: u64,
            edges: $cell<Vec<$handle<Vertex>>>,
        }

        $(#[$attribute])*
        pub(crate) struct Image {
            #[allow(dead_code, reason = "a buffer is written, and read by the code of some derives only")]
            pixels: Vec<u8>,
            next: $cell<Option<$handle<Image>>>,
        }

        $crate::contenders::node_types::nodes!(for $heap, handle $handle);
    };
}
pub(crate) use node_types;

/// Implements `Nodes` for `$heap` with the types of these names in scope: for contenders whose derive cannot be used
/// on a type that a macro declares.
macro_rules! nodes {
    (for $heap:ty, handle $handle:ident) => {
        impl $crate::workloads::space::Nodes for $heap {
            type Branch = $handle<Branch>;
            type Link = $handle<Link>;
            type Member = $handle<Member>;
            type Vertex = $handle<Vertex>;
            type Image = $handle<Image>;

            #[inline]
            fn branch(&self, children: Option<(Self::Branch, Self::Branch)>) -> Self::Branch {
                let (left, right) = children.unzip();
                $handle::new(Branch { left, right })
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
                $handle::new(Link { value, next: $crate::contenders::node_types::Slot::holding(None) })
            }

            #[inline]
            fn set_next(&self, from: &Self::Link, to: Self::Link) {
                $crate::contenders::node_types::Slot::change(&from.next, |next| *next = Some(to));
            }

            #[inline]
            fn next_value(&self, link: &Self::Link) -> u64 {
                $crate::contenders::node_types::Slot::read(&link.next, |next| {
                    next.as_ref().map_or(0, |next| next.value)
                })
            }

            #[inline]
            fn member(&self) -> Self::Member {
                $handle::new(Member {
                    parent: $crate::contenders::node_types::Slot::holding(None),
                    left: $crate::contenders::node_types::Slot::holding(None),
                    right: $crate::contenders::node_types::Slot::holding(None),
                })
            }

            #[inline]
            fn set_parent(&self, member: &Self::Member, parent: Self::Member) {
                $crate::contenders::node_types::Slot::change(&member.parent, |slot| *slot = Some(parent));
            }

            #[inline]
            fn set_left(&self, member: &Self::Member, child: Self::Member) {
                $crate::contenders::node_types::Slot::change(&member.left, |slot| *slot = Some(child));
            }

            #[inline]
            fn set_right(&self, member: &Self::Member, child: Self::Member) {
                $crate::contenders::node_types::Slot::change(&member.right, |slot| *slot = Some(child));
            }

            #[inline]
            fn vertex(&self, label: u64) -> Self::Vertex {
                let edges = $crate::contenders::node_types::Slot::holding(Vec::new());
                $handle::new(Vertex { label, edges })
            }

            #[inline]
            fn add_edge(&self, from: &Self::Vertex, to: Self::Vertex) {
                $crate::contenders::node_types::Slot::change(&from.edges, |edges| edges.push(to));
            }

            #[inline]
            fn remove_edge(&self, from: &Self::Vertex, choose: impl FnOnce(usize) -> usize) {
                let removed = $crate::contenders::node_types::Slot::change(&from.edges, |edges| {
                    let count = edges.len();
                    (count > 0).then(|| edges.swap_remove(choose(count)))
                });
                drop(removed);
            }

            fn image(&self, bytes: usize) -> Self::Image {
                let next = $crate::contenders::node_types::Slot::holding(None);
                $handle::new(Image { pixels: vec![1; bytes], next })
            }

            fn set_next_image(&self, from: &Self::Image, to: Self::Image) {
                $crate::contenders::node_types::Slot::change(&from.next, |next| *next = Some(to));
            }
        }
    };
}
pub(crate) use nodes;
