//! What the recorded objects were like at a step.

use super::base::Base;
use super::log::Log;

/// The counts of the recorded objects, and who held whom, at one step of a recording; made by [`Log::state_after`].
#[derive(Debug, Clone)]
pub struct State<'a> {
    log: &'a Log,
    base: Base,
}

/// A handle in an object, at one step of a recording.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub struct HeldEdge {
    /// The number of the object that the handle lies in.
    pub holder: u64,
    /// Where it lies: `parent`, `entries[2]`, `table["a"]`.
    pub place: String,
    /// The number of the object that it is to.
    pub object: u64,
}

impl Log {
    /// What the recorded objects were like after a step; with 0, before the first that was recorded. Steps that are no
    /// longer kept have the state before the first that is.
    ///
    /// Time in proportion to the steps before it.
    ///
    /// # Examples
    /// ```
    /// use obj_runtime::inspect;
    /// use obj_runtime::prelude::*;
    ///
    /// let recording = inspect::record();
    /// let text = Obj::<Str>::from("some text");
    /// let same = text.clone();
    /// drop(same);
    /// let log = recording.finish();
    /// let object = log.events().next().unwrap().object();
    /// let counts: Vec<_> = (0..=3).map(|step| log.state_after(step).refcount(object)).collect();
    /// assert_eq!(counts, [None, Some(1), Some(2), Some(1)]);
    /// ```
    #[must_use]
    pub fn state_after(&self, step: u64) -> State<'_> {
        let mut base = self.base.clone();
        self.events.iter().take_while(|event| event.step <= step).for_each(|event| base.apply(event, &self.texts));
        let fields = self.fields.iter().take_while(|field| field.after <= step);
        fields.for_each(|field| base.set_field(field, |index| &self.texts[index as usize]));
        State { log: self, base }
    }
}

impl State<'_> {
    /// The refcount of an object, by its number; `None` if it is not recorded or was not there.
    ///
    /// # Examples
    /// ```
    /// # use obj_runtime::inspect;
    /// # use obj_runtime::prelude::*;
    /// # #[derive(Object, Default)]
    /// # struct Node { next: ObjCell<Node> }
    /// let recording = inspect::record();
    /// let (one, two) = (Obj::new(Node::default()), Obj::new(Node::default()));
    /// one.next.set(&two);
    /// let log = recording.finish();
    /// let state = log.state_after(log.events().len() as u64);
    /// let two = log.events().nth(1).unwrap().object();
    /// assert_eq!(state.refcount(two), Some(2));
    /// ```
    #[must_use]
    pub fn refcount(&self, object: u64) -> Option<u64> {
        self.base.counts.get(&object).copied()
    }

    /// The plain value at a place in an object, as text: a number, a text, the name of a variant; the last that was found
    /// before the next step. Places are named as in [`HeldEdge::place`].
    ///
    /// # Examples
    /// ```
    /// use obj_runtime::inspect;
    /// use obj_runtime::prelude::*;
    ///
    /// #[derive(Object)]
    /// struct Point { x: i32, label: String }
    ///
    /// let recording = inspect::record();
    /// let point = Obj::new(Point { x: 3, label: "start".into() });
    /// let log = recording.finish();
    /// let state = log.state_after(log.events().len() as u64);
    /// let object = log.events().next().unwrap().object();
    /// assert_eq!((state.value(object, "x"), state.value(object, "label")), (Some("3"), Some("\"start\"")));
    /// # drop(point);
    /// ```
    #[must_use]
    pub fn value(&self, object: u64, place: &str) -> Option<&str> {
        self.refcount(object)?;
        self.base.fields.get(&(object, place.to_owned())).map(String::as_str)
    }

    /// The recorded objects that were there: number, type and refcount, by number.
    ///
    /// # Examples
    /// ```
    /// # use obj_runtime::inspect;
    /// # use obj_runtime::prelude::*;
    /// # #[derive(Object, Default)]
    /// # struct Node { next: ObjCell<Node> }
    /// let recording = inspect::record();
    /// let (one, two) = (Obj::new(Node::default()), Obj::new(Node::default()));
    /// one.next.set(&two);
    /// let log = recording.finish();
    /// let state = log.state_after(log.events().len() as u64);
    /// let counts: Vec<_> = state.objects().map(|(_, type_name, count)| (type_name, count)).collect();
    /// assert_eq!(counts, [("Node", 1), ("Node", 2)]);
    /// ```
    pub fn objects(&self) -> impl Iterator<Item = (u64, &'static str, u64)> {
        let name = |object: u64| self.log.name(object).map_or("?", |name| name.type_name);
        self.base.counts.iter().map(move |(&object, &count)| (object, name(object), count))
    }

    /// The handles in objects to the recorded objects, by holder and place. Those that were set since the last look at the
    /// heap are not among them: see [`Recorder::start`](super::Recorder::start).
    ///
    /// # Examples
    /// ```
    /// # use obj_runtime::inspect;
    /// # use obj_runtime::prelude::*;
    /// # #[derive(Object, Default)]
    /// # struct Node { next: ObjCell<Node> }
    /// let recording = inspect::record();
    /// let (one, two) = (Obj::new(Node::default()), Obj::new(Node::default()));
    /// one.next.set(&two);
    /// let log = recording.finish();
    /// let state = log.state_after(log.events().len() as u64);
    /// let edge = state.edges().next().unwrap();
    /// assert_eq!(edge.place, "next");
    /// ```
    pub fn edges(&self) -> impl Iterator<Item = HeldEdge> {
        let edges = self.base.edges.iter();
        edges.map(|((holder, place), held)| HeldEdge { holder: *holder, place: place.clone(), object: held.object })
    }
}
