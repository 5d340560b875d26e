//! Handles that the runtime takes for the program have the program's line.

use obj_runtime::inspect::{self, Site};
use obj_runtime::prelude::*;

#[derive(Object, Default)]
struct Node {
    name: Obj<Str>,
    cell: ObjCell<Node>,
    list: ObjVec<Node>,
    map: ObjMap<Str, Node>,
}

#[derive(Object, Clone, Copy, PartialEq, Eq)]
#[object(cache = 0..=9)]
struct Digit(u8);

#[derive(Object, PartialEq, Eq, Hash)]
#[object(intern)]
struct Symbol(u32);

/// The lines that made the objects of this thread and took their handles, other than in this file.
fn strange_sites(what: &str) -> Vec<String> {
    let mut strange = Vec::new();
    let is_strange = |site: &Site| site.file() != file!();
    for node in inspect::snapshot().nodes() {
        let Some(object) = AnyObj::from_id(node.id()) else { continue };
        let account = inspect::explain(&object);
        strange.extend(account.made_at().filter(is_strange).map(|site| format!("{what}: {node} made at {site}")));
        let lines =
            account.lines().map(|(site, _)| site).chain(account.edges().filter_map(|edge| account.site_of(edge)));
        strange.extend(lines.filter(is_strange).map(|site| format!("{what}: handle to {node} at {site}")));
    }
    strange
}

/// Does something in a thread of its own, and keeps what comes of it.
fn strange_sites_of<R: 'static>(what: &'static str, work: impl FnOnce() -> R + Send + 'static) -> Vec<String> {
    std::thread::spawn(move || {
        let _lines = inspect::remember_lines();
        let _kept = work();
        strange_sites(what)
    })
    .join()
    .unwrap()
}

macro_rules! check {
    ($($work:expr;)*) => {{
        let mut strange = Vec::new();
        $(strange.extend(strange_sites_of(stringify!($work), || $work));)*
        assert!(strange.is_empty(), "{}\n{} in all", strange.join("\n"), strange.len());
    }};
}

fn list() -> Obj<List> {
    Obj::new(List::from(vec![1_000, 2_000, 3_000]))
}

fn dict() -> Obj<Dict> {
    Obj::new(Dict::from_iter([("a text", 1_000), ("another", 2_000)]))
}

fn set() -> Obj<Set> {
    Obj::new(Set::from_iter([1_000, 2_000]))
}

fn tuple() -> Obj<Tuple> {
    [1_000, 2_000].into()
}

fn frozen_set() -> Obj<FrozenSet> {
    [1_000, 2_000].into()
}

fn int(value: i64) -> AnyObj {
    value.into()
}

#[test]
fn makers_of_values() {
    check! {
        Obj::<Int>::from(1_000);
        Obj::<Int>::from(7);
        Obj::<Float>::from(1.5);
        Obj::<Bool>::from(true);
        Obj::<Str>::from("some text");
        Obj::<Str>::from(String::from("some text"));
        Obj::<Bytes>::from(b"some bytes");
        Obj::<Tuple>::default();
        Obj::<Tuple>::from([1, 2000]);
        Obj::<List>::from([1, 2000]);
        Obj::<List>::from(vec![1, 2000]);
        Obj::<Dict>::from([("a", 2000)]);
        Obj::<Set>::from([1, 2000]);
        Obj::<FrozenSet>::from([1, 2000]);
        AnyObj::from(());
        AnyObj::from(2000);
        AnyObj::from("some text");
        { let text: Obj<Str> = "some text".into(); text };
        Obj::<List>::default();
        Obj::<Str>::default();
        Str::intern("some text");
        intern!("some text");
        Obj::new(Digit(3));
        Obj::new(Symbol(3));
        Obj::new(Node::default());
        Obj::new(Node { name: "a name".into(), ..Default::default() });
        List::of(Obj::as_any(&tuple()));
        Set::of(Obj::as_any(&tuple()));
        Tuple::of(Obj::as_any(&list()));
        FrozenSet::of(Obj::as_any(&list()));
    }
}

#[test]
fn operations_on_values() {
    check! {
        list().copy();
        list().plus(&list());
        list().times(3);
        list().slice(1..);
        (list(), list().get(1));
        { let list = list(); let item = list.pop(); (list, item) };
        { let list = list(); list.append(int(4_000)); list.insert(0, int(5_000)); list };
        { let list = list(); list.extend(Obj::as_any(&tuple())); list };
        { let (list, mut all) = (list(), vec![]); for item in list.iter() { all.push(item.clone()) } (list, all) };
        tuple().slice(1..);
        tuple().plus(&tuple());
        tuple().times(2);
        dict().copy();
        { let dict = dict(); let found = dict.get(&"a text".into()); (dict, found) };
        { let dict = dict(); dict.set_item("new".into(), int(7_000)); dict };
        { let dict = dict(); let item = dict.popitem(); (dict, item) };
        { let dict = dict(); let item = dict.setdefault("a text".into(), int(1)); (dict, item) };
        { let (dict, mut all) = (dict(), vec![]); for (key, value) in dict.items() { all.push((key.clone(), value.clone())) } (dict, all) };
        set().copy();
        set().union(Obj::as_any(&list()));
        set().intersection(Obj::as_any(&list()));
        set().difference(Obj::as_any(&list()));
        set().symmetric_difference(Obj::as_any(&list()));
        frozen_set().union(Obj::as_any(&list()));
        { let (set, mut all) = (set(), vec![]); for item in set.iter() { all.push(item.clone()) } (set, all) };
        Obj::<Str>::from("some text").slice(2..);
        Obj::<Str>::from("some").plus(&"text".into());
        Obj::<Str>::from("some").times(3);
        Obj::<Str>::from("some text").upper();
        Obj::<Str>::from("some text").words();
        &Obj::<Int>::from(1_000) + &Obj::<Int>::from(1_000);
    }
}

#[test]
fn cells_and_weak_handles() {
    check! {
        { let node = Obj::new(Node::default()); node.cell.set(Some(node.clone())); node.cell.get() };
        { let node = Obj::new(Node::default()); node.list.push(node.clone()); let got = node.list.get(0); (node, got) };
        { let node = Obj::new(Node::default()); node.map.insert("a key".into(), node.clone()); node.map.get("a key") };
        { let node = Obj::new(Node::default()); let weak = Obj::downgrade(&node); (weak.upgrade(), node) };
        Obj::<Node>::new_cyclic(|_| Node::default());
        { let node = Obj::new(Node::default()); Obj::<Node>::from_id(Obj::id(&node)) };
        { let node = Obj::new(Node::default()); (node.clone(), Obj::into_any(node.clone()), node) };
    }
}

#[test]
fn units() {
    check! {
        graph! { a = [1_000, "some text", (1, 2_000)]; b = {"key": a, 7_000: 1.5}; c = {1_000, 2}; };
        graph! { a = Node { name: "some name", .. }; b = Node { name: "other", cell: a, .. }; a.cell = b; a.list.push(b); };
        graph! { a = [1_000, 2_000, 3_000, 4_000]; b = a; c = a[1]; d = a + b; e = 1_000 * 1_000; f = "some text" + "x"; };
        graph! { a = str(1_000); b = repr([1_000]); c = intern("some text"); };
    }
}

/// What the program's own code does while the runtime works for somebody else.
mod own_code {
    use std::cell::RefCell;
    use std::cmp::Ordering;
    use std::fmt;
    use std::hash::{Hash, Hasher};

    use super::*;

    thread_local! {
        static SUBJECT: Obj<Node> = Obj::default();
        static TAKEN: RefCell<Vec<(Obj<Node>, u32)>> = const { RefCell::new(Vec::new()) };
    }

    /// Takes a handle, and keeps it.
    fn take() {
        let taken = SUBJECT.with(|subject| (subject.clone(), line!()));
        TAKEN.with_borrow_mut(|all| all.push(taken));
    }

    /// Does so whenever it is asked anything.
    #[derive(Object)]
    pub(super) struct Key(u32, #[object(skip)] End);

    struct End;

    impl Drop for End {
        fn drop(&mut self) {
            take();
        }
    }

    impl PartialEq for Key {
        fn eq(&self, other: &Self) -> bool {
            take();
            self.0 == other.0
        }
    }

    impl Eq for Key {}

    impl Hash for Key {
        fn hash<H: Hasher>(&self, state: &mut H) {
            take();
            (self.0 % 2).hash(state);
        }
    }

    impl PartialOrd for Key {
        fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
            take();
            self.0.partial_cmp(&other.0)
        }
    }

    impl fmt::Debug for Key {
        fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            take();
            write!(f, "Key({})", self.0)
        }
    }

    impl fmt::Display for Key {
        fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            take();
            write!(f, "key {}", self.0)
        }
    }

    fn key(number: u32) -> Obj<Key> {
        Obj::new(Key(number, End))
    }

    fn any(number: u32) -> AnyObj {
        key(number).into()
    }

    fn map() -> ObjMap<Key, Node> {
        let map = ObjMap::new();
        (0..5).for_each(|number| drop(map.insert(key(number), Obj::default())));
        map
    }

    fn keys() -> Obj<List> {
        Obj::new((0..5).rev().map(any).collect())
    }

    fn set() -> Obj<Set> {
        Obj::new((0..5).map(any).collect())
    }

    fn dict() -> Obj<Dict> {
        Obj::new((0..5).map(|number| (any(number), number)).collect())
    }

    /// The lines, other than its own, at which the code above is said to have taken handles.
    fn strange_lines(what: &str, work: fn()) -> Vec<String> {
        let run = move || {
            let _lines = inspect::remember_lines();
            SUBJECT.with(|_| ());
            TAKEN.with_borrow_mut(Vec::clear);
            work();
            let subject = SUBJECT.with(Obj::clone);
            let (count, line) = TAKEN.with_borrow(|taken| (taken.len(), taken.first().map_or(0, |(_, line)| *line)));
            let lines: Vec<_> = inspect::explain(&subject).lines().collect();
            let own = lines.iter().filter(|(site, _)| site.line() == line).map(|(_, count)| count).sum::<usize>();
            (count, own, lines.iter().map(|(site, count)| format!("{count} at {site}")).collect::<Vec<_>>())
        };
        let (count, own, lines) = std::thread::spawn(run).join().unwrap();
        if count == own && count > 0 { vec![] } else { vec![format!("{what}: {count}, {lines:?}")] }
    }

    macro_rules! check_own {
        ($($work:expr;)*) => {{
            let mut strange = Vec::new();
            $(strange.extend(strange_lines(stringify!($work), || _ = $work));)*
            assert!(strange.is_empty(), "{}\n{} in all", strange.join("\n"), strange.len());
        }};
    }

    #[test]
    fn handles_that_it_takes_have_its_line() {
        check_own! {
            map().get(&key(4));
            map().at(&key(4)).is_some();
            map().get_key(&key(4));
            map().contains_key(&key(4));
            map().get_by(&Key(4, End));
            map().at_by(&Key(4, End)).is_some();
            map().remove(&key(4));
            map().entry(key(4)).or_default();
            dict().get(&any(4));
            dict().set_item(any(4), 1.into());
            dict().copy();
            set().contains(&any(4));
            set().union(Obj::as_any(&keys()));
            set().intersection(Obj::as_any(&keys()));
            set().difference(Obj::as_any(&keys()));
            set().symmetric_difference(Obj::as_any(&keys()));
            set().intersection_update(Obj::as_any(&keys()));
            set().symmetric_difference_update(Obj::as_any(&keys()));
            Set::of(Obj::as_any(&keys()));
            FrozenSet::of(Obj::as_any(&keys()));
            Str::of(Obj::as_any(&keys()));
            Str::of(&any(4));
            keys().plus(&keys());
            keys().index(&any(4));
            keys().sort();
            Obj::as_any(&keys()).repr();
            Obj::<Tuple>::from([any(1), any(2)]) == Obj::<Tuple>::from([any(1), any(2)]);
            { let list = keys(); list.times_in_place(0) };
            graph! { a = rust!(keys()); b = rust!(keys()); c = a + b; d = str(a); e = repr(b); a == b };
            graph! { a = rust!(dict()); b = rust!(any(4)); c = a[b]; d = a.get(b); a.pop(b); b in a };
            graph! { a = rust!(set()); b = rust!(set()); c = a & b; d = a ^ b; a ^= b; a |= b; a.clear(); };
            graph! { a = rust!(keys()); b = sorted(a); a.sort(); c = "{}".format(a); e = "%s" % a; a.clear(); };
        }
    }
}
