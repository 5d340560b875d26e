use obj_runtime::prelude::*;

struct Ring(Obj<Str>);

fn trace_ring(ring: &Ring, tracer: &mut Tracer) {
    tracer.item(0, &ring.0);
}

#[derive(Object)]
struct Node {
    #[object(trace_with = trace_ring)]
    ring: Ring,
}

fn main() {}
