// What is to be seen of a state: names, objects, what is reached and what is folded.

/** So many objects are all shown; of more, those around the step, unless others are asked for. */
const SHOWN = 40, NEAR = 26;
const OPENED = 200;

const isConstant = object => data.objects.get(object)?.sharing === 'constant';

/** The handles that are in no object. Those that a unit has to its constants are told apart. */
function outsideOf(state) {
  const names = [], lines = [], constants = [];
  for (const handle of state.handles.values()) {
    if (state.at.has(handle.handle) || !state.counts.has(handle.object)) continue;
    if (handle.name) names.push(handle);
    else if (isConstant(handle.object) || data.unitSites.has(handle.site) || data.kept.has(handle.handle)) constants.push(handle);
    else lines.push(handle);
  }
  const byAge = (a, b) => a.handle - b.handle;
  return {names: names.sort(byAge), lines: lines.sort(byAge), constants};
}

/** The edges of each holder. */
function edgesByHolder(state) {
  const holds = new Map();
  for (const edge of state.edges.values()) {
    const held = holds.get(edge.holder);
    if (held) held.push(edge); else holds.set(edge.holder, [edge]);
  }
  return holds;
}

/** What is reached from some objects. */
function reachedFrom(starts, holds) {
  const seen = new Set(starts), queue = [...seen];
  while (queue.length) for (const {object} of holds.get(queue.pop()) ?? []) if (!seen.has(object)) { seen.add(object); queue.push(object); }
  return seen;
}

/** Objects with more counts than handles that are known: something that was not recorded holds them. */
function heldUnseen(state, outside) {
  const known = new Map(), add = object => known.set(object, (known.get(object) || 0) + 1);
  for (const edge of state.edges.values()) add(edge.object);
  for (const handle of [...outside.names, ...outside.lines, ...outside.constants]) add(handle.object);
  return [...state.counts].filter(([object, count]) => count > (known.get(object) || 0)).map(([object]) => object);
}

/** The handles in objects that are not recorded themselves, as if they were outside. */
function holdersOf(state) {
  const edges = [...state.edges].filter(([, {holder, object}]) => !state.counts.has(holder) && state.counts.has(object));
  return edges.map(([key, {holder, place, object}]) => ({handle: key, object, site: 0, name: '', label: `${place} of ${nameOf(holder)}`}));
}

/** Everything about a state that drawing asks for. `focus` are objects to be seen first, `opened` types. */
function sight(state, focus, opened, withShared) {
  const outside = outsideOf(state), unseen = heldUnseen(state, outside), holds = edgesByHolder(state);
  const used = reachedFrom([...outside.names, ...outside.lines].map(handle => handle.object), holds);
  const alive = reachedFrom([...used, ...outside.constants.map(handle => handle.object), ...unseen], holds);
  const isGarbage = object => state.counts.has(object) && !alive.has(object);
  const isShared = object => !used.has(object) && !isGarbage(object) && !!data.objects.get(object)?.sharing;
  const all = [...state.counts.keys()];
  const wanted = all.filter(object => withShared || !isShared(object) || object === focus[0]);
  const shown = wanted.length <= SHOWN ? new Set(wanted) : nearest(wanted, state, focus, outside, opened);
  const folded = new Map();
  for (const object of wanted) if (!shown.has(object)) { const type = data.objects.get(object)?.type ?? '?'; folded.set(type, (folded.get(type) || 0) + 1); }
  return {state, outside, holders: holdersOf(state), holds, alive, isGarbage, shown, folded, hidden: all.length - wanted.length};
}

/** The objects around the focus, and those of types that were opened. */
function nearest(wanted, state, focus, outside, opened) {
  const near = new Map(), can = new Set(wanted), picked = new Set();
  const join = (a, b) => { if (!near.has(a)) near.set(a, []); near.get(a).push(b); };
  for (const edge of state.edges.values()) { join(edge.holder, edge.object); join(edge.object, edge.holder); }
  // A text that one field holds stands in the field.
  const isInField = object => !!data.objects.get(object)?.value && state.counts.get(object) === 1 && near.has(object) && !focus.includes(object);
  const queue = [...focus, ...outside.names.map(handle => handle.object)].filter(object => can.has(object));
  for (let at = 0; at < queue.length && picked.size < NEAR; at++) {
    if (picked.has(queue[at])) continue;
    picked.add(queue[at]);
    for (const next of (near.get(queue[at]) ?? []).slice(0, 12)) if (can.has(next) && !isInField(next)) queue.push(next);
  }
  for (const object of wanted) if (picked.size < NEAR && !isInField(object)) picked.add(object);
  for (const type of opened) {
    let more = OPENED;
    for (const object of wanted) if (more > 0 && data.objects.get(object)?.type === type && !picked.has(object)) { picked.add(object); more--; }
  }
  return picked;
}
