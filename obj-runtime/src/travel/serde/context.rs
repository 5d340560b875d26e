//! What a handle means to whoever serialises it: a number while a graph is saved or loaded.
//!
//! It is the thread's, since there is no other way through the `Serialize` and `Deserialize` of types in between. Nothing
//! here runs code of the program while it is borrowed.

use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use std::mem::{self, ManuallyDrop};

use super::super::numbers::Numbers;
use super::later::Place;
use super::loading::Loading;
use super::looking::{Looking, Sought};

/// The numbers of the contents of cells that are filled later.
pub(super) type Cells = HashMap<Place, u32>;

/// What is under way in this thread.
pub(super) enum Context {
    /// No graph: a handle is what it holds, so many handles deep.
    Apart(u32),
    /// The handles of an object are looked for.
    Looking(Looking),
    /// Something is looked for among what an object writes.
    Seeking(Sought),
    /// Handles are written as numbers.
    Saving(Numbers, Cells),
    /// Numbers are read as handles.
    Loading(Box<Loading>),
}

thread_local! {
    /// Nothing is left in it when the thread ends, since `Entered` ends what it began: so it needs no destructor, of which each look
    /// would ask.
    static CURRENT: ManuallyDrop<RefCell<Context>> = const { ManuallyDrop::new(RefCell::new(Context::Apart(0))) };
    /// Whether the handles that are being written are those of cells.
    static SOFTLY: Cell<bool> = const { Cell::new(false) };
    /// Whether it is a graph that is being loaded, which is asked of each handle.
    static LOADING: Cell<bool> = const { Cell::new(false) };
}

/// Something under way, and what was before.
pub(super) struct Entered {
    outer: Option<(Context, bool)>,
}

/// Begins something. Until `Entered` is left or dropped, also by a panic, it is what is under way.
pub(super) fn enter(context: Context) -> Entered {
    Entered { outer: Some((replace(context), SOFTLY.replace(false))) }
}

/// Lets something else be under way. Returns what was.
fn replace(context: Context) -> Context {
    LOADING.set(matches!(context, Context::Loading(_)));
    CURRENT.with(|current| current.replace(context))
}

/// Whether numbers are read as handles.
#[inline]
pub(super) fn is_loading() -> bool {
    LOADING.get()
}

impl Entered {
    /// Ends it, and returns what it has become.
    pub(super) fn leave(mut self) -> Context {
        let (outer, is_soft) = self.outer.take().unwrap_or((Context::Apart(0), false));
        SOFTLY.set(is_soft);
        replace(outer)
    }
}

impl Drop for Entered {
    fn drop(&mut self) {
        if let Some((outer, is_soft)) = self.outer.take() {
            SOFTLY.set(is_soft);
            // Dropped when nothing is borrowed: objects may go with it.
            drop(replace(outer));
        }
    }
}

/// Looks at what is under way. `look` runs no code of the program, and drops no handles.
#[inline]
pub(super) fn with<R>(look: impl FnOnce(&mut Context) -> R) -> R {
    CURRENT.with(|current| look(&mut current.borrow_mut()))
}

/// Whether handles that are written now are those of a cell.
#[inline]
pub(super) fn is_soft() -> bool {
    SOFTLY.get()
}

/// Writes the content of a cell.
#[inline]
pub(super) fn softly<R>(write: impl FnOnce() -> R) -> R {
    struct Restore(bool);
    impl Drop for Restore {
        fn drop(&mut self) {
            SOFTLY.set(self.0);
        }
    }
    let _restore = Restore(SOFTLY.replace(true));
    write()
}

/// So many handles deep is what is written or read where there is no graph.
const DEEPEST: u32 = 128;

/// One handle deeper where there is no graph.
pub(super) struct Deeper {
    _entered: Entered,
}

impl Deeper {
    /// `None` if that is too deep, as it is in a circle.
    pub(super) fn enter() -> Option<Self> {
        let depth = with(|context| match context {
            Context::Apart(depth) => *depth + 1,
            _ => 1,
        });
        (depth <= DEEPEST).then(|| Self { _entered: enter(Context::Apart(depth)) })
    }
}

/// What is said of handles that lead too deep where there is no graph.
pub(super) const TOO_DEEP: &str =
    "handles lead deeper than 128 objects, or in a circle: use `obj_runtime::serde::Graph`";

/// Calls `work` as if no graph were being saved or loaded: a handle is what it holds.
///
/// While a graph is saved or loaded, a handle is a number to every serializer of the thread. Code that uses a serializer of its
/// own in the middle of that, a `Serialize` that writes a text of its own for example, does it in here.
///
/// # Examples
/// ```
/// use obj_runtime::prelude::*;
/// use obj_runtime::serde::{apart, Graph};
/// use serde::{Deserialize, Serialize, Serializer};
///
/// #[derive(Object, Serialize, Deserialize)]
/// struct Note { text: String }
///
/// #[derive(Object, Serialize, Deserialize)]
/// struct Page { #[serde(serialize_with = "as_text")] note: Obj<Note>, }
///
/// fn as_text<S: Serializer>(note: &Obj<Note>, serializer: S) -> Result<S::Ok, S::Error> {
///     let text = apart(|| serde_json::to_string(note)).map_err(serde::ser::Error::custom)?;
///     serializer.serialize_str(&text)
/// }
///
/// let page = Obj::new(Page { note: Obj::new(Note { text: "x".into() }) });
/// let saved = serde_json::to_string(&Graph::of(&page)).unwrap();
/// assert!(saved.contains(r#"{"note":"{\"text\":\"x\"}"}"#));
/// ```
pub fn apart<R>(work: impl FnOnce() -> R) -> R {
    let _entered = enter(Context::Apart(0));
    work()
}

impl Context {
    /// What was under way, if it was a look.
    pub(super) fn looked(self) -> Looking {
        match self {
            Self::Looking(looking) => looking,
            _ => Looking::default(),
        }
    }

    /// What was under way, if it was a load.
    pub(super) fn loaded(&mut self) -> Option<Box<Loading>> {
        match mem::replace(self, Self::Apart(0)) {
            Self::Loading(loading) => Some(loading),
            other => {
                *self = other;
                None
            }
        }
    }
}
