// The heap of the page: columns of numbers, and what is found from them.

const NONE = 0xffffffff, WEAK = 0x80000000;
const FLAG = {garbage: 1, immortal: 2, opaque: 4, made: 8};
const ORIGINS = ['', 'cached', 'interned', 'constant'];

/** The bytes that a text in base 64 is of. */
function bytesOf(text) {
  if (Uint8Array.fromBase64) return Uint8Array.fromBase64(text);
  const all = atob(text), bytes = new Uint8Array(all.length);
  for (let at = 0; at < bytes.length; at++) bytes[at] = all.charCodeAt(at);
  return bytes;
}
/** The numbers of a column: seven bits a byte, the lowest first. What is larger than the largest is the largest. */
function numbersIn(bytes, count) {
  const numbers = new Uint32Array(count);
  for (let index = 0, at = 0; index < count; index++) {
    let byte = bytes[at++], number = byte & 127;
    for (let factor = 128; byte > 127; factor *= 128) { byte = bytes[at++]; number += (byte & 127) * factor; }
    numbers[index] = number < 0xffffffff ? number : 0xffffffff;
  }
  return numbers;
}
/** A distance: 0, -1, 1, -2, … */
const signed = number => (number >>> 1) ^ -(number & 1);

/** Defines what is made when it is asked for first. */
function lazily(target, makers) {
  for (const name in makers) Object.defineProperty(target, name, {configurable: true, get() {
    const value = makers[name]();
    Object.defineProperty(target, name, {value});
    return value;
  }});
  return target;
}

/** The part of the data that is called so. */
function dataOf(name) {
  const element = document.getElementById(name), {textContent} = element;
  element.remove();
  return textContent;
}
/** The heap: what the page begins with, and columns, each of which is read when it is asked for first. */
function readHeap() {
  const heap = JSON.parse(dataOf('rest')), length = heap.objects, numbers = (name, count) => numbersIn(bytesOf(dataOf('column-' + name)), count);
  const nodes = name => () => numbers(name, length), edges = name => () => numbers(name, heap.edge_count);
  return lazily(heap, {
    type: nodes('type'), size: nodes('size'), count: nodes('count'), outside: nodes('outside'), flags: nodes('flags'), value: nodes('value'),
    way: edges('way'), open: edges('open'),
    values: () => JSON.parse(dataOf('values')), keys: () => JSON.parse(dataOf('keys')),
    number() {
      let last = 0;
      return numbers('number', length).map(far => last += signed(far));
    },
    retained() {
      const {size} = heap;
      return numbers('retained', length).map((kept, node) => Math.min(kept + size[node], 0xffffffff));
    },
    dominator: () => numbers('dominator', length).map((far, node) => far ? node + signed(far - 1) : NONE),
    first() {
      const first = new Uint32Array(length + 1);
      numbers('edges', length).forEach((count, node) => { first[node + 1] = first[node] + count; });
      return first;
    },
    target() {
      const {first} = heap, targets = numbers('target', heap.edge_count);
      for (let node = 0, edge = 0; node < length; node++) for (; edge < first[node + 1]; edge++) targets[edge] = node + signed(targets[edge] >>> 1) + (targets[edge] & 1 ? WEAK : 0);
      return targets;
    },
  });
}

/** What some numbers sort into: `first[n]..first[n + 1]` are the places of those that are n. */
function sorted(keys, count) {
  const first = new Uint32Array(count + 1), items = new Uint32Array(keys.length);
  for (const key of keys) if (key < count) first[key + 1]++;
  for (let index = 0; index < count; index++) first[index + 1] += first[index];
  const next = first.slice();
  keys.forEach((key, index) => { if (key < count) items[next[key]++] = index; });
  return {of: key => items.subarray(first[key], first[key + 1])};
}

/** Sorts that are made when they are asked for first. */
const indicesOf = heap => lazily({}, {
  byDominator: () => sorted(heap.dominator, heap.objects),
  byType: () => sorted(heap.type, heap.types.length),
  incoming: () => sorted(heap.target.map(target => target & ~WEAK), heap.objects),
});

/** The holder of an edge. */
function holderOf(heap, edge) {
  let low = 0, high = heap.objects;
  while (high - low > 1) { const middle = (low + high) >> 1; if (heap.first[middle] <= edge) low = middle; else high = middle; }
  return low;
}

/** Objects that retain most first. */
const byRetained = heap => (a, b) => heap.retained[b] - heap.retained[a] || a - b;
/** The first of some objects by retained size, without sorting all. */
function largest(heap, nodes, count) {
  if (nodes.length <= 5000) return Array.from(nodes).sort(byRetained(heap)).slice(0, count);
  let least = 0, best = [];
  for (const node of nodes) {
    if (best.length >= 4 * count && heap.retained[node] <= least) continue;
    best.push(node);
    if (best.length >= 8 * count) { best = best.sort(byRetained(heap)).slice(0, 4 * count); least = heap.retained[best.at(-1)]; }
  }
  return best.sort(byRetained(heap)).slice(0, count);
}

/** The shortest way of strong edges from an object that is held from outside. */
function pathTo(heap, indices, node) {
  const from = new Map([[node, null]]), queue = [node];
  for (let at = 0; at < queue.length && at < 200_000; at++) {
    const here = queue[at];
    if (heap.outside[here] > 0) return wayBack(from, here);
    for (const edge of indices.incoming.of(here)) {
      const holder = holderOf(heap, edge);
      if (!(heap.target[edge] & WEAK) && !from.has(holder)) { from.set(holder, edge); queue.push(holder); }
    }
  }
  return null;
}
function wayBack(from, root) {
  const edges = [];
  for (let edge = from.get(root), node = root; edge !== null; edge = from.get(node)) { edges.push(edge); node = heap.target[edge] & ~WEAK; }
  return {root, edges};
}
