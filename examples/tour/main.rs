//! The classic lesson on Python's memory, played with live numbers.
//!
//! Every answer is computed while you read: the lines behind `>>>` are run as they are printed. The program
//! ends with an error if an answer turns out otherwise than it is told here, behind `=>`.

mod lesson;

use std::cell::Cell;

use lesson::{ask, play, play_both, scene, topic, why};
use obj_runtime::gc;
use obj_runtime::inspect::{class_table, explain_is};
use obj_runtime::prelude::*;

thread_local! {
    static FREED: Cell<usize> = const { Cell::new(0) };
}

/// An object that tells when it is freed.
#[derive(Object, Default)]
#[object(finalize)]
struct Note {
    next: ObjCell<Note>,
}

impl Finalize for Note {
    fn finalize(_: &Obj<Self>) {
        FREED.set(FREED.get() + 1);
    }
}

fn main() {
    let title = "What Python does with memory, played with obj";
    println!("\n{title}\n{}", "=".repeat(title.len()));
    addresses();
    back_from_an_address();
    small_integers();
    typed_or_as_a_script();
    text();
    counts();
    deleted_names();
    one_more();
    cycles();
    println!("\nAll of it was computed here and now, and all of it was true.\n");
}

fn addresses() {
    topic(1, "An object has an address");
    let id = Obj::id(&Obj::<Int>::from(10));
    play!({
        num = 10;
        (id(num), hex(id(num)), num)
    } => format!("({id}, '{id:#x}', 10)"));
    why("`id` is where the object lies in memory; `hex` writes the same number to base 16.");
}

fn back_from_an_address() {
    topic(2, "And back from the address to the object");
    let found = |found: Option<Obj<Int>>| found.map_or("no such object".to_owned(), |object| object.to_string());
    let num: Obj<Int> = 1234.into();
    let id = Obj::id(&num);
    ask!(found(Obj::from_id(id)) => "1234");
    drop(num);
    scene("the last handle to it is dropped");
    ask!(found(Obj::from_id(id)) => "no such object");
    ask!(found(Obj::from_id(0xbad_cafe)) => "no such object");
    why(
        "Python's own way back (`_ctypes.PyObj_FromPtr`) checks nothing, and crashes on these two. Here the address is \
         looked up: only what is the address of an object that lives, and of this type, is answered.",
    );
}

fn small_integers() {
    topic(3, "Small integers are made ahead");
    play!(typed {
        a = 256;
        b = 256;
        a is b
    } => "True");
    play!(typed {
        c = 257;
        d = 257;
        c is d
    } => "False");
    let (a, b): (Obj<Int>, Obj<Int>) = (256.into(), 256.into());
    ask!(explain_is(&a, &b) => "one object: the ints from -5 to 256 are made once per thread");
    why("-5 to 256 are made once and handed out again and again; every other number is made when it is computed.");
}

fn typed_or_as_a_script() {
    topic(4, "The same lines, typed and as a script");
    play_both!({
        n1 = 257;
        n2 = 257;
        l1 = [1, 2, 3];
        l2 = [1, 2, 3];
        t1 = (1, 2, 3);
        t2 = (1, 2, 3);
        (n1 is n2, l1 is l2, t1 is t2)
    } => ["(False, False, False)", "(True, False, True)"]);
    why(
        "A line that is typed is compiled alone; a script is compiled as one unit, and equal constants of one unit are one \
         object. A tuple of constants is a constant too. Lists can change, so each is an object of its own.",
    );
}

fn text() {
    topic(5, "Equal text may be one object");
    let (one, two): (Obj<Str>, Obj<Str>) = ("hello world".into(), "hello world".into());
    scene("one and two are \"hello world\", made twice");
    ask!(Obj::is(&one, &two) => false);
    let (one, two) = (intern!("hello world"), intern!("hello world"));
    scene("one and two are intern!(\"hello world\"), asked for twice");
    ask!(Obj::is(&one, &two) => true);
    play!(typed {
        a = "hello_1";
        b = "hello_1";
        a is b
    } => "True");
    why(
        "Interning keeps one object for each text, so that comparing is comparing addresses; text that looks like a name \
         is interned by the compiler. The table does not keep its text alive.",
    );
}

fn counts() {
    topic(6, "An object knows how many handles it has");
    FREED.set(0);
    let note = Obj::new(Note::default());
    ask!(Obj::refcount(&note) => 1);
    let same = note.clone();
    scene("a second handle: the same object, nothing is copied");
    ask!(Obj::refcount(&note) => 2);
    drop(note);
    scene("the first one goes");
    ask!(Obj::refcount(&same) => 1);
    assert_eq!(class_table().objects::<Note>(), 1);
    drop(same);
    scene("and the second");
    ask!(FREED.get() => 1);
    ask!(class_table().objects::<Note>() => 0);
    why(
        "At zero the object is freed at once: its finalizer has run, and there is none left of its type. (The lesson is \
         often told with the number 10, but that one is shared by the whole program, so its count says nothing.)",
    );
}

fn deleted_names() {
    topic(7, "`del` takes the name away, not the object");
    play!({
        a = Note { .. };
        b = a;
        del a;
        refcount(b)
    } => 1);
    why(
        "To use `a` after that is NameError in Python. Here it does not even compile: name 'a' is not defined, and the \
         message points to the `del`.",
    );
}

fn one_more() {
    topic(8, "A count read through a call is one more than expected");
    play!({
        a = Note { .. };
        (refcount(a), getrefcount(a))
    } => "(1, 2)");
    why("The call holds a handle of its own while it counts, as `sys.getrefcount` does.");
}

fn cycles() {
    topic(9, "What holds itself is never counted down to zero");
    FREED.set(0);
    let note = Obj::new(Note::default());
    note.next.set(&note);
    ask!(Obj::refcount(&note) => 2);
    drop(note);
    scene("our handle goes; its own stays");
    ask!(FREED.get() => 0);
    ask!(gc::collect() => 1);
    ask!(FREED.get() => 1);
    why(
        "Memory is not endless, so what counting cannot free must be looked for. The collector does so by itself from \
         time to time, and looks only at what may have become garbage.",
    );
}
