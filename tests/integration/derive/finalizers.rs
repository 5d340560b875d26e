//! The option `finalize`.

use super::*;

thread_local!(static FINALIZED: Cell<u32> = const { Cell::new(0) });

#[derive(Object)]
#[object(finalize)]
struct File<T> {
    number: u32,
    content: T,
}

impl<T: Trace + 'static> Finalize for File<T> {
    fn finalize(this: &Obj<Self>) {
        FINALIZED.set(this.number);
    }
}

#[test]
fn finalizers_run() {
    drop(Obj::new(File { number: 7, content: "text" }));
    assert_eq!(FINALIZED.get(), 7);
}
