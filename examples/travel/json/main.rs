//! A graph in JSON, read by a script in Python that builds it again and prints the same.
//!
//! `cargo run -p obj-examples --features travel --example python`

use std::error::Error;
use std::io::Write;
use std::process::{Command, Stdio};

use obj_runtime::prelude::*;
use obj_runtime::serde::Graph;
use serde::{Deserialize, Serialize};

#[derive(Object, Serialize, Deserialize, Default)]
struct Person {
    name: Obj<Str>,
    friends: ObjVec<Person>,
    best: ObjCell<Person>,
}

fn person(name: &str) -> Obj<Person> {
    Obj::new(Person { name: name.into(), ..Person::default() })
}

fn describe(people: &[Obj<Person>]) -> String {
    let mut text = String::new();
    for person in people {
        let friends: Vec<_> = person.friends.iter().map(|friend| friend.name.to_string()).collect();
        let best = person.best.get().map_or_else(|| "nobody".into(), |best| best.name.to_string());
        let is_mutual = person.best.get().and_then(|best| best.best.get()).is_some_and(|back| Obj::is(&back, person));
        text += &format!("{}: {}; best {best}, mutual: {is_mutual}\n", person.name, friends.join(" "));
    }
    text
}

fn main() -> Result<(), Box<dyn Error>> {
    let people = vec![person("Ann"), person("Bob"), person("Cid")];
    people[0].friends.extend([people[1].clone(), people[2].clone()]);
    people[2].friends.push(people[2].clone());
    people[0].best.set(people[1].clone());
    people[1].best.set(people[0].clone());
    people[2].best.set(people[0].clone());

    let mut python = Command::new("python3")
        .args(["-c", include_str!("rebuild.py")])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()?;
    let mut input = python.stdin.take().ok_or("the script reads nothing")?;
    input.write_all(&serde_json::to_vec(&Graph::of(&people))?)?;
    drop(input);
    let output = String::from_utf8(python.wait_with_output()?.stdout)?;
    print!("{output}");
    assert_eq!(output, describe(&people));
    Ok(())
}
