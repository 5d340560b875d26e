trait Rule {
    fn applies(&self) -> bool;
}
obj_runtime::dyn_trace!(dyn Rule);

fn main() {}
