//! `referents` and `referrers`: what one object holds and what holds it, without a snapshot.

use std::fmt;

use crate::inspect::inner::{FieldPath, InnerHandle};
use crate::inspect::subject::Subject;
use crate::inspect::walk::{self, HeapObject};
use crate::inspect::writing::visible::Visible;
use crate::object::any::AnyObj;
use crate::trace::Tracer;

/// A strong handle that lies in an object. Displayed as `Folder, in entries[2]`.
///
/// It holds a handle of its own to both objects, which count.
///
/// # Examples
/// ```
/// # use obj_runtime::inspect;
/// # use obj_runtime::prelude::*;
/// #[derive(Object)]
/// struct Twig { leaf: Obj<Leaf> }
/// #[derive(Object)]
/// struct Leaf { size: u32 }
///
/// let twig = Obj::new(Twig { leaf: Obj::new(Leaf { size: 1 }) });
/// let found = &inspect::referrers(&twig.leaf)[0];
/// assert_eq!(found.to_string(), "Twig, in leaf");
/// # assert_eq!(twig.leaf.size, 1);
/// ```
#[derive(Clone)]
pub struct Reference {
    holder: AnyObj,
    target: AnyObj,
    name: FieldPath,
}

/// The handles in one object, and what they lead to, in the order of its fields.
///
/// Takes time proportional to their number. Objects that nobody is handed, as those in the making, are left out; no user code
/// runs. (CPython: `gc.get_referents`.)
///
/// # Examples
/// ```
/// use obj_runtime::inspect;
/// use obj_runtime::prelude::*;
///
/// #[derive(Object)]
/// struct Leaf { size: u32 }
/// #[derive(Object)]
/// struct Twig { leaves: Vec<Obj<Leaf>> }
///
/// let twig = Obj::new(Twig { leaves: vec![Obj::new(Leaf { size: 1 })] });
/// let leaves = inspect::referents(&twig);
/// assert!(leaves[0].target().is_a::<Leaf>());
/// assert_eq!(leaves[0].name().to_string(), "leaves[0]");
/// ```
#[doc(alias = "get_referents")]
#[must_use]
pub fn referents(subject: &(impl Subject + ?Sized)) -> Vec<Reference> {
    let holder = HeapObject::of_handle(subject.as_any().handle());
    holder.inner().into_iter().filter_map(|inner| Reference::of(holder, inner)).collect()
}

/// The handles to one object that lie in objects, in the order of these.
///
/// Looks into every object of the thread once, and keeps nothing of those that do not hold it: less than a
/// [`snapshot`](fn@crate::inspect::snapshot), which is what to take for more than one question. Otherwise as
/// [`referents`]. (CPython: `gc.get_referrers`.)
///
/// # Examples
/// ```
/// use obj_runtime::inspect;
/// use obj_runtime::prelude::*;
///
/// #[derive(Object)]
/// struct Leaf { size: u32 }
/// #[derive(Object)]
/// struct Twig { leaves: Vec<Obj<Leaf>> }
///
/// let leaf = Obj::new(Leaf { size: 1 });
/// let twig = Obj::new(Twig { leaves: vec![leaf.clone()] });
/// let holders = inspect::referrers(&leaf);
/// assert!(AnyObj::is(holders[0].holder(), Obj::as_any(&twig)));
/// assert_eq!(holders[0].to_string(), "Twig, in leaves[0]");
/// ```
#[doc(alias = "get_referrers")]
#[must_use]
pub fn referrers(subject: &(impl Subject + ?Sized)) -> Vec<Reference> {
    let target = HeapObject::of_handle(subject.as_any().handle());
    let mut tracer = Tracer::of_everything();
    let holders: Vec<HeapObject> =
        walk::objects_with_handles().filter(|holder| holds(*holder, target, &mut tracer)).collect();
    let handles = holders.into_iter().flat_map(|holder| holder.inner().into_iter().map(move |inner| (holder, inner)));
    handles
        .filter(|(_, inner)| inner.target == target.pointer())
        .filter_map(|(holder, inner)| Reference::of(holder, inner))
        .collect()
}

/// Whether a strong handle to `target` lies in `holder`.
fn holds(holder: HeapObject, target: HeapObject, tracer: &mut Tracer) -> bool {
    holder.trace(tracer);
    let mut is_found = false;
    tracer.drain_edges(|edge| is_found |= !edge.weak && edge.target == target.pointer());
    is_found
}

impl Reference {
    fn of(holder: HeapObject, inner: InnerHandle) -> Option<Self> {
        let target = HeapObject::of_target(inner.target).hold()?;
        Some(Self { holder: holder.hold()?, target, name: inner.path })
    }

    /// The object that the handle lies in.
    ///
    /// # Examples
    /// ```
    /// # use obj_runtime::inspect;
    /// # use obj_runtime::prelude::*;
    /// #[derive(Object)]
    /// struct Twig { leaf: Obj<Leaf> }
    /// #[derive(Object)]
    /// struct Leaf { size: u32 }
    ///
    /// let twig = Obj::new(Twig { leaf: Obj::new(Leaf { size: 1 }) });
    /// let found = &inspect::referrers(&twig.leaf)[0];
    /// assert!(found.holder().is_a::<Twig>());
    /// # assert_eq!(twig.leaf.size, 1);
    /// ```
    #[must_use]
    pub fn holder(&self) -> &AnyObj {
        &self.holder
    }

    /// The object that the handle is to.
    ///
    /// # Examples
    /// ```
    /// # use obj_runtime::inspect;
    /// # use obj_runtime::prelude::*;
    /// #[derive(Object)]
    /// struct Twig { leaf: Obj<Leaf> }
    /// #[derive(Object)]
    /// struct Leaf { size: u32 }
    ///
    /// let twig = Obj::new(Twig { leaf: Obj::new(Leaf { size: 1 }) });
    /// let found = &inspect::referrers(&twig.leaf)[0];
    /// assert_eq!(found.target().downcast_ref::<Leaf>().unwrap().size, 1);
    /// ```
    #[must_use]
    pub fn target(&self) -> &AnyObj {
        &self.target
    }

    /// Where in its holder the handle lies: `parent`, `entries[2]`, `table["a"]`.
    ///
    /// # Examples
    /// ```
    /// # use obj_runtime::inspect;
    /// # use obj_runtime::prelude::*;
    /// #[derive(Object)]
    /// struct Twig { leaf: Obj<Leaf> }
    /// #[derive(Object)]
    /// struct Leaf { size: u32 }
    ///
    /// let twig = Obj::new(Twig { leaf: Obj::new(Leaf { size: 1 }) });
    /// let found = &inspect::referrers(&twig.leaf)[0];
    /// assert_eq!(found.name().to_string(), "leaf");
    /// # assert_eq!(twig.leaf.size, 1);
    /// ```
    #[must_use]
    pub fn name(&self) -> impl fmt::Display + '_ {
        &self.name
    }
}

impl fmt::Display for Reference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}, in {}", Visible(self.holder.type_name()), self.name)
    }
}

impl fmt::Debug for Reference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self} -> {}", Visible(self.target.type_name()))
    }
}
