//! `AnyObj`: what a handle to an object of any type can do.

use std::any::TypeId;
use std::cmp::Ordering;

use crate::handle::Handle;
#[cfg(any(feature = "serde", feature = "parcel"))]
use crate::header::FlagWord;
use crate::heap::Heap;
use crate::heap::page::PagePtr;
use crate::heap::type_info::{TypeInfo, Unhashable};
use crate::object::{Obj, Object};
#[cfg(feature = "parcel")]
use crate::trace::Relocator;
use crate::trace::{PointerMap, Trace, Tracer};

pub use crate::handle::AnyObj;

impl AnyObj {
    /// The live object at an address of this thread, of whatever type; see [`Obj::from_id`].
    ///
    /// # Examples
    /// ```
    /// # use obj_runtime::prelude::*;
    /// # #[derive(Object)]
    /// # struct Point { x: i32 }
    /// let any: AnyObj = Obj::new(Point { x: 1 }).into();
    /// assert!(AnyObj::is(&AnyObj::from_id(any.id()).unwrap(), &any));
    /// assert!(AnyObj::from_id(0xbad_cafe).is_none());
    /// ```
    #[must_use]
    #[cfg_attr(feature = "trace-refs", track_caller)]
    pub fn from_id(id: usize) -> Option<Self> {
        Handle::to_living(Heap::current().object_at(id)?).map(Self::from_handle)
    }

    /// The address of the object.
    ///
    /// # Examples
    /// ```
    /// # use obj_runtime::prelude::*;
    /// # #[derive(Object)]
    /// # struct Point { x: i32 }
    /// let any: AnyObj = Obj::new(Point { x: 1 }).into();
    /// assert_eq!(any.id(), any.clone().id());
    /// ```
    #[inline]
    #[must_use]
    pub fn id(&self) -> usize {
        self.handle().pointer().address()
    }

    /// The number of strong handles to the object; see [`Obj::refcount`].
    ///
    /// # Examples
    /// ```
    /// # use obj_runtime::prelude::*;
    /// # #[derive(Object)]
    /// # struct Point { x: i32 }
    /// let any: AnyObj = Obj::new(Point { x: 1 }).into();
    /// assert_eq!(any.refcount(), 1);
    /// ```
    #[inline]
    #[must_use]
    pub fn refcount(&self) -> usize {
        self.handle().header().count() as usize
    }

    /// Whether two handles are to one object.
    ///
    /// # Examples
    /// ```
    /// # use obj_runtime::prelude::*;
    /// # #[derive(Object)]
    /// # struct Point { x: i32 }
    /// let any: AnyObj = Obj::new(Point { x: 1 }).into();
    /// assert!(AnyObj::is(&any, &any.clone()));
    /// ```
    #[inline]
    #[must_use]
    pub fn is(this: &Self, other: &Self) -> bool {
        this.handle().pointer() == other.handle().pointer()
    }

    /// Whether the object is a `T`.
    ///
    /// # Examples
    /// ```
    /// # use obj_runtime::prelude::*;
    /// # #[derive(Object)]
    /// # struct Point { x: i32 }
    /// let any: AnyObj = Obj::new(Point { x: 1 }).into();
    /// assert!(any.is_a::<Point>() && !any.is_a::<Int>());
    /// ```
    #[doc(alias = "isinstance")]
    #[inline]
    #[must_use]
    pub fn is_a<T: Object>(&self) -> bool {
        // The number is that of this type alone.
        if T::BUILT_IN != 0 && !T::TRACKED {
            return self.header().flags.is_built_in(T::BUILT_IN);
        }
        let info = self.page().info;
        if T::BUILT_IN != 0 {
            return info.built_in == T::BUILT_IN;
        }
        // (The address of the information says less: it is made where it is named, so a program has several of one type.)
        let wanted = TypeId::of::<T>();
        info.type_id == wanted || info.is_mixed && self.info().type_id == wanted
    }

    /// The name of the object's type.
    ///
    /// # Examples
    /// ```
    /// # use obj_runtime::prelude::*;
    /// # #[derive(Object)]
    /// # struct Point { x: i32 }
    /// let any: AnyObj = Obj::new(Point { x: 1 }).into();
    /// assert_eq!(any.type_name(), "Point");
    /// ```
    #[doc(alias = "__name__")]
    #[must_use]
    pub fn type_name(&self) -> &'static str {
        self.info().name
    }

    /// The handle as one to a `T`, if the object is one. Two loads and a comparison.
    ///
    /// # Examples
    /// ```
    /// # use obj_runtime::prelude::*;
    /// # #[derive(Object)]
    /// # struct Point { x: i32 }
    /// let any: AnyObj = Obj::new(Point { x: 1 }).into();
    /// assert_eq!(any.downcast_ref::<Point>().unwrap().x, 1);
    /// assert!(any.downcast_ref::<Int>().is_none());
    /// ```
    #[inline]
    #[must_use]
    pub fn downcast_ref<T: Object>(&self) -> Option<&Obj<T>> {
        // SAFETY: the type was compared.
        self.is_a::<T>().then(|| unsafe { self.downcast_ref_unchecked() })
    }

    /// The handle as one to a `T`.
    ///
    /// # Errors
    /// The handle itself, if the object is of another type.
    ///
    /// # Examples
    /// ```
    /// # use obj_runtime::prelude::*;
    /// # #[derive(Object)]
    /// # struct Point { x: i32 }
    /// let any: AnyObj = Obj::new(Point { x: 1 }).into();
    /// let point: Obj<Point> = any.downcast().unwrap();
    /// assert_eq!(point.x, 1);
    /// ```
    pub fn downcast<T: Object>(self) -> Result<Obj<T>, Self> {
        if self.is_a::<T>() {
            // SAFETY: the type was compared.
            Ok(unsafe { Obj::from_handle(self.into_handle()) })
        } else {
            Err(self)
        }
    }

    /// # Safety
    /// 1. The object is a `T`.
    #[inline]
    pub(crate) unsafe fn downcast_ref_unchecked<T: Object>(&self) -> &Obj<T> {
        let this: *const Self = self;
        // SAFETY: both are transparent wrappers of `Handle`, and by 1. the type is right.
        unsafe { &*this.cast() }
    }

    /// What the runtime knows of the object's type.
    #[inline]
    pub(crate) fn info(&self) -> &'static TypeInfo {
        self.page().info_of(self.handle().pointer())
    }

    /// The object dies without its finalizer, as if that had run.
    #[cfg(any(feature = "serde", feature = "parcel"))]
    pub(crate) fn set_finalized(&self) {
        self.header().set(FlagWord::FINALIZED);
    }

    /// The page of the object.
    #[inline]
    pub(crate) fn page(&self) -> PagePtr {
        PagePtr::of(self.handle().pointer())
    }

    /// Whether the values are equal as Python's `==` says.
    ///
    /// # Examples
    /// ```
    /// # use obj_runtime::prelude::*;
    /// let (one, two): (AnyObj, AnyObj) = (1.into(), 2.into());
    /// assert!(one.equals(&1.into()));
    /// assert!(one.equals(&1.0.into()));        // as in Python
    /// assert!(!one.equals(&two));
    /// ```
    #[doc(alias = "__eq__")]
    #[must_use]
    pub fn equals(&self, other: &Self) -> bool {
        (self.info().equals)(self, other)
    }

    /// The hash of the value, equal for equal values.
    ///
    /// # Errors
    /// If the type has no hash, as lists, dicts and sets.
    ///
    /// # Examples
    /// ```
    /// # use obj_runtime::prelude::*;
    /// let (one, two): (AnyObj, AnyObj) = (1.into(), 2.into());
    /// assert_eq!(one.hash_value(), AnyObj::from(1.0).hash_value());
    /// assert!(AnyObj::from(Obj::<List>::default()).hash_value().is_err());
    /// ```
    #[doc(alias = "__hash__")]
    pub fn hash_value(&self) -> Result<u64, Unhashable> {
        (self.info().hash)(self)
    }

    /// The order of the values as Python's `<` says; `None` if neither is before the other and they are not equal, or
    /// if there is no order between their types.
    ///
    /// # Examples
    /// ```
    /// # use obj_runtime::prelude::*;
    /// let (one, two): (AnyObj, AnyObj) = (1.into(), 2.into());
    /// assert_eq!(one.compare(&two), Some(std::cmp::Ordering::Less));
    /// assert_eq!(one.compare(&"one".into()), None);
    /// ```
    #[doc(alias = "__lt__")]
    #[must_use]
    pub fn compare(&self, other: &Self) -> Option<Ordering> {
        (self.info().compare)(self, other)
    }

    /// The object as an expression would write it: Python's `repr`.
    ///
    /// # Examples
    /// ```
    /// # use obj_runtime::prelude::*;
    /// assert_eq!(AnyObj::from("it's").repr(), r#""it's""#);
    /// ```
    #[doc(alias = "__repr__")]
    #[must_use]
    pub fn repr(&self) -> String {
        format!("{self:?}")
    }
}

impl Clone for AnyObj {
    #[inline]
    #[cfg_attr(feature = "trace-refs", track_caller)]
    fn clone(&self) -> Self {
        Self::from_handle(self.handle().clone())
    }
}

impl<T: ?Sized> From<Obj<T>> for AnyObj {
    #[inline]
    fn from(object: Obj<T>) -> Self {
        Obj::into_any(object)
    }
}

/// Another handle to the object.
impl<T: ?Sized> From<&Obj<T>> for AnyObj {
    #[inline]
    #[cfg_attr(feature = "trace-refs", track_caller)]
    fn from(object: &Obj<T>) -> Self {
        Obj::as_any(object).clone()
    }
}

/// Another handle to the object.
impl From<&Self> for AnyObj {
    #[inline]
    #[cfg_attr(feature = "trace-refs", track_caller)]
    fn from(object: &Self) -> Self {
        object.clone()
    }
}

// SAFETY: a handle visits itself.
unsafe impl Trace for AnyObj {
    type Leaves<H> = ();
    const HOLDS: bool = true;
    const HOLDS_BEHIND: bool = true;
    const IS_HANDLES_ONLY: bool = true;
    crate::trace::finds_all!(true, true);
    const POINTERS: PointerMap = PointerMap::HANDLE;
    #[inline]
    fn trace(this: &Self, tracer: &mut Tracer) {
        tracer.strong(this.handle());
    }
    #[cfg(feature = "parcel")]
    fn relocate(this: &mut Self, relocator: &mut Relocator) {
        relocator.strong(this.handle_mut(), false);
    }
    crate::trace::copied_by_clone! {}
}
