use obj_runtime::prelude::*;

struct Ring(Obj<Str>);

fn trace_ring(ring: &Ring, tracer: &mut Tracer) {
    tracer.item(0, &ring.0);
}

#[derive(Trace)]
struct Part {
    #[object(skip, trace_with = unsafe { trace_ring })]
    ring: Ring,
}

#[derive(Object)]
#[object(frozen)]
struct Name {
    #[object(trace_with = unsafe { trace_ring })]
    ring: Ring,
}

fn main() {}
