//! Panics of user code that cannot be passed on, and the hook that they go to.

use std::any::Any;
use std::fmt;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::rc::Rc;

use super::thread_static::Undropped;

/// A panic that is to be passed on later.
pub(crate) type Panic = Box<dyn Any + Send>;

type Hook = Rc<dyn Fn(&Unraisable<'_>)>;

thread_local! {
    /// Without destructor, so that it works until the last instruction of the thread.
    static HOOK: Undropped<Option<Hook>> = const { Undropped::new(None) };
}

/// A panic that cannot be passed on: of a finalizer or weak callback that counting ran, which is no business of who drops a
/// handle (and would abort the process in the destructor of a thread-local); of anything in a collection that ran by itself,
/// while another panic was under way, or after another one that is passed on.
///
/// # Examples
/// ```
/// use obj_runtime::gc;
///
/// gc::set_unraisable_hook(|panic| eprintln!("a finalizer failed: {}", panic.message().unwrap_or("?")));
/// ```
pub struct Unraisable<'a> {
    payload: &'a (dyn Any + Send),
}

impl Unraisable<'_> {
    /// What was panicked with, as `std::panic::catch_unwind` gives it.
    ///
    /// # Examples
    /// ```
    /// use obj_runtime::gc;
    ///
    /// gc::set_unraisable_hook(|panic| assert!(!panic.payload().is::<u8>()));
    /// ```
    #[must_use]
    pub fn payload(&self) -> &(dyn Any + Send) {
        self.payload
    }

    /// The message, if it was a text.
    ///
    /// # Examples
    /// ```
    /// use obj_runtime::gc;
    ///
    /// gc::set_unraisable_hook(|panic| eprintln!("{}", panic.message().unwrap_or("?")));
    /// ```
    #[must_use]
    pub fn message(&self) -> Option<&str> {
        let text = self.payload.downcast_ref::<&'static str>().copied();
        text.or_else(|| self.payload.downcast_ref::<String>().map(String::as_str))
    }
}

impl fmt::Debug for Unraisable<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Unraisable").field("message", &self.message()).finish_non_exhaustive()
    }
}

/// Sets what happens to a panic that cannot be passed on.
pub(crate) fn set_hook(hook: impl Fn(&Unraisable<'_>) + 'static) {
    drop(replace_hook(Some(Rc::new(hook))));
}

/// Whether the program has set one.
pub(crate) fn has_hook() -> bool {
    HOOK.with(|hook| hook.borrow().is_some())
}

/// Drops the hook, at the thread's end.
pub(crate) fn forget_hook() {
    let hook = replace_hook(None);
    contain(|| drop(hook));
}

fn replace_hook(hook: Option<Hook>) -> Option<Hook> {
    HOOK.with(|place| place.replace(hook))
}

/// Hands a panic to the hook.
#[cold]
pub(crate) fn report(panic: Panic) {
    let hook = HOOK.with(|hook| hook.borrow().clone());
    contain(|| show(hook, &Unraisable { payload: &*panic }));
    contain(|| drop(panic));
}

/// Remembers the first of several panics; the others go to the hook.
pub(crate) fn keep_first(first: &mut Option<Panic>, next: Option<Panic>) {
    match next {
        Some(next) if first.is_some() => report(next),
        Some(next) => *first = Some(next),
        None => {}
    }
}

/// Runs `work`; a panic goes to the hook.
pub(crate) fn run_and_report(work: impl FnOnce()) {
    if let Err(panic) = catch_unwind(AssertUnwindSafe(work)) {
        report(panic);
    }
}

/// Calls the hook, which is the last of its kind if it has replaced itself, or writes a line.
fn show(hook: Option<Hook>, unraisable: &Unraisable<'_>) {
    match hook {
        Some(hook) => hook(unraisable),
        None => eprintln!(
            "panic ignored in a finalizer or weak callback: {}",
            unraisable.message().unwrap_or("(not a text)")
        ),
    }
}

/// Runs `work` and ignores its panic.
pub(crate) fn contain(work: impl FnOnce()) {
    if let Err(panic) = catch_unwind(AssertUnwindSafe(work)) {
        // What was panicked with may panic when dropped, with something that may panic when dropped …
        std::mem::forget(panic);
    }
}
