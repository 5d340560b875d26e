//! Conditions, loops, slices, comprehensions and unpacking, with the deaths and the counts that they cause.

use obj_runtime::prelude::*;

use super::{begin, end, say};

/// Says when it dies.
#[derive(Object)]
#[object(finalize)]
struct Loud {
    name: Obj<Str>,
}

impl Finalize for Loud {
    fn finalize(this: &Obj<Self>) {
        say("died", Obj::as_any(&this.name));
    }
}

#[test]
fn blocks() {
    begin(include_str!("../expected/087.txt"));
    graph! {
        import sys;
        name = "";
        thing = branch = None;
        for name in "ab" {
            thing = Loud { name: name };
            say("round", name);
        }
        say("after", name);
        for number in (1, 2) { thing = number; }
        say("thing", thing);
        kept = [Loud { name: "c" }, Loud { name: "d" }];
        for item in kept { say("counts", sys.getrefcount(kept) + sys.getrefcount(item)); }
        say("after loop", sys.getrefcount(kept));
        kept = None;
        say("kept", kept);
        item = None;
        count = 0;
        while True {
            count += 1;
            if count == 2 { continue; }
            if count > 3 { break; }
            if count == 1 { branch = Loud { name: "e" }; } else { branch = "no"; }
            say("count", count);
        }
        say("branch", branch);
        grown = [1, 2, 3];
        for number in grown { if number < 3 { grown.append(number + 10); } }
        say("grown", grown);
        first, *rest = [Loud { name: "f" }, 1, 2];
        say("rest", rest);
        first = [[x, y] for x in range(3) if x for y in "xy"];
        say("nested", first);
        say("names", [name for name in ["z"]]);
        say("name", name);
        grown[1:3] = "pq";
        del grown[::2];
        say("slices", (grown, grown[::-1], grown[-2:]));
        say("any", any(Loud { name: "g" } for _ in (1, 2)));
        say("chosen", Loud { name: "h" }.name if count else Loud { name: "i" }.name);
        say("sorted", sorted([3, 1, 2], key=lambda n: -n));
        pairs = {};
        for index, letter in enumerate("ab") { pairs.setdefault(letter, []).append(index); }
        for key, value in pairs.items() { say(key, value); }
        for a, (b, *c) in [(1, (2, 3, 4))] { say("parts", (a, b, c)); }
        last = Loud { name: "j" };
        if count { del last; }
        say("end", sum(n * n for n in range(4)));
    };
    end();
}
