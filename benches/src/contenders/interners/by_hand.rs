//! A `HashMap` of `Rc<str>`: what one writes who needs no crate for it.

use std::collections::HashMap;
use std::hash::Hash;
use std::rc::Rc;

use crate::workloads::interning::Interner;

/// The table by hand. It holds its texts: a text nobody else holds stays.
pub(crate) struct ByHand(HashMap<Rc<str>, ()>);

impl Interner for ByHand {
    type Symbol = Rc<str>;

    fn start() -> Self {
        Self(HashMap::new())
    }

    #[inline]
    fn intern(&mut self, text: &str) -> Rc<str> {
        if let Some((known, ())) = self.0.get_key_value(text) {
            return known.clone();
        }
        let new: Rc<str> = text.into();
        self.0.insert(new.clone(), ());
        new
    }

    #[inline]
    fn is(one: &Rc<str>, other: &Rc<str>) -> bool {
        Rc::ptr_eq(one, other)
    }

    #[inline]
    fn id(symbol: &Rc<str>) -> impl Hash {
        Rc::as_ptr(symbol).addr()
    }
}
