//! Values. Each is an object of any type: a number is an `Int`, a name an interned `Str`, `()` the empty `Tuple`.

use std::cell::RefCell;
use std::fmt;

use obj_runtime::prelude::*;

/// What an evaluation returns.
pub(crate) type Answer = Result<AnyObj, String>;

/// Two values; a list is a pair of its first value and the rest. `set-cdr!` may make circles of them.
#[derive(Object, PartialEq)]
pub(crate) struct Pair {
    pub(crate) first: AnyObj,
    pub(crate) rest: RefCell<AnyObj>,
}

/// The empty list, which is all that is false.
pub(crate) fn nil() -> AnyObj {
    Obj::<Tuple>::default().into()
}

pub(crate) fn is_true(value: &AnyObj) -> bool {
    !value.is_a::<Tuple>()
}

pub(crate) fn pair(first: AnyObj, rest: AnyObj) -> AnyObj {
    Obj::new(Pair { first, rest: rest.into() }).into()
}

pub(crate) fn list(values: &[AnyObj]) -> AnyObj {
    values.iter().rfold(nil(), |rest, first| pair(first.clone(), rest))
}

/// The values of a list.
pub(crate) fn items(list: &AnyObj) -> Result<Vec<AnyObj>, String> {
    let (mut items, mut rest) = (Vec::new(), list.clone());
    while is_true(&rest) {
        let pair = expect::<Pair>(&rest)?.clone();
        items.push(pair.first.clone());
        rest = pair.rest.borrow().clone();
    }
    Ok(items)
}

/// The value as what it has to be.
pub(crate) fn expect<T: Object>(value: &AnyObj) -> Result<&Obj<T>, String> {
    value.downcast_ref().ok_or_else(|| format!("{} is expected, not {value}", T::NAME))
}

/// As it is typed; `{:#}` leaves out the brackets. Of a pair that is being written already a handle writes `Pair(...)`.
impl fmt::Display for Pair {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (open, close) = if f.alternate() { ("", "") } else { ("(", ")") };
        write!(f, "{open}{}", self.first)?;
        match &*self.rest.borrow() {
            rest if rest.is_a::<Pair>() => write!(f, " {rest:#}")?,
            rest if is_true(rest) => write!(f, " . {rest}")?,
            _ => {}
        }
        f.write_str(close)
    }
}
