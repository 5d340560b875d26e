// The heap of the page: columns of numbers, and what is found from them.

const NONE = 0xffffffff, WEAK = 0x80000000;
const FLAG = {garbage: 1, immortal: 2, opaque: 4, made: 8};
const ORIGINS = ['', 'cached', 'interned', 'constant'];

/** The bytes of a column. */
async function bytesOf(element) {
  const bytes = await (await fetch('data:application/octet-stream;base64,' + element.textContent)).arrayBuffer();
  element.remove();
  return new Uint8Array(bytes);
}
/** Its numbers: seven bits a byte, the lowest first. */
function numbersIn(bytes, count, meaning) {
  const numbers = new Uint32Array(count);
  for (let index = 0, at = 0; index < count; index++) {
    let byte = bytes[at++], number = byte & 127;
    for (let factor = 128; byte > 127; factor *= 128) { byte = bytes[at++]; number += (byte & 127) * factor; }
    numbers[index] = meaning ? meaning(number, index) : Math.min(number, 0xffffffff);
  }
  return numbers;
}
/** A distance: 0, -1, 1, -2, … */
const signed = number => number % 2 ? -(number + 1) / 2 : number / 2;

async function readHeap() {
  const elements = [...document.querySelectorAll('.column')], all = await Promise.all(elements.map(bytesOf));
  const bytes = Object.fromEntries(elements.map((element, index) => [element.id.slice('column-'.length), all[index]]));
  const heap = JSON.parse(document.getElementById('rest').textContent);
  const length = heap.objects, nodes = name => numbersIn(bytes[name], length), edges = name => numbersIn(bytes[name], heap.edge_count);
  Object.assign(heap, {length, type: nodes('type'), number: nodes('number'), size: nodes('size'), count: nodes('count'), outside: nodes('outside'), flags: nodes('flags'), value: nodes('value'), way: edges('way'), open: edges('open')});
  heap.retained = numbersIn(bytes.retained, length, (kept, node) => Math.min(kept + heap.size[node], 0xffffffff));
  heap.dominator = numbersIn(bytes.dominator, length, (far, node) => far ? node + signed(far - 1) : NONE);
  heap.first = new Uint32Array(length + 1);
  nodes('edges').forEach((count, node) => { heap.first[node + 1] = heap.first[node] + count; });
  let holder = 0;
  heap.target = numbersIn(bytes.target, heap.edge_count, (far, edge) => {
    while (heap.first[holder + 1] <= edge) holder++;
    return holder + signed(Math.floor(far / 2)) + (far % 2 ? WEAK : 0);
  });
  return heap;
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
const lazily = make => { let made; return () => made ??= make(); };
function indicesOf(heap) {
  return {
    byDominator: lazily(() => sorted(heap.dominator, heap.length)),
    byType: lazily(() => sorted(heap.type, heap.types.length)),
    incoming: lazily(() => sorted(heap.target.map(target => target & ~WEAK), heap.length)),
  };
}

/** The holder of an edge. */
function holderOf(heap, edge) {
  let low = 0, high = heap.length;
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
    for (const edge of indices.incoming().of(here)) {
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
