//! In place of parameters, a leaf has an implementation for another type, which nobody vouches for.

use obj_runtime::{Trace, Tracer, trace_leaf};

struct Counted(std::rc::Rc<str>);

struct Chunk;

trace_leaf!(@[> Trace for Counted {
    type Leaves<H> = ();
    const HOLDS: bool = false;
    fn trace(_: &Self, _: &mut Tracer) {}
} unsafe impl<] Chunk);

fn main() {}
