//! Who makes equal values one.

mod by_hand;
mod hashconsing;
mod internment;
mod obj;

pub(crate) use by_hand::ByHand;
pub(crate) use hashconsing::HashConsing;
pub(crate) use internment::{Counted, Lasting};
pub(crate) use obj::Interned;
