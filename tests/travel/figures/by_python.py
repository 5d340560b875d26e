"""The tree of `mod.rs`, saved and loaded by pickle: prints the nanoseconds of the processor for each."""
import gc
import pickle
import sys
from time import thread_time_ns as now


class Tree:
    __slots__ = ("number", "name", "kids", "parent")


def build(depth):
    root = node = Tree()
    nodes = []
    root.number, root.name, root.kids, root.parent = 1, "node 1", [], None
    nodes.append(root)
    for number in range(2, 2**depth):
        parent = nodes[number // 2 - 1]
        node = Tree()
        node.number, node.name, node.kids, node.parent = number, f"node {number}", [], parent
        parent.kids.append(node)
        nodes.append(node)
    return root


def best(work):
    times = []
    for _ in range(3):
        gc.collect()
        start = now()
        result = work()
        times.append(now() - start)
    return min(times), result


root = build(int(sys.argv[1]))
save, text = best(lambda: pickle.dumps(root, protocol=5))
load, _ = best(lambda: pickle.loads(text))
print(save, load)
