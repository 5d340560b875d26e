//! A graph that goes to another process over a socket, is changed there, and comes back.
//!
//! `cargo run -p obj-examples --features travel --example socket`

use std::error::Error;
use std::io::{Read, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::process::Command;
use std::{cell::Cell, env};

use obj_runtime::prelude::*;
use obj_runtime::serde::Graph;
use serde::{Deserialize, Serialize};

/// A player in a circle of players.
#[derive(Object, Serialize, Deserialize, Default)]
struct Player {
    name: String,
    score: Cell<u32>,
    next: ObjCell<Player>,
}

fn send(stream: &mut TcpStream, player: &Obj<Player>) -> Result<(), Box<dyn Error>> {
    stream.write_all(&postcard::to_stdvec(&Graph::of(player))?)?;
    Ok(stream.shutdown(Shutdown::Write)?)
}

fn receive(stream: &mut TcpStream) -> Result<Obj<Player>, Box<dyn Error>> {
    let mut bytes = Vec::new();
    stream.read_to_end(&mut bytes)?;
    Ok(postcard::from_bytes::<Graph<_>>(&bytes)?.into_root())
}

/// The second process: everybody scores, once.
fn play(address: &str) -> Result<(), Box<dyn Error>> {
    let mut stream = TcpStream::connect(address)?;
    let first = receive(&mut stream)?;
    let mut player = first.clone();
    loop {
        player.score.set(player.score.get() + 1);
        player = player.next.get().ok_or("the circle is broken")?;
        if Obj::is(&player, &first) {
            break;
        }
    }
    send(&mut stream, &first)
}

fn main() -> Result<(), Box<dyn Error>> {
    if let Some(address) = env::args().nth(1) {
        return play(&address);
    }
    let ann = Obj::new(Player { name: "Ann".into(), ..Player::default() });
    let bob = Obj::new(Player { name: "Bob".into(), next: ann.clone().into(), ..Player::default() });
    ann.next.set(bob);

    let listener = TcpListener::bind("127.0.0.1:0")?;
    let mut other = Command::new(env::current_exe()?).arg(listener.local_addr()?.to_string()).spawn()?;
    let (mut stream, _) = listener.accept()?;
    send(&mut stream, &ann)?;
    let ann = receive(&mut stream)?;
    assert!(other.wait()?.success());

    let bob = ann.next.get().unwrap();
    println!("{} {}, {} {}", ann.name, ann.score.get(), bob.name, bob.score.get());
    assert!(bob.next.is(&ann) && (ann.score.get(), bob.score.get()) == (1, 1));
    Ok(())
}
