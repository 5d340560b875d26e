//! The constants of a unit: made once for each place of the text and thread, and kept until the thread ends.

use std::cell::Cell;
use std::panic::Location;
use std::rc::Rc;
use std::thread::LocalKey;

use crate::ground::thread_static::Undropped;
use crate::header::FlagWord;
use crate::heap::Heap;
use crate::ledger::{self, Keeper};
use crate::object::any::AnyObj;
use crate::object::{Obj, Object};
use crate::thread_end::{KeptObject, Release, release_at_end};
use crate::values::{Bytes, Float, FrozenSet, Int, Str, Tuple};

/// A constant as the expansion writes it.
#[derive(Debug, Clone, Copy)]
pub enum Constant {
    /// `None`
    Nothing,
    /// `True` or `False`
    Truth(bool),
    /// An integer.
    Integer(i64),
    /// A number with a point.
    Decimal(f64),
    /// The bits of a number that no literal writes.
    DecimalBits(u64),
    /// Text.
    Text(&'static str),
    /// Bytes.
    Data(&'static [u8]),
    /// The places of the items, which come before.
    Items(&'static [usize]),
    /// The places of the elements, which come before.
    Elements(&'static [usize]),
}

/// All constants of a unit, as its text has them.
pub struct UnitText {
    /// The constants in rows, each after those that it holds.
    pub values: &'static [&'static [Constant]],
    /// The places of those that the unit holds itself, in rows, in the order of their slots.
    pub loaded: &'static [&'static [usize]],
    /// Where the unit is.
    pub place: &'static Location<'static>,
}

/// The constants of a unit that runs.
#[derive(Clone)]
pub struct Constants {
    kept: Rc<UnitConstants>,
}

/// The handles that a unit holds, as a code object of Python does.
struct UnitConstants {
    objects: Box<[AnyObj]>,
    place: &'static Location<'static>,
}

/// The place of a unit in the text, as this thread sees it: which of the kept constants are its own.
pub struct UnitSite {
    /// One more than the place in `Units`; 0 if the unit has not run.
    number: Cell<usize>,
}

thread_local! {
    /// The constants of all units that ran in the thread. Without destructor: the thread's guard empties it.
    static UNITS: Undropped<Vec<Rc<UnitConstants>>> = const { Undropped::new(Vec::new()) };
}

/// Empties `UNITS` at the thread's end.
struct Units;

impl Release for Units {
    fn keeps(&self, report: &mut dyn FnMut(KeptObject)) {
        UNITS.with(|units| {
            // Units are added and taken out while no user code runs.
            for unit in units.borrow().iter() {
                let keeper = Keeper::Unit(ledger::Site::of(unit.place));
                for handle in unit.objects.iter().map(AnyObj::handle) {
                    report(KeptObject { object: handle.pointer(), keeper, token: handle.token() });
                }
            }
        });
    }

    fn release(&self) {
        let units = UNITS.with(Undropped::take);
        units.iter().flat_map(|unit| &unit.objects).for_each(|object| mark(object, false));
    }
}

/// Notes in an object, and in those that a constant tuple holds, whether it is a constant.
fn mark(object: &AnyObj, is_constant: bool) {
    let header = object.header();
    if is_constant {
        header.set(FlagWord::CONSTANT)
    } else {
        header.clear(FlagWord::CONSTANT)
    }
    let items = object.downcast_ref::<Tuple>();
    items.into_iter().flat_map(|items| items.iter()).for_each(|item| mark(item, is_constant));
}

impl UnitSite {
    /// A unit that has not run in this thread.
    #[must_use]
    pub const fn new() -> Self {
        Self { number: Cell::new(0) }
    }

    /// The constants of the unit, which are made when it first runs.
    #[inline(never)]
    pub fn constants(site: &'static LocalKey<Self>, text: &'static UnitText) -> Constants {
        Self::kept(site).unwrap_or_else(|| Self::make(site, text))
    }

    fn kept(site: &'static LocalKey<Self>) -> Option<Constants> {
        let number = site.with(|site| site.number.get());
        let kept = UNITS.with(|units| units.borrow().get(number.checked_sub(1)?).cloned())?;
        Some(Constants { kept })
    }

    /// Making objects may collect, and a finalizer may run this very unit: the first to be ready is kept.
    #[cold]
    fn make(site: &'static LocalKey<Self>, text: &'static UnitText) -> Constants {
        let made = Constants::once(text);
        if let Some(earlier) = Self::kept(site) {
            return earlier;
        }
        let heap = Heap::current();
        if !heap.may_keep() {
            return made;
        }
        made.kept.objects.iter().for_each(|object| mark(object, true));
        let number = UNITS.with(|units| {
            let mut units = units.borrow_mut();
            units.push(Rc::clone(&made.kept));
            units.len()
        });
        if number == 1 {
            release_at_end(&Units);
        }
        site.with(|site| site.number.set(number));
        made
    }
}

impl Default for UnitSite {
    #[cfg_attr(feature = "trace-refs", track_caller)]
    fn default() -> Self {
        Self::new()
    }
}

impl Constants {
    /// Constants that nothing keeps but this.
    #[must_use]
    #[cfg_attr(feature = "trace-refs", track_caller)]
    pub fn once(text: &'static UnitText) -> Self {
        let _attribution = ledger::attribute_to_line(ledger::Site::of(text.place));
        let mut objects: Vec<AnyObj> = Vec::new();
        for value in text.values.iter().copied().flatten() {
            let object = value.object(&objects);
            objects.push(object);
        }
        let loaded = text.loaded.iter().copied().flatten().map(|at| objects[*at].clone()).collect();
        Self { kept: Rc::new(UnitConstants { objects: loaded, place: text.place }) }
    }

    fn at<T: Object>(&self, slot: usize) -> &Obj<T> {
        self.kept.objects[slot].downcast_ref().expect("the constant has the type that the unit says")
    }

    fn inside<T: Object>(&self, slot: usize, item: usize) -> &Obj<T> {
        self.at::<Tuple>(slot)[item].downcast_ref().expect("the constant has the type that the unit says")
    }
}

/// Functions that give constants, and items of constant tuples, as what the unit says they are.
macro_rules! loads {
    ($(#[$inline:meta] $module:ident)*) => {$(
        #[expect(missing_docs, reason = "one pair for each type")]
        pub mod $module {
            use super::{Bytes, Constants, Float, FrozenSet, Int, Obj, Str, Tuple};

            loads! { @ #[$inline]
                int int_in Int;
                float float_in Float;
                str str_in Str;
                bytes bytes_in Bytes;
                tuple tuple_in Tuple;
                frozenset frozenset_in FrozenSet;
            }
        }
    )*};
    (@ #[$inline:meta]) => {};
    (@ #[$inline:meta] $at:ident $inside:ident $object:ty; $($more:tt)*) => {
        #[must_use]
        #[$inline]
        pub fn $at(constants: &Constants, slot: usize) -> &Obj<$object> {
            constants.at(slot)
        }

        #[must_use]
        #[$inline]
        pub fn $inside(constants: &Constants, slot: usize, item: usize) -> &Obj<$object> {
            constants.inside(slot, item)
        }

        loads! { @ #[$inline] $($more)* }
    };
}

loads! {
    #[inline(never)] load
    #[inline] load_in_loops
}

impl Constant {
    #[cfg_attr(feature = "trace-refs", track_caller)]
    fn object(self, made: &[AnyObj]) -> AnyObj {
        let items = |places: &[usize]| places.iter().map(|at| made[*at].clone()).collect::<Vec<_>>();
        match self {
            Self::Nothing => Obj::into_any(super::none()),
            Self::Truth(value) => Obj::into_any(super::boolean(value)),
            Self::Integer(value) => Obj::into_any(Obj::<Int>::from(value)),
            Self::Decimal(value) => Obj::into_any(Obj::<Float>::from(value)),
            Self::DecimalBits(bits) => Obj::into_any(Obj::<Float>::from(f64::from_bits(bits))),
            Self::Text(text) => Obj::into_any(string(text)),
            Self::Data(bytes) => Obj::into_any(Obj::<Bytes>::from(bytes)),
            Self::Items(places) => Obj::into_any(Obj::<Tuple>::from(items(places))),
            Self::Elements(places) => Obj::into_any(items(places).into_iter().collect::<Obj<FrozenSet>>()),
        }
    }
}

/// Text that looks like an identifier is interned, as CPython does with constants.
#[cfg_attr(feature = "trace-refs", track_caller)]
fn string(text: &str) -> Obj<Str> {
    let is_like_identifier = text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
    if is_like_identifier { Str::intern(text) } else { Obj::from(text) }
}

#[doc(hidden)]
#[macro_export]
macro_rules! __obj_constants {
    ($($constants:tt)*) => {{
        static CONSTANTS: $crate::__private::graph::UnitText = $crate::__obj_unit_text!($($constants)*);
        $crate::__private::std::thread_local! {
            static UNIT: $crate::__private::graph::UnitSite = const { $crate::__private::graph::UnitSite::new() };
        }
        $crate::__private::graph::UnitSite::constants(&UNIT, &CONSTANTS)
    }};
}

#[doc(hidden)]
#[macro_export]
macro_rules! __obj_constants_for_once {
    ($($constants:tt)*) => {{
        static CONSTANTS: $crate::__private::graph::UnitText = $crate::__obj_unit_text!($($constants)*);
        $crate::__private::graph::Constants::once(&CONSTANTS)
    }};
}

#[doc(hidden)]
#[macro_export]
macro_rules! __obj_unit_text {
    ([$([$($value:expr),*]),*], [$([$($loaded:expr),*]),*]) => {
        $crate::__private::graph::UnitText {
            values: &[$(&[$($value),*]),*],
            loaded: &[$(&[$($loaded),*]),*],
            place: $crate::__private::core::panic::Location::caller(),
        }
    };
}
