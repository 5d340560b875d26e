"""The workloads in Python, for the contender `cpython`.

usage: workloads.py list | workloads.py WORKLOAD quick|full

With a workload: for each line read, takes one sample and writes `value operations resident_bytes`. The loop that an
interpreter cannot do without is part of its figures. Names, sizes and decisions are those of the other contenders.
"""
import copy
import gc
import pickle
import random
import sys
import weakref
from time import perf_counter_ns as now

QUICK = False


def of(full):
    return max(full // 10, 1) if QUICK else full


def resident_bytes():
    with open("/proc/self/status") as status:
        for line in status:
            if line.startswith("VmRSS:"):
                return int(line.split()[1]) * 1024
    return 0


class Leaf:
    __slots__ = ("a", "b")


class Branch:
    __slots__ = ("left", "right")

    def __init__(self, left=None, right=None):
        self.left = left
        self.right = right


class Link:
    __slots__ = ("value", "next")

    def __init__(self, value):
        self.value = value
        self.next = None


class Watched:
    __slots__ = ("value", "next", "__weakref__")


class Member:
    __slots__ = ("parent", "left", "right")


class Vertex:
    __slots__ = ("label", "edges")

    def __init__(self, label):
        self.label = label
        self.edges = []


WORKLOADS = {}


def workload(name, *arguments):
    """Registers a function that prepares a sampler; a sampler returns (value, operations)."""

    def register(prepare):
        WORKLOADS[name] = lambda: prepare(*arguments)
        return prepare

    return register


def per(operations, work):
    """The sampler that times all of `work`."""

    def sample():
        start = now()
        work()
        return (now() - start) / operations, operations

    return sample


@workload("clone_drop_untracked", Leaf)
@workload("clone_drop_tracked", Branch)
def clone_drop(kind):
    count = of(1_000_000)
    handle = kind()

    def work():
        for _ in range(count):
            clone = handle
            clone = None

    return per(count, work)


@workload("new_drop_16")
def new_drop():
    count = of(500_000)

    def work():
        for _ in range(count):
            Leaf()

    return per(count, work)


@workload("kept_in_order", False)
@workload("kept_random", True)
def kept(shuffled):
    count = of(1_000_000)

    def sample():
        start = now()
        handles = [Leaf() for _ in range(count)]
        spent = now() - start
        if shuffled:
            random.Random(7).shuffle(handles)
        start = now()
        del handles
        spent += now() - start
        return spent / count, count

    return sample


@workload("weak_upgrade")
def weak_upgrade():
    count = of(500_000)
    watched = Watched()
    weak = weakref.ref(watched)

    def work():
        for _ in range(count):
            weak()
        watched

    return per(count, work)


@workload("weak_downgrade")
def weak_downgrade():
    rounds = of(10_000)
    targets = [Watched() for _ in range(64)]
    weak = [weakref.ref(target) for target in targets]

    def work():
        for _ in range(rounds):
            for target in targets:
                weakref.ref(target)
        weak

    return per(rounds * 64, work)


def binary_tree(depth):
    if depth == 0:
        return Branch()
    return Branch(binary_tree(depth - 1), binary_tree(depth - 1))


def parent_tree(depth):
    node = Member()
    if depth > 0:
        left = parent_tree(depth - 1)
        left.parent = node
        node.left = left
        right = parent_tree(depth - 1)
        right.parent = node
        node.right = right
    return node


@workload("binary_trees", binary_tree)
@workload("parent_trees", parent_tree)
def trees(build):
    depth = 13 if QUICK else 16

    def work():
        build(depth)
        gc.collect()

    return per((2 << depth) - 1, work)


@workload("ring_1e3", 1_000, 100, False)
@workload("ring_1e4", 10_000, 20, False)
@workload("ring_1e5", 100_000, 2, True)
@workload("ring_1e6", 1_000_000, 1, True)
def rings(size, count, is_size_scaled):
    if is_size_scaled:
        size = of(size)
    else:
        count = of(count)

    def ring():
        links = [Link(value) for value in range(size)]
        for index in range(size - 1):
            links[index].next = links[index + 1]
        links[-1].next = links[0]

    def work():
        for _ in range(count):
            ring()
            gc.collect()

    return per(size * count, work)


@workload("two_cycles")
def two_cycles():
    pairs = of(200_000)

    def work():
        for value in range(pairs):
            first = Link(value)
            second = Link(value)
            first.next = second
            second.next = first
        del first, second
        gc.collect()

    return per(2 * pairs, work)


@workload("deep_chain")
def deep_chain():
    length = of(1_000_000)

    def work():
        head = Link(0)
        for value in range(1, length):
            link = Link(value)
            link.next = head
            head = link
        del head, link
        gc.collect()

    return per(length, work)


class Random:
    """The generator of the other contenders, so that decisions are the same."""

    MASK = (1 << 64) - 1

    def __init__(self, seed):
        self.state = (seed * 0x9E3779B97F4A7C15 & self.MASK) | 1

    def below(self, bound):
        state = self.state
        state ^= state >> 12
        state = (state ^ state << 25) & self.MASK
        state ^= state >> 27
        self.state = state
        return ((state * 0x2545F4914F6CDD1D & self.MASK) * bound) >> 64


def decisions_of_random_graph(steps):
    """The steps, worked out in advance: drawing in Python would cost more than the graph."""
    draw = Random(12_345).below
    degrees = dict.fromkeys(range(50), 0)
    rows = list(range(50))
    fresh = 50
    plan = []
    for _ in range(steps):
        decision = draw(4)
        if decision == 0 or not rows:
            rows.append(fresh)
            degrees[fresh] = 0
            fresh += 1
            plan.append((0, 0, 0))
            continue
        one = draw(len(rows))
        if decision == 1:
            other = draw(len(rows))
            degrees[rows[one]] += 1
            plan.append((1, one, other))
        elif decision == 2:
            degree = degrees[rows[one]]
            if degree:
                plan.append((2, one, draw(degree)))
                degrees[rows[one]] -= 1
            else:
                plan.append((4, one, 0))
        else:
            plan.append((3, one, 0))
            rows[one] = rows[-1]
            rows.pop()
    return plan


@workload("random_graph")
def random_graph():
    steps = of(1_000_000)
    plan = decisions_of_random_graph(steps)

    def work():
        vertices = [Vertex(label) for label in range(50)]
        for decision, one, other in plan:
            if decision == 0:
                vertices.append(Vertex(len(vertices)))
            elif decision == 1:
                vertices[one].edges.append(vertices[other])
            elif decision == 2:
                edges = vertices[one].edges
                edges[other] = edges[-1]
                edges.pop()
            elif decision == 3:
                vertices[one] = vertices[-1]
                vertices.pop()
        vertices.clear()
        gc.collect()

    return per(steps, work)


@workload("suite_stress")
def suite_stress():
    nodes = of(1 << 15)
    draw = Random(0xCAFE).below
    edges = [(draw(nodes), draw(nodes)) for _ in range(nodes)]

    def work():
        vertices = [Vertex(label) for label in range(nodes)]
        for source, target in edges:
            vertices[source].edges.append(vertices[target])
        for round in reversed(range(32)):
            del vertices[nodes * round // 32:]
            gc.collect()

    return per(nodes, work)


def count(tree):
    return 1 if tree.left is None else 1 + count(tree.left) + count(tree.right)


@workload("suite_trees", lambda depth: count(binary_tree(depth)))
@workload("suite_parent_trees", parent_tree)
def forest(build):
    deepest = 8 if QUICK else 11
    forest = [(depth, 1 << (deepest - depth + 4)) for depth in range(4, deepest, 2)]

    def work():
        for depth, trees in forest:
            for _ in range(trees):
                build(depth)
        gc.collect()

    return per(sum(trees * ((2 << depth) - 1) for depth, trees in forest), work)


@workload("suite_linked_lists")
def linked_lists():
    lists, length = of(30), 4_096

    def work():
        for _ in range(lists):
            head = Member()
            for _ in range(1, length):
                node = Member()
                head.parent = node
                node.left = head
                head = node
        del head, node
        gc.collect()

    return per(lists * length, work)


def live_heap(objects):
    members = []
    for index in range(objects):
        node = Member()
        if index > 0:
            parent = members[(index - 1) // 2]
            node.parent = parent
            if index % 2 == 1:
                parent.left = node
            else:
                parent.right = node
        members.append(node)
    gc.collect()
    return members


def short_lived_pairs(pairs, live):
    if live is None:
        for _ in range(pairs):
            first = Member()
            second = Member()
            second.parent = first
            first.left = second
            yield
    else:
        targets = random.Random(99).choices(live, k=pairs)
        for target in targets:
            first = Member()
            second = Member()
            second.parent = first
            first.right = target
            first.left = second
            yield


@workload("churn", False)
@workload("churn_into_live", True)
def churn(is_into_live):
    live = live_heap(131_071 if QUICK else 1_000_000)
    pairs = of(500_000)

    def work():
        for _ in short_lived_pairs(pairs, live if is_into_live else None):
            pass
        gc.collect()

    return per(2 * pairs, work)


@workload("churn_pause", False)
@workload("churn_into_live_pause", True)
def churn_pause(is_into_live):
    live = live_heap(131_071 if QUICK else 1_000_000)
    pairs = len(live) * 3 // 5

    def sample():
        longest = 0
        last = now()
        for _ in short_lived_pairs(pairs, live if is_into_live else None):
            this = now()
            if this - last > longest:
                longest = this - last
            last = this
        return longest, 2 * pairs

    return sample


@workload("collect_untouched_1e4", 10_000, 50, False)
@workload("collect_untouched_1e5", 100_000, 10, False)
@workload("collect_untouched_1e6", 1_000_000, 3, True)
def collect_untouched(objects, collections, is_size_scaled):
    live = live_heap(of(objects) if is_size_scaled else objects)
    collections = -(-collections // 5) if QUICK else collections

    def work():
        for _ in range(collections):
            gc.collect()
        live[0]

    return per(collections, work)


@workload("collect_touched")
def collect_touched():
    live = live_heap(of(1_000_000))

    def sample():
        for member in live:
            clone = member
        del clone
        start = now()
        gc.collect()
        return now() - start, 1

    return sample


@workload("read_then_collect")
def read_then_collect():
    objects = of(1_000_000)
    links = [Link(value) for value in range(objects)]
    for index in range(objects - 1):
        links[index].next = links[index + 1]
    links[-1].next = links[0]
    gc.collect()

    def work():
        total = 0
        for link in links:
            total += link.next.value
        gc.collect()

    return per(objects, work)


@workload("bytes_16", Leaf)
@workload("bytes_link", lambda: Link(None))
def bytes_of(make):
    objects = of(1_000_000)

    def sample():
        handles = [None] * objects
        before = resident_bytes()
        for index in range(objects):
            handles[index] = make()
        return max(resident_bytes() - before, 0) / objects, objects

    return sample


@workload("small_ints")
def small_ints():
    rounds = of(1_000)
    draw = Random(5).below
    values = [draw(262) - 5 for _ in range(1_000)]
    floats = [float(value) for value in values]
    del values

    def work():
        for _ in range(rounds):
            for value in floats:
                int(value)

    return per(1_000 * rounds, work)


def text(number):
    return "name%08x%s" % (number, "_in_module"[: number % 10])


VOCABULARY = 1_000


@workload("intern_hit")
def intern_hit():
    rounds = of(300)
    held = [sys.intern(text(number)) for number in range(VOCABULARY)]
    copies = [text(number) for number in range(VOCABULARY)]
    random.Random(11).shuffle(copies)

    def work():
        intern = sys.intern
        for _ in range(rounds):
            for copy in copies:
                intern(copy)
        held[0]

    return per(rounds * VOCABULARY, work)


class Fresh:
    """Texts that were not handed out before."""

    def __init__(self, first):
        self.next = first

    def texts(self, count):
        texts = [text(number) for number in range(self.next, self.next + count)]
        self.next += count
        return texts


@workload("intern_miss")
def intern_miss():
    strings = of(300_000)
    fresh = Fresh(1 << 20)

    def sample():
        texts = fresh.texts(strings)
        start = now()
        symbols = list(map(sys.intern, texts))
        spent = now() - start
        del symbols
        return spent / strings, strings

    return sample


@workload("intern_zipf")
def intern_zipf():
    words = of(1_000_000)
    vocabulary = words // 10
    weights = [1 / rank for rank in range(1, vocabulary + 1)]
    draws = random.Random(17).choices(range(vocabulary), weights, k=words)
    fresh = Fresh(1 << 25)

    def sample():
        vocabulary_texts = fresh.texts(vocabulary)
        texts = [vocabulary_texts[word] for word in draws]
        start = now()
        symbols = list(map(sys.intern, texts))
        spent = now() - start
        del symbols
        return spent / words, words

    return sample


@workload("intern_release")
def intern_release():
    strings = of(300_000)
    fresh = Fresh(1 << 26)

    def sample():
        symbols = [sys.intern(one) for one in fresh.texts(strings)]
        random.Random(19).shuffle(symbols)
        start = now()
        symbols.clear()
        return (now() - start) / strings, strings

    return sample


class Tree:
    __slots__ = ("number", "name", "kids", "parent")

    def __init__(self, number, parent):
        self.number, self.name, self.kids, self.parent = number, f"node {number}", [], parent


def tree(size):
    nodes = []
    for number in range(size):
        parent = nodes[(number - 1) // 2] if number else None
        nodes.append(Tree(number, parent))
        if parent:
            parent.kids.append(nodes[-1])
    return nodes[0]


@workload("travel_save", lambda root: root, lambda root: pickle.dumps(root, protocol=5))
@workload("travel_load", lambda root: pickle.dumps(root, protocol=5), pickle.loads)
@workload("travel_copy", lambda root: root, copy.deepcopy)
def travel(prepare, work):
    size = of(1 << 16)

    def sample():
        given = prepare(tree(size))
        gc.collect()
        start = now()
        result = work(given)
        spent = now() - start
        del result
        return spent / size, size

    return sample


def main():
    global QUICK
    if sys.argv[1] == "list":
        print(*WORKLOADS)
        return
    QUICK = sys.argv[2] == "quick"
    sampler = WORKLOADS[sys.argv[1]]()
    for _ in sys.stdin:
        value, operations = sampler()
        print(value, operations, resident_bytes(), flush=True)


main()
