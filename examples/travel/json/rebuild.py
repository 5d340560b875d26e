"""Builds the objects of a graph again, and prints who is whose friend."""

import json
import sys


class Person:
    pass


graph = json.load(sys.stdin)
assert graph["format"] == 1
kinds = [graph["names"][kind] for kind in graph["kinds"]]
objects = [value if kind == "str" else Person() for kind, value in zip(kinds, graph["objects"])]
for person, value in zip(objects, graph["objects"]):
    if isinstance(person, Person):
        person.name = objects[value["name"]]
        person.friends = [objects[number] for number in value["friends"]]
        person.best = None if value["best"] is None else objects[value["best"]]

for person in (objects[number] for number in graph["root"]):
    friends = " ".join(friend.name for friend in person.friends)
    is_mutual = person.best is not None and person.best.best is person
    best = "nobody" if person.best is None else person.best.name
    print(f"{person.name}: {friends}; best {best}, mutual: {str(is_mutual).lower()}")
