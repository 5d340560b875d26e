//! `triomphe::Arc`: an `Arc` without the weak count.

use std::sync::Mutex;

use ::triomphe::Arc;

use super::node_types::node_types;
use super::plain::Reclaim;
use crate::workloads::space::{Leaves, Payload};

#[derive(Default)]
pub(crate) struct Triomphe;

node_types!(for Triomphe, handle Arc, cell Mutex);

impl Reclaim for Triomphe {}

impl<P: Payload> Leaves<P> for Triomphe {
    type Leaf = Arc<P>;

    #[inline]
    fn leaf(&self, payload: P) -> Arc<P> {
        Arc::new(payload)
    }
}
