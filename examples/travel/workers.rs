//! Threads that build graphs and send them back over a channel, and others that each take one in hand.
//!
//! `cargo run -p obj-examples --features travel --example workers`

use std::sync::mpsc;
use std::thread;

use obj_runtime::Parcel;
use obj_runtime::prelude::*;
use rayon::prelude::*;

/// A word of a text, which knows the one before and the one behind.
#[derive(Object)]
struct Word {
    text: String,
    next: ObjCell<Word>,
    previous: WeakCell<Word>,
}

fn link(text: &str) -> Obj<Word> {
    let word =
        |text: &str| Obj::new(Word { text: text.into(), next: ObjCell::default(), previous: WeakCell::default() });
    let mut words = text.split_whitespace();
    let first = word(words.next().unwrap_or_default());
    let mut last = first.clone();
    for text in words {
        let next = word(text);
        next.previous.set(&last);
        last.next.set(next.clone());
        last = next;
    }
    first
}

fn backwards(first: &Obj<Word>) -> String {
    let mut last = first.clone();
    while let Some(next) = last.next.get() {
        last = next;
    }
    let mut text = last.text.clone();
    while let Some(previous) = last.previous.get() {
        text = format!("{text} {}", previous.text);
        last = previous;
    }
    text
}

fn main() {
    let texts = ["to be or not to be", "that is the question", "whether it is nobler"];

    // A pool: each thread builds, the main thread has what was built.
    let (sender, receiver) = mpsc::channel::<(usize, Parcel<Word>)>();
    for (index, text) in texts.into_iter().enumerate() {
        let sender = sender.clone();
        thread::spawn(move || {
            let parcel = Parcel::pack(link(text)).expect("nobody else holds the words");
            sender.send((index, parcel)).expect("somebody waits for it");
        });
    }
    drop(sender);
    let mut built: Vec<_> = receiver.iter().map(|(index, parcel)| (index, parcel.unpack())).collect();
    built.sort_by_key(|(index, _)| *index);

    // Parallel work on graphs: each goes to a thread of rayon's, and its result comes back.
    let parcels: Vec<_> = built.into_iter().map(|(_, first)| Parcel::pack(first).expect("it is ours")).collect();
    let reversed: Vec<String> = parcels.into_par_iter().map(|parcel| backwards(&parcel.unpack())).collect();
    println!("{}", reversed.join("\n"));
    assert_eq!(reversed[0], "be to not or be to");
    assert_eq!(obj_runtime::inspect::snapshot().len(), 0, "nothing is left in this thread");
}
