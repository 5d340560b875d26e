//! Loading a graph: object after object, then the cells that lead to later ones.

use std::any::TypeId;
use std::cell::Cell;
use std::collections::{HashMap, HashSet};
use std::fmt::{self, Display};
use std::marker::PhantomData;

use ::serde::Deserialize;
use ::serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};

use super::context::{self, Context, Entered};
use super::saving::visit;
use super::types::{Leads, Reached, Saved, TypeList, Visit};
use super::{FORMAT, Graph, PARTS};
use crate::cells::later::{Content, Contents, Filling};
use crate::ground::mark::Mark;
use crate::heap::type_info::{Sharing, TypeInfo};
use crate::object::any::AnyObj;
use crate::trace::Tracer;
use crate::weak_table::WeakTable;
use crate::weak_table::anchors::RawWeak;

/// A graph that is being loaded.
#[derive(Default)]
pub(super) struct Loading {
    /// What is unique to this load, once a mark was made.
    load: Option<u32>,
    made: Vec<AnyObj>,
    /// Whether the objects of this load are being made, or are made.
    has_kinds: bool,
    /// The types of all objects, by their numbers.
    kinds: Vec<u32>,
    types: NamedTypes,
    contents: Vec<Content>,
    /// The objects with marks.
    marked: Vec<u32>,
    /// Whether the object that is being made has marks.
    has_marks: bool,
    /// Weak handles to objects that are not made yet.
    promises: HashMap<u32, RawWeak>,
    /// What is to be done when all objects are there.
    fillers: Vec<Filler>,
    /// The hashes of keys that are not known yet: the content, and how to hash.
    unhashed: Vec<(usize, HashOfKey)>,
}

/// A value that is filled when all objects are there, and is the object that is made next.
struct Filler {
    object: u32,
    numbers: Vec<u32>,
    fill: FillValue,
}

/// The types that occur, and their names.
type NamedTypes = Vec<(&'static TypeInfo, String)>;

/// Hashes the key of a map. Code of the program runs.
pub(super) type HashOfKey = fn(&AnyObj) -> u64;

/// Fills a value with objects. Code of the program runs.
pub(super) type FillValue = fn(&AnyObj, Vec<AnyObj>) -> Result<(), String>;

impl Loading {
    /// The object of a number, as far as objects are made.
    ///
    /// # Errors
    /// If there is none of that number, or it is of another type.
    pub(super) fn claim<T: Reached + ?Sized>(&self, number: u32) -> Result<Option<AnyObj>, String> {
        let Some(&kind) = self.kinds.get(number as usize) else {
            return Err(format!("there is no object {number}: there are {}", self.kinds.len()));
        };
        let Some((info, name)) = self.types.get(kind as usize) else {
            return Err(format!("object {number} has no type"));
        };
        if !T::accepts(info) {
            return Err(format!("object {number} is a `{name}`, not a `{}`", T::words()));
        }
        Ok(self.made.get(number as usize).cloned())
    }

    /// The object of a number, of whatever type, as far as objects are made.
    ///
    /// # Errors
    /// If there is none of that number.
    pub(super) fn any(&self, number: u32) -> Result<Option<AnyObj>, String> {
        match self.kinds.get(number as usize) {
            Some(_) => Ok(self.made.get(number as usize).cloned()),
            None => Err(format!("there is no object {number}: there are {}", self.kinds.len())),
        }
    }

    /// A mark for a content.
    pub(super) fn mark(&mut self, content: Content) -> Result<Mark, String> {
        let load = match self.load {
            Some(load) => load,
            None => *self.load.insert(next_load().ok_or("this thread has loaded too many graphs")?),
        };
        let number = u32::try_from(self.contents.len()).map_err(|_| "there are too many cells")?;
        self.contents.push(content);
        self.has_marks = true;
        Ok(Mark { load, number })
    }

    /// The keys of the content that was marked last are yet to be hashed.
    pub(super) fn hash_later(&mut self, hash: HashOfKey) {
        self.unhashed.push((self.contents.len() - 1, hash));
    }

    /// A weak handle to an object that is not made yet.
    pub(super) fn promise(&mut self, number: u32) -> RawWeak {
        self.promises.entry(number).or_insert_with(|| WeakTable::current().promise()).clone()
    }

    /// The object that is being made is filled when all are there.
    pub(super) fn fill_later(&mut self, numbers: Vec<u32>, fill: FillValue) {
        let object = self.made.len() as u32;
        self.fillers.push(Filler { object, numbers, fill });
    }

    /// The types of the objects that are made next.
    fn expect(&mut self, kinds: Vec<u32>, types: NamedTypes) -> Result<(), &'static str> {
        if std::mem::replace(&mut self.has_kinds, true) {
            return Err(OUT_OF_TURN);
        }
        (self.kinds, self.types) = (kinds, types);
        Ok(())
    }

    fn add(&mut self, object: AnyObj) {
        let number = self.made.len() as u32;
        if let Some(promise) = self.promises.remove(&number) {
            WeakTable::current().keep_promise(&promise, object.handle().pointer());
        }
        if std::mem::take(&mut self.has_marks) {
            self.marked.push(number);
        }
        self.made.push(object);
    }

    fn object(&self) -> String {
        let number = self.made.len();
        let name = self.kinds.get(number).and_then(|&kind| self.types.get(kind as usize));
        name.map_or_else(|| format!("object {number}"), |(_, name)| format!("object {number} (`{name}`)"))
    }

    /// What was made is of no use: it dies without its finalizers.
    fn give_up(&mut self) {
        for object in &self.made {
            if object.info().sharing == Sharing::Never {
                object.set_finalized();
            }
        }
    }
}

impl Drop for Loading {
    fn drop(&mut self) {
        self.give_up();
    }
}

/// The next number of a load, if there is one.
fn next_load() -> Option<u32> {
    thread_local!(static LOADS: Cell<u32> = const { Cell::new(0) });
    let load = LOADS.get();
    (load < 1 << 31).then(|| LOADS.set(load + 1)).map(|()| load)
}

fn with_loading<R>(look: impl FnOnce(&mut Loading) -> R) -> Option<R> {
    context::with(|context| match context {
        Context::Loading(loading) => Some(look(loading)),
        _ => None,
    })
}

impl<'de, R: Deserialize<'de> + Leads, L: TypeList> Deserialize<'de> for Graph<R, L> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let loading = context::enter(Context::Loading(Box::default()));
        let root = deserializer.deserialize_struct("Graph", &PARTS, GraphVisitor::<R, L>(PhantomData))?;
        if let Some(loading) = Entered::leave(loading).loaded() {
            loading.done();
        }
        Ok(Self { root, types: PhantomData })
    }
}

impl Loading {
    /// Everything went well: objects that die have their finalizers.
    fn done(mut self: Box<Self>) {
        self.made.clear();
    }
}

struct GraphVisitor<R, L>(PhantomData<fn() -> (R, L)>);

/// The parts of a graph, in their order.
trait Parts<'de> {
    type Error: Error;
    fn part<S: DeserializeSeed<'de>>(&mut self, index: usize, seed: S) -> Result<S::Value, Self::Error>;
}

struct InRow<A>(A);
struct ByName<A>(A);

impl<'de, A: SeqAccess<'de>> Parts<'de> for InRow<A> {
    type Error = A::Error;
    fn part<S: DeserializeSeed<'de>>(&mut self, index: usize, seed: S) -> Result<S::Value, A::Error> {
        self.0.next_element_seed(seed)?.ok_or_else(|| A::Error::missing_field(PARTS[index]))
    }
}

impl<'de, A: MapAccess<'de>> Parts<'de> for ByName<A> {
    type Error = A::Error;
    fn part<S: DeserializeSeed<'de>>(&mut self, index: usize, seed: S) -> Result<S::Value, A::Error> {
        let name = self.0.next_key_seed(Name)?.ok_or_else(|| A::Error::missing_field(PARTS[index]))?;
        if name != Some(index) {
            return Err(A::Error::custom(format_args!(
                "the field `{}` was expected here, in this order",
                PARTS[index]
            )));
        }
        self.0.next_value_seed(seed)
    }
}

/// The name of a part, or its index where names are not written.
struct Name;

impl<'de> DeserializeSeed<'de> for Name {
    type Value = Option<usize>;
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Option<usize>, D::Error> {
        deserializer.deserialize_identifier(self)
    }
}

impl Visitor<'_> for Name {
    type Value = Option<usize>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a field of a graph")
    }

    fn visit_str<E: Error>(self, name: &str) -> Result<Option<usize>, E> {
        Ok(PARTS.iter().position(|&part| part == name))
    }

    fn visit_bytes<E: Error>(self, name: &[u8]) -> Result<Option<usize>, E> {
        Ok(PARTS.iter().position(|part| part.as_bytes() == name))
    }

    fn visit_u64<E: Error>(self, index: u64) -> Result<Option<usize>, E> {
        Ok(usize::try_from(index).ok())
    }
}

impl<'de, R: Deserialize<'de> + Leads, L: TypeList> Visitor<'de> for GraphVisitor<R, L> {
    type Value = R;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a graph of objects")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, parts: A) -> Result<R, A::Error> {
        read::<R, L, _>(&mut InRow(parts))
    }

    fn visit_map<A: MapAccess<'de>>(self, parts: A) -> Result<R, A::Error> {
        read::<R, L, _>(&mut ByName(parts))
    }
}

fn read<'de, R: Deserialize<'de> + Leads, L: TypeList, P: Parts<'de>>(parts: &mut P) -> Result<R, P::Error> {
    let format = parts.part(0, PhantomData::<u32>)?;
    if format != FORMAT {
        return Err(P::Error::custom(format_args!("a graph of format {format}; this program knows format {FORMAT}")));
    }
    let names = parts.part(1, PhantomData::<Vec<String>>)?;
    let kinds = parts.part(2, PhantomData::<Vec<u32>>)?;
    parts.part(3, Objects::<R, L> { names, kinds, types: PhantomData })?;
    fill().map_err(P::Error::custom)?;
    parts.part(4, PhantomData::<R>)
}

/// How objects are loaded, by the name of their type.
struct Loaders<'de, A: SeqAccess<'de>> {
    loaders: HashMap<String, Loader<'de, A>>,
    known: HashSet<TypeId>,
    parts: HashSet<TypeId>,
    input: PhantomData<&'de ()>,
}

struct Loader<'de, A: SeqAccess<'de>> {
    info: &'static TypeInfo,
    load: fn(&mut A) -> Result<Option<AnyObj>, A::Error>,
    /// Whether another type has the name, too.
    is_ambiguous: bool,
}

impl<'de, A: SeqAccess<'de>> Loaders<'de, A> {
    fn add(&mut self, name: String, loader: Loader<'de, A>) {
        self.loaders.entry(name).and_modify(|other| other.is_ambiguous = true).or_insert(loader);
    }
}

impl<'de, A: SeqAccess<'de>> Visit for Loaders<'de, A> {
    fn enter<T: Saved>(&mut self) -> bool {
        let is_new = self.known.insert(TypeId::of::<T>());
        if is_new {
            let aliases = T::ALIASES.iter().map(|&alias| alias.to_owned());
            for name in std::iter::once(T::saved_name()).chain(aliases) {
                self.add(name, Loader { info: T::INFO, load: load::<T, A>, is_ambiguous: false });
            }
        }
        is_new
    }

    fn enter_part(&mut self, part: TypeId) -> bool {
        self.parts.insert(part)
    }
}

fn load<'de, T: Saved, A: SeqAccess<'de>>(objects: &mut A) -> Result<Option<AnyObj>, A::Error> {
    objects.next_element_seed(Value::<T>(PhantomData))
}

/// An object as what it holds, where a handle would be a number.
struct Value<T>(PhantomData<T>);

impl<'de, T: Saved> DeserializeSeed<'de> for Value<T> {
    type Value = AnyObj;
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<AnyObj, D::Error> {
        T::load(deserializer).map(crate::object::Obj::into_any)
    }
}

struct Objects<R, L> {
    names: Vec<String>,
    kinds: Vec<u32>,
    types: PhantomData<fn() -> (R, L)>,
}

impl<'de, R: Leads, L: TypeList> DeserializeSeed<'de> for Objects<R, L> {
    type Value = ();
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_seq(self)
    }
}

impl<'de, R: Leads, L: TypeList> Visitor<'de> for Objects<R, L> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} objects", self.kinds.len())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut objects: A) -> Result<(), A::Error> {
        let mut loaders =
            Loaders { loaders: HashMap::new(), known: HashSet::new(), parts: HashSet::new(), input: PhantomData };
        visit::<R, L, _>(&mut loaders);
        let (loads, types) = used(&loaders, self.names).map_err(A::Error::custom)?;
        let kinds = self.kinds.clone();
        with_loading(|loading| loading.expect(kinds, types)).unwrap_or(Err(OUT_OF_TURN)).map_err(A::Error::custom)?;
        for kind in self.kinds {
            let load = loads.get(kind as usize).ok_or_else(|| in_object("its type has no name"))?;
            let object = load(&mut objects).map_err(in_object)?.ok_or_else(|| in_object("it is missing"))?;
            with_loading(|loading| loading.add(object));
        }
        match objects.next_element_seed(TooMany)? {
            None => Ok(()),
            Some(()) => Err(A::Error::custom("there are more objects than `kinds` says")),
        }
    }
}

/// What a deserializer is told that reads the objects of one graph in the middle of another's.
const OUT_OF_TURN: &str = "the objects of a graph were read out of turn";

/// An error that was met while an object was being made.
fn in_object<E: Error>(error: impl Display) -> E {
    let object = with_loading(|loading| loading.object()).unwrap_or_default();
    E::custom(format_args!("{object}: {error}"))
}

type Loads<'de, A> = Vec<fn(&mut A) -> Result<Option<AnyObj>, <A as SeqAccess<'de>>::Error>>;

/// The loaders of the types that occur, in order.
fn used<'de, A: SeqAccess<'de>>(
    loaders: &Loaders<'de, A>,
    names: Vec<String>,
) -> Result<(Loads<'de, A>, NamedTypes), String> {
    let (mut loads, mut types): (Loads<'de, A>, _) = (Vec::new(), Vec::new());
    for name in names {
        let Some(loader) = loaders.loaders.get(&name) else {
            return Err(format!("no type of this graph is called `{name}`"));
        };
        if loader.is_ambiguous {
            return Err(format!("two types of this graph are called `{name}`"));
        }
        loads.push(loader.load);
        types.push((loader.info, name));
    }
    Ok((loads, types))
}

/// One object more than there should be.
struct TooMany;

impl<'de> DeserializeSeed<'de> for TooMany {
    type Value = ();
    fn deserialize<D: Deserializer<'de>>(self, _: D) -> Result<(), D::Error> {
        Err(D::Error::custom("there are more objects than `kinds` says"))
    }
}

/// Fills what leads to later objects: all of them are there.
fn fill() -> Result<(), String> {
    hash_keys();
    fill_cells();
    fill_values()
}

/// Hashes the keys of maps. Code of the program runs.
fn hash_keys() {
    let take = |loading: &mut Loading| std::mem::take(&mut loading.unhashed);
    for (content, hash) in with_loading(take).unwrap_or_default() {
        let keys = with_loading(|loading| match &loading.contents[content] {
            Content::Entries(entries) => {
                entries.iter().map(|&(_, key, _)| loading.made[key as usize].clone()).collect::<Vec<_>>()
            }
            _ => Vec::new(),
        });
        let hashes: Vec<u64> = keys.iter().flatten().map(hash).collect();
        with_loading(|loading| {
            if let Content::Entries(entries) = &mut loading.contents[content] {
                entries.iter_mut().zip(hashes).for_each(|(entry, hash)| entry.0 = hash);
            }
        });
    }
}

/// Fills the cells with marks. No code of the program runs.
fn fill_cells() {
    let contents = with_loading(|loading| {
        let objects = std::mem::take(&mut loading.made);
        let contents = std::mem::take(&mut loading.contents);
        (Contents { load: loading.load.unwrap_or(u32::MAX), objects, contents }, std::mem::take(&mut loading.marked))
    });
    let Some((contents, marked)) = contents else { return };
    let marked: Vec<AnyObj> = marked.iter().map(|&number| contents.objects[number as usize].clone()).collect();
    let filling = Filling::start(contents);
    let mut tracer = Tracer::of_everything();
    for object in &marked {
        object.trace_all(&mut tracer);
        tracer.drain_edges(|_| {});
    }
    let objects = filling.end().map(|contents| contents.objects).unwrap_or_default();
    with_loading(|loading| loading.made = objects);
}

/// Fills values that hold any objects. Code of the program runs.
fn fill_values() -> Result<(), String> {
    let take = |loading: &mut Loading| std::mem::take(&mut loading.fillers);
    for Filler { object, numbers, fill } in with_loading(take).unwrap_or_default() {
        let parts = with_loading(|loading| {
            let at = |number: u32| loading.made.get(number as usize).cloned();
            let items: Option<Vec<_>> = numbers.iter().map(|&number| at(number)).collect();
            Some((at(object)?, items?))
        });
        let (object, items) = parts.flatten().ok_or("there is no such object")?;
        fill(&object, items)?;
    }
    Ok(())
}
