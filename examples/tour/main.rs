//! The classic lesson on Python's memory, played with live numbers.
//!
//! Every answer is computed while you read: the lines behind `>>>` are run as they are printed. The program
//! exits with an error if a fact turns out otherwise than it is told.

mod lesson;

use std::cell::Cell;
use std::process::ExitCode;

use lesson::{Lesson, ask, play, play_both};
use obj_runtime::gc;
use obj_runtime::inspect::{Origin, class_table, explain_is};
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

fn main() -> ExitCode {
    let mut lesson = Lesson::begin("What Python does with memory, played with obj");
    addresses(&mut lesson);
    back_from_an_address(&mut lesson);
    small_integers(&mut lesson);
    typed_or_as_a_script(&mut lesson);
    text(&mut lesson);
    counts(&mut lesson);
    deleted_names(&mut lesson);
    one_more(&mut lesson);
    cycles(&mut lesson);
    lesson.end()
}

/// An item of a tuple.
fn item(answer: &AnyObj, index: usize) -> AnyObj {
    answer.downcast_ref::<Tuple>().map_or_else(|| answer.clone(), |items| items[index].clone())
}

/// Whether an answer reads so.
fn reads(value: &impl std::fmt::Display, text: &str) -> bool {
    value.to_string() == text
}

fn addresses(lesson: &mut Lesson) {
    lesson.topic("An object has an address");
    let answer = play!(lesson, {
        num = 10;
        (id(num), hex(id(num)), num)
    });
    let num = item(&answer, 2);
    lesson.check("the number is the object's address", reads(&item(&answer, 0), &num.id().to_string()));
    lesson.check("hex writes the same number", reads(&item(&answer, 1), &format!("{:#x}", num.id())));
    lesson.why("`id` is where the object lies in memory; `hex` writes the same number to base 16.");
}

fn back_from_an_address(lesson: &mut Lesson) {
    lesson.topic("And back from the address to the object");
    let num: Obj<Int> = 1234.into();
    let id = Obj::id(&num);
    let found =
        |found: Option<Obj<Int>>| found.map_or_else(|| "no such object".to_owned(), |object| object.to_string());
    let alive = ask!(lesson, found(Obj::from_id(id)));
    lesson.check("the object is found", reads(&alive, &num.to_string()));
    drop(num);
    lesson.scene("(the last handle to it is dropped)");
    let stale = ask!(lesson, found(Obj::from_id(id)));
    let made_up = ask!(lesson, found(Obj::from_id(0xbad_cafe)));
    lesson.check("a stale address is refused", reads(&stale, "no such object"));
    lesson.check("a made-up address is refused", reads(&made_up, "no such object"));
    lesson.why(
        "Python's own way back (`_ctypes.PyObj_FromPtr`) checks nothing, and crashes on these two. Here the address is \
         looked up: only what is the address of an object that lives, and of this type, is answered.",
    );
}

fn small_integers(lesson: &mut Lesson) {
    lesson.topic("Small integers are made ahead");
    let last = play!(lesson, {
        #![interactive]
        a = 256;
        b = 256;
        a is b
    });
    lesson.check("256 is one object", reads(&last, "True"));
    let beyond = play!(lesson, {
        #![interactive]
        c = 257;
        d = 257;
        c is d
    });
    lesson.check("257 is two objects", reads(&beyond, "False"));
    let (a, b): (Obj<Int>, Obj<Int>) = (256.into(), 256.into());
    ask!(lesson, explain_is(&a, &b));
    lesson.check("it is shared because it is cached", Obj::origin(&a) == Origin::Cached && Obj::is(&a, &b));
    lesson
        .why("-5 to 256 are made once and handed out again and again; every other number is made when it is computed.");
}

fn typed_or_as_a_script(lesson: &mut Lesson) {
    lesson.topic("The same lines, typed and as a script");
    let (typed, script) = play_both!(lesson, {
        n1 = 257;
        n2 = 257;
        l1 = [1, 2, 3];
        l2 = [1, 2, 3];
        t1 = (1, 2, 3);
        t2 = (1, 2, 3);
        (n1 is n2, l1 is l2, t1 is t2)
    });
    lesson.check("typed, nothing is shared", reads(&typed, "(False, False, False)"));
    lesson.check("in a script numbers and tuples are, lists are not", reads(&script, "(True, False, True)"));
    lesson.why(
        "A line that is typed is compiled alone; a script is compiled as one unit, and equal constants of one unit are one \
         object. A tuple of constants is a constant too. Lists can change, so each is an object of its own.",
    );
}

fn text(lesson: &mut Lesson) {
    lesson.topic("Equal text may be one object");
    let (one, two): (Obj<Str>, Obj<Str>) = ("hello world".into(), "hello world".into());
    lesson.scene("(one and two are \"hello world\", made twice)");
    let apart = ask!(lesson, Obj::is(&one, &two));
    lesson.check("text made twice is two objects", !apart);
    let (one, two) = (intern!("hello world"), intern!("hello world"));
    lesson.scene("(one and two are intern!(\"hello world\"), asked for twice)");
    let shared = ask!(lesson, Obj::is(&one, &two));
    lesson.check("interned text is one object", shared);
    let names = play!(lesson, {
        #![interactive]
        a = "hello_1";
        b = "hello_1";
        a is b
    });
    lesson.check("text like a name is interned", reads(&names, "True"));
    lesson.why(
        "Interning keeps one object for each text, so that comparing is comparing addresses; text that looks like a name \
         is interned by the compiler. The table does not keep its text alive.",
    );
}

fn counts(lesson: &mut Lesson) {
    lesson.topic("An object knows how many handles it has");
    FREED.set(0);
    let note = Obj::new(Note::default());
    let one = ask!(lesson, Obj::refcount(&note));
    let same = note.clone();
    lesson.scene("(a second handle: the same object, nothing is copied)");
    let two = ask!(lesson, Obj::refcount(&note));
    drop(note);
    lesson.scene("(the first one goes)");
    let one_again = ask!(lesson, Obj::refcount(&same));
    let alive = class_table().objects::<Note>();
    drop(same);
    lesson.scene("(and the second)");
    let freed = ask!(lesson, FREED.get());
    let left = ask!(lesson, class_table().objects::<Note>());
    lesson.check("the count goes up and down with the handles", (one, two) == (1, one + 1) && one_again == one);
    lesson.check("the object is freed at zero", alive == 1 && freed == 1 && left == 0);
    lesson.why(
        "At zero the object is freed at once: its finalizer has run, and there is none left of its type. (The lesson is \
         often told with the number 10, but that one is shared by the whole program, so its count says nothing.)",
    );
}

fn deleted_names(lesson: &mut Lesson) {
    lesson.topic("`del` takes the name away, not the object");
    let count = play!(lesson, {
        a = Note { .. };
        b = a;
        del a;
        refcount(b)
    });
    lesson.check("one name is left", reads(&count, "1"));
    lesson.why(
        "To use `a` after that is NameError in Python. Here it does not even compile: name 'a' is not defined, and the \
         message points to the `del`.",
    );
}

fn one_more(lesson: &mut Lesson) {
    lesson.topic("A count read through a call is one more than expected");
    let answer = play!(lesson, {
        a = Note { .. };
        (refcount(a), getrefcount(a))
    });
    let more = item(&answer, 0).to_string().parse::<usize>().map(|count| count + 1);
    lesson.check("it is one more", more.is_ok_and(|more| reads(&item(&answer, 1), &more.to_string())));
    lesson.why("The call holds a handle of its own while it counts, as `sys.getrefcount` does.");
}

fn cycles(lesson: &mut Lesson) {
    lesson.topic("What holds itself is never counted down to zero");
    FREED.set(0);
    let note = Obj::new(Note::default());
    note.next.set(&note);
    let held = ask!(lesson, Obj::refcount(&note));
    drop(note);
    lesson.scene("(our handle goes; its own stays)");
    let before = ask!(lesson, FREED.get());
    let collected = ask!(lesson, gc::collect());
    let after = ask!(lesson, FREED.get());
    lesson.check("it holds itself", held == 2);
    lesson.check("counting does not free it, the collector does", (before, collected, after) == (0, 1, 1));
    lesson.why(
        "Memory is not endless, so what counting cannot free must be looked for. The collector does so by itself from \
         time to time, and looks only at what may have become garbage.",
    );
}
