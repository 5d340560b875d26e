// What there was after so many events: counts, handles, edges.

const keyOf = (holder, place) => holder + '/' + place;

/** The state before the first event. */
function startOf(recording) {
  const state = {counts: new Map(), handles: new Map(), edges: new Map(), at: new Map(), values: new Map(), made: new Map(), freed: new Map()};
  for (const {object, count} of recording.objects.values()) if (count > 0) state.counts.set(object, count);
  for (const handle of recording.early) state.handles.set(handle.handle, handle);
  for (const edge of recording.edges) setEdge(state, edge);
  for (const change of recording.became) if (!change.at) setValue(state, change);
  return state;
}
function copyOf(state) {
  return Object.fromEntries(Object.entries(state).map(([name, map]) => [name, new Map(map)]));
}
function setEdge(state, edge) {
  if (edge.handle && state.at.has(edge.handle)) clearEdge(state, state.at.get(edge.handle));
  const key = keyOf(edge.holder, edge.place);
  clearEdge(state, key);
  state.edges.set(key, edge);
  if (edge.handle) state.at.set(edge.handle, key);
}
/** A plain value of an object. */
function setValue(state, {object, place, text}) {
  if (text) state.values.set(keyOf(object, place), text); else state.values.delete(keyOf(object, place));
}
function clearEdge(state, key) {
  const edge = state.edges.get(key);
  if (edge?.handle) state.at.delete(edge.handle);
  state.edges.delete(key);
}
function count(map, object) {
  const type = data.objects.get(object)?.type ?? '?';
  map.set(type, (map.get(type) || 0) + 1);
}

/** Applies an event to a state. */
function apply(state, event) {
  const {kind, object, handle, number} = event;
  if (takes(kind)) {
    state.counts.set(object, number);
    state.handles.set(handle, {handle, object, site: event.site, name: ''});
    if (kind === KIND.made) count(state.made, object);
  } else if (kind === KIND.dropped || kind === KIND.kept) {
    state.counts.set(object, number);
    state.handles.delete(handle);
    if (state.at.has(handle)) clearEdge(state, state.at.get(handle));
  } else if (kind === KIND.held) {
    state.counts.set(object, number);
  } else if (kind === KIND.freed) {
    state.counts.delete(object);
    count(state.freed, object);
    for (const [key, edge] of state.edges) if (edge.holder === object) clearEdge(state, key);
  } else if (kind === KIND.set) {
    setEdge(state, {holder: number, place: data.texts[event.text], object, handle});
  } else if (kind === KIND.cleared) {
    clearEdge(state, keyOf(number, data.texts[event.text]));
  } else if (kind === KIND.named) {
    const named = state.handles.get(handle) ?? {handle: -object, object, site: 0};
    state.handles.set(named.handle, {...named, name: data.texts[event.text]});
  }
}

/** Finds the state after any number of events; the last one found is near. */
class Replay {
  constructor(recording) {
    this.events = recording.events;
    this.spacing = Math.max(64, Math.ceil(this.events.length / 60));
    this.checkpoints = [];
    this.became = new Map();
    for (const change of recording.became) if (change.at) {
      const at = this.became.get(change.at);
      if (at) at.push(change); else this.became.set(change.at, [change]);
    }
    this.live = [0];
    const state = startOf(recording);
    this.live[0] = state.counts.size;
    this.events.forEach((event, index) => {
      if (index % this.spacing === 0) this.checkpoints.push(copyOf(state));
      this.step(state, index);
      this.live.push(state.counts.size);
    });
    if (!this.checkpoints.length) this.checkpoints.push(copyOf(state));
    this.last = null;
  }

  /** Goes one event on, and to the values that were found after it. */
  step(state, index) {
    apply(state, this.events[index]);
    for (const change of this.became.get(index + 1) ?? []) setValue(state, change);
  }

  /** The state after so many events. It is changed by the next call. */
  at(applied) {
    const near = Math.min(Math.floor(applied / this.spacing), this.checkpoints.length - 1);
    if (!this.last || this.last.applied > applied || this.last.applied < near * this.spacing) {
      this.last = {applied: near * this.spacing, state: copyOf(this.checkpoints[near])};
    }
    const {state} = this.last;
    for (let index = this.last.applied; index < applied; index++) this.step(state, index);
    this.last.applied = applied;
    return state;
  }
}
