'use strict';
(() => {
const data = JSON.parse(document.getElementById('data').textContent);
const KIND = ['Made', 'Cloned', 'Read', 'Found', 'OfRaw', 'Dropped', 'Kept', 'Freed', 'Set', 'Cleared', 'CollectionBegan', 'CollectionEnded', 'Mark', 'Named'];
const MADE = 0, DROPPED = 5, KEPT = 6, FREED = 7, SET = 8, CLEARED = 9, BEGAN = 10, MARK = 12, NAMED = 13, HELD = 14;
const SHOWN = 200, FRAMES = 40, LISTED = 200;
const $ = id => document.getElementById(id);
const events = data.events.map(([step, kind, object, handle, number, site, text, words]) => ({step, kind, object, handle, number, site, text, words}));
const known = new Map(data.objects.map(([serial, type, site, count]) => [serial, {serial, type: data.types[type], site, count}]));
const nameOf = serial => { const o = known.get(serial); return o ? `${o.type} #${serial}` : `#${serial}`; };
const siteOf = index => index < 0 ? '' : data.sites[index];

/* Places in their natural order: items[2] before items[10]. */
const byPlace = new Intl.Collator('en', {numeric: true});
const early = [...data.edges].sort((a, b) => a[0] - b[0] || byPlace.compare(a[1], b[1]));

/* The state before the first event; `play` applies an event to a state. */
function start() {
  const state = {counts: new Map(), handles: new Map(), edges: new Map(), at: new Map(), made: new Map(), freed: new Map()};
  for (const o of known.values()) if (o.count > 0) state.counts.set(o.serial, o.count);
  for (const [handle, object, site] of data.early) state.handles.set(handle, {handle, object, site, name: ''});
  for (const [holder, place, object, handle] of early) addEdge(state, holder, place, object, handle);
  return state;
}
function copy(s) {
  return {counts: new Map(s.counts), handles: new Map(s.handles), edges: new Map(s.edges), at: new Map(s.at), made: new Map(s.made), freed: new Map(s.freed)};
}
const keyOf = (holder, place) => holder + '/' + place;
function addEdge(s, holder, place, object, handle) {
  const key = keyOf(holder, place);
  removeEdge(s, key);
  s.edges.set(key, {holder, place, object, handle});
  if (handle) s.at.set(handle, key);
}
function removeEdge(s, key) {
  const edge = s.edges.get(key);
  if (edge && edge.handle) s.at.delete(edge.handle);
  s.edges.delete(key);
}
function play(s, e) {
  if (e.kind < DROPPED) {
    s.counts.set(e.object, e.number);
    s.handles.set(e.handle, {handle: e.handle, object: e.object, site: e.site, name: ''});
    if (e.kind === MADE) add(s.made, e.object);
  } else if (e.kind === DROPPED || e.kind === KEPT) {
    s.counts.set(e.object, e.number);
    s.handles.delete(e.handle);
    if (s.at.has(e.handle)) removeEdge(s, s.at.get(e.handle));
  } else if (e.kind === FREED) {
    s.counts.delete(e.object);
    add(s.freed, e.object);
    for (const [key, edge] of s.edges) if (edge.holder === e.object) removeEdge(s, key);
  } else if (e.kind === SET) {
    if (s.at.has(e.handle)) removeEdge(s, s.at.get(e.handle));
    addEdge(s, e.number, data.texts[e.text], e.object, e.handle);
  } else if (e.kind === CLEARED) {
    removeEdge(s, keyOf(e.number, data.texts[e.text]));
  } else if (e.kind === HELD) {
    s.counts.set(e.object, e.number);
  } else if (e.kind === NAMED) {
    const h = s.handles.get(e.handle);
    if (h) s.handles.set(e.handle, {...h, name: data.texts[e.text]});
  }
}
function add(map, object) {
  const o = known.get(object), type = o ? o.type : '?';
  map.set(type, (map.get(type) || 0) + 1);
}

/* One pass: checkpoints, live counts, and where each box stays for the whole recording. */
const spacing = Math.max(64, Math.ceil(events.length / 60));
const checkpoints = [];
const live = new Array(events.length + 1);
const born = new Map(), ended = new Map(), union = new Map(), named = new Set();
const ROWS = 6, WIDTH = 165, rows = new Map();
const frameBorn = new Map(), frameEnded = new Map();
{
  const s = start();
  for (const serial of s.counts.keys()) born.set(serial, 0);
  for (const h of s.handles.keys()) frameBorn.set(h, 0);
  for (const e of s.edges.values()) join(e.holder, e.object, e.place);
  live[0] = s.counts.size;
  events.forEach((e, i) => {
    if (i % spacing === 0) checkpoints.push(copy(s));
    play(s, e);
    live[i + 1] = s.counts.size;
    if (e.object && !born.has(e.object)) born.set(e.object, i + 1);
    if (e.kind < DROPPED) frameBorn.set(e.handle, i + 1);
    if (e.kind === DROPPED || e.kind === KEPT) frameEnded.set(e.handle, i + 1);
    if (e.kind === FREED) ended.set(e.object, i + 1);
    if (e.kind === SET) join(e.number, e.object, data.texts[e.text]);
    if (e.kind === NAMED) named.add(e.object);
  });
  if (!checkpoints.length) checkpoints.push(copy(s));
}
function join(holder, object, place) {
  if (!rows.has(holder)) rows.set(holder, new Map());
  const names = rows.get(holder);
  if (!names.has(place)) names.set(place, names.size);
  if (!union.has(holder)) union.set(holder, new Set());
  union.get(holder).add(object);
}
const place = new Map();
{
  const rank = new Map(), order = [...born.keys()].sort((a, b) => born.get(a) - born.get(b) || a - b);
  const held = new Set(); for (const targets of union.values()) for (const t of targets) held.add(t);
  const roots = [...order.filter(o => named.has(o)), ...order.filter(o => !held.has(o)), ...order];
  for (const root of roots) {
    if (rank.has(root)) continue;
    rank.set(root, 0);
    const queue = [root];
    for (let at = 0; at < queue.length; at++) for (const next of union.get(queue[at]) || []) if (!rank.has(next)) { rank.set(next, Math.min(rank.get(queue[at]) + 1, 7)); queue.push(next); }
  }
  const columns = [];
  for (const o of order) {
    const column = columns[rank.get(o)] ||= [];
    const height = 44 + 15 * Math.min(rows.get(o)?.size ?? 0, ROWS);
    let slot = column.find(slot => slot.end <= born.get(o) && slot.height >= height);
    if (!slot) { const below = column.at(-1); slot = {y: below ? below.y + below.height + 20 : 16, height}; column.push(slot); }
    slot.end = ended.get(o) ?? Infinity;
    place.set(o, {x: 270 + rank.get(o) * 225, y: slot.y, height});
  }
}
const framePlace = new Map();
{
  const rows = [];
  for (const h of [...frameBorn.keys()].sort((a, b) => a - b)) {
    let row = rows.findIndex(end => end <= frameBorn.get(h));
    if (row < 0) row = rows.length;
    rows[row] = frameEnded.get(h) ?? Infinity;
    framePlace.set(h, row);
  }
}
function stateAt(step) {
  const index = Math.min(Math.floor(step / spacing), checkpoints.length - 1);
  const s = copy(checkpoints[index]);
  for (let i = index * spacing; i < step; i++) play(s, events[i]);
  return s;
}

/* Drawing. All text goes in as text, never as markup. */
function svg(tag, attributes, text) {
  const e = document.createElementNS('http://www.w3.org/2000/svg', tag);
  for (const k in attributes) e.setAttribute(k, attributes[k]);
  if (text !== undefined) e.textContent = text;
  return e;
}
function html(tag, text, attributes) {
  const e = document.createElement(tag);
  if (text !== undefined) e.textContent = text;
  for (const k in attributes || {}) e.setAttribute(k, attributes[k]);
  return e;
}
const short = (text, n) => { const c = [...text]; return c.length > n ? c.slice(0, n - 1).join('') + '…' : text; };
let now = 0, chosen = 0, timer = 0;

function outsideOf(s) { return [...s.handles.values()].filter(h => !s.at.has(h.handle) && s.counts.has(h.object)); }
function reachable(s, outside) {
  const holds = new Map(), known = new Map();
  for (const e of s.edges.values()) { if (!holds.has(e.holder)) holds.set(e.holder, []); holds.get(e.holder).push(e.object); known.set(e.object, (known.get(e.object) || 0) + 1); }
  for (const h of outside) known.set(h.object, (known.get(h.object) || 0) + 1);
  const seen = new Set(outside.map(h => h.object));
  for (const [o, count] of s.counts) if (count > (known.get(o) || 0)) seen.add(o);
  const queue = [...seen];
  while (queue.length) for (const next of holds.get(queue.pop()) || []) if (!seen.has(next)) { seen.add(next); queue.push(next); }
  return seen;
}
function choose(s, event, outside) {
  const all = [...s.counts.keys()];
  if (all.length <= SHOWN) return new Set(all);
  const near = new Map();
  for (const e of s.edges.values()) for (const [a, b] of [[e.holder, e.object], [e.object, e.holder]]) { if (!near.has(a)) near.set(a, []); near.get(a).push(b); }
  const picked = new Set(), queue = [chosen, event ? event.object : 0, event ? event.number : 0, ...outside.slice(-FRAMES).map(h => h.object), ...all].filter(o => s.counts.has(o));
  for (let at = 0; at < queue.length && picked.size < SHOWN; at++) {
    if (picked.has(queue[at])) continue;
    picked.add(queue[at]);
    if (at < 4) queue.splice(at + 1, 0, ...(near.get(queue[at]) || []).slice(0, 60));
  }
  return picked;
}

function draw() {
  const event = now > 0 ? events[now - 1] : null, s = stateAt(now);
  const before = event && (event.kind === CLEARED || event.kind === DROPPED) ? stateAt(now - 1) : null;
  $('slider').value = now;
  $('slider').setAttribute('aria-valuetext', event ? event.words : 'before the first step');
  $('words').textContent = event ? event.words : `Before the first step: ${s.counts.size} objects.`;
  $('back').disabled = $('first').disabled = now === 0;
  $('forward').disabled = $('last').disabled = now === events.length;
  const outside = outsideOf(s).sort((a, b) => a.handle - b.handle), reached = reachable(s, outside), shown = choose(s, event, outside);
  drawGraph(s, before, event, outside, reached, shown);
  drawTypes(s);
  drawSites(outside);
  drawObject(s, outside);
  drawTimeline();
  drawEvents();
  if ($('text').open) drawText(s, outside, reached, shown);
}
function drawGraph(s, before, event, outside, reached, shown) {
  const graph = $('graph'), parts = [], over = [];
  let right = 460, bottom = 80;
  const centre = o => place.get(o) || {x: 270, y: 16, height: 44};
  const rowOf = (o, name) => Math.min(rows.get(o)?.get(name) ?? 0, ROWS - 1);
  const changedKey = event && (event.kind === SET || event.kind === CLEARED) ? keyOf(event.number, data.texts[event.text]) : '';
  const drawEdge = (edge, style) => {
    const a = centre(edge.holder), b = centre(edge.object), left = b.x < a.x, same = b.x === a.x;
    const x1 = left ? a.x : a.x + WIDTH, y1 = a.y + 49 + 15 * rowOf(edge.holder, edge.place);
    const x2 = left || same ? b.x + WIDTH : b.x, y2 = b.y + (left ? 30 : same ? 10 : 22), bend = same ? 40 : Math.max(25, Math.abs(x2 - x1) / 2);
    over.push(svg('path', {class: 'edge ' + style, d: `M${x1} ${y1}C${left ? x1 - bend : x1 + bend} ${y1} ${left || same ? x2 + bend : x2 - bend} ${y2} ${x2} ${y2}`, 'marker-end': 'url(#arrow)'}));
  };
  for (const [key, edge] of s.edges) if (shown.has(edge.holder) && shown.has(edge.object)) drawEdge(edge, key === changedKey ? 'changed' : '');
  if (before) for (const [key, edge] of before.edges) if (!s.edges.has(key) && shown.has(edge.holder) && shown.has(edge.object)) drawEdge(edge, 'gone');
  const frames = outside.filter(h => shown.has(h.object)), listed = frames.slice(-FRAMES);
  for (const h of listed) {
    const y = 16 + Math.min(framePlace.get(h.handle) ?? 0, FRAMES * 2) * 40, label = h.name || siteOf(h.site), isNew = event && event.handle === h.handle && event.kind !== SET;
    bottom = Math.max(bottom, y + 50);
    const g = svg('g', {class: 'frame' + (isNew ? ' changed' : '')});
    g.append(svg('title', {}, `${label}${h.name ? ', taken at ' + siteOf(h.site) : ''}: handle to ${nameOf(h.object)}`), svg('rect', {x: 8, y, width: 170, height: 30, rx: 4}), svg('text', {x: 16, y: y + 19}, shortEnd(label, 24)));
    const b = centre(h.object);
    parts.push(svg('path', {class: 'edge' + (isNew ? ' changed' : ''), d: `M178 ${y + 15}C220 ${y + 15} ${b.x - 40} ${b.y + 22} ${b.x} ${b.y + 22}`, 'marker-end': 'url(#arrow)'}), g);
  }
  if (frames.length > listed.length) parts.push(fold(8, bottom, `+${frames.length - listed.length} more handles`)), bottom += 40;
  for (const o of shown) {
    const {x, y} = centre(o), count = s.counts.get(o), changed = event && event.object === o;
    right = Math.max(right, x + 230); bottom = Math.max(bottom, y + centre(o).height + 24);
    const g = svg('g', {class: 'box' + (changed ? ' changed' : '') + (reached.has(o) ? '' : ' garbage') + (o === chosen ? ' chosen' : ''), tabindex: 0, role: 'button', 'data-object': o, 'aria-label': `${nameOf(o)}, refcount ${count}${reached.has(o) ? '' : ', not reached from outside'}`});
    const {height} = centre(o);
    g.append(svg('rect', {x, y, width: WIDTH, height, rx: 6}), svg('text', {x: x + 10, y: y + 19}, short(nameOf(o), 22)), svg('text', {class: 'small count', x: x + 10, y: y + 36}, `refcount ${count}${reached.has(o) ? '' : ' · garbage'}`));
    const names = [...(rows.get(o) || [])], now = new Map();
    for (const [name] of names) if (s.edges.has(keyOf(o, name))) now.set(rowOf(o, name), (now.get(rowOf(o, name)) || []).concat(name));
    for (const [row, held] of now) {
      const isNew = held.some(name => keyOf(o, name) === changedKey);
      g.append(svg('line', {class: 'rule', x1: x, x2: x + WIDTH, y1: y + 41 + 15 * row, y2: y + 41 + 15 * row}), svg('text', {class: 'small row' + (isNew ? ' changed' : ''), x: x + 10, y: y + 53 + 15 * row}, short(held[0], 18) + (held.length > 1 ? ` and ${held.length - 1} more` : '')));
    }
    parts.push(g);
  }
  const folded = new Map();
  for (const o of s.counts.keys()) if (!shown.has(o)) { const t = known.get(o)?.type ?? '?'; folded.set(t, (folded.get(t) || 0) + 1); }
  let x = 270;
  for (const [type, count] of [...folded].sort((a, b) => b[1] - a[1]).slice(0, 8)) { parts.push(fold(x, bottom, `+${count} more ${short(type, 14)}`)); x += 180; right = Math.max(right, x); }
  if (folded.size) bottom += 44;
  const arrow = svg('defs', {});
  const marker = svg('marker', {id: 'arrow', viewBox: '0 0 8 8', refX: 8, refY: 4, markerUnits: 'userSpaceOnUse', markerWidth: 9, markerHeight: 9, orient: 'auto'});
  marker.append(svg('path', {d: 'M0 0L8 4L0 8z', fill: 'context-stroke'}));
  arrow.append(marker);
  graph.replaceChildren(svg('title', {id: 'graph-title'}, `${s.counts.size} objects, ${outside.length} handles outside`), arrow, ...parts, ...over);
  graph.setAttribute('width', right); graph.setAttribute('height', bottom); graph.setAttribute('viewBox', `0 0 ${right} ${bottom}`);
}
const shortEnd = (text, n) => { const c = [...text]; return c.length > n ? '…' + c.slice(c.length - n + 1).join('') : text; };
function fold(x, y, text) {
  const g = svg('g', {class: 'fold'});
  g.append(svg('rect', {x, y, width: 170, height: 30, rx: 4}), svg('text', {x: x + 10, y: y + 19}, text));
  return g;
}
function drawTypes(s) {
  const liveBy = new Map();
  for (const o of s.counts.keys()) { const t = known.get(o)?.type ?? '?'; liveBy.set(t, (liveBy.get(t) || 0) + 1); }
  const types = [...new Set([...liveBy.keys(), ...s.made.keys()])].sort((a, b) => (liveBy.get(b) || 0) - (liveBy.get(a) || 0) || (a < b ? -1 : 1));
  $('types').tBodies[0].replaceChildren(...types.slice(0, LISTED).map(t => { const tr = html('tr'); tr.append(html('th', short(t, 60), {scope: 'row'}), html('td', liveBy.get(t) || 0), html('td', s.made.get(t) || 0), html('td', s.freed.get(t) || 0)); return tr; }));
}
function drawSites(outside) {
  const sites = new Map();
  for (const h of outside) { const k = siteOf(h.site) + ' → ' + (known.get(h.object)?.type ?? '?'); sites.set(k, (sites.get(k) || 0) + 1); }
  $('sites').tBodies[0].replaceChildren(...[...sites].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).slice(0, 50).map(([k, n]) => { const tr = html('tr'); tr.append(html('th', k, {scope: 'row'}), html('td', n)); return tr; }));
}
function drawObject(s, outside) {
  $('object').hidden = !chosen;
  if (!chosen) return;
  const o = known.get(chosen), count = s.counts.get(chosen);
  const edges = [...s.edges.values()].filter(e => e.object === chosen), handles = outside.filter(h => h.object === chosen);
  $('object-name').textContent = nameOf(chosen);
  const rest = (count || 0) - edges.length - handles.length;
  $('object-account').textContent = (o && o.site >= 0 ? `Made at ${siteOf(o.site)}. ` : '') + (count === undefined ? (born.get(chosen) <= now ? 'Freed.' : 'Not made yet.') : `Refcount ${count} = ${edges.length} from objects + ${handles.length} outside` + (rest > 0 ? ` + ${rest} kept by the runtime, or taken before the recording.` : '.'));
  $('object-holders').replaceChildren(...edges.slice(0, 50).map(e => html('li', `${e.place} of ${nameOf(e.holder)}`)), ...handles.slice(0, 50).map(h => html('li', `${h.name ? h.name + ', ' : ''}taken at ${siteOf(h.site)}`)));
  const history = events.map((e, i) => [e, i]).filter(([e]) => e.object === chosen);
  $('object-history').replaceChildren(...around(history.map(([, i]) => i), now - 1, 40).map(item));
  const stairs = history.filter(([e]) => e.kind < FREED);
  const most = Math.max(1, ...stairs.map(([e]) => e.number));
  const points = [[0, o ? o.count : 0], ...stairs.map(([e, i]) => [i + 1, e.number])];
  chart($('staircase'), points, most);
}
function chart(target, points, most, extra) {
  const w = 320, h = 60, x = i => 2 + (w - 4) * i / Math.max(1, events.length), y = v => h - 4 - (h - 10) * v / most;
  let d = '';
  points.forEach(([i, v], n) => { d += n ? `H${x(i).toFixed(1)}V${y(v).toFixed(1)}` : `M${x(i).toFixed(1)} ${y(v).toFixed(1)}`; });
  if (points.length) d += `H${x(events.length).toFixed(1)}`;
  target.setAttribute('viewBox', `0 0 ${w} ${h}`); target.setAttribute('width', '100%');
  target.replaceChildren(...(extra ? extra(x, h) : []), svg('path', {class: 'level', d}), svg('line', {class: 'now', x1: x(now), x2: x(now), y1: 0, y2: h}), svg('text', {class: 'small most', x: 4, y: 11}, String(most)));
}
const lively = (() => { const step = Math.max(1, Math.ceil(live.length / 1500)), points = []; for (let i = 0; i < live.length; i += step) points.push([i, live[i]]); return points; })();
const most = live.reduce((a, b) => Math.max(a, b), 1);
function drawTimeline() {
  chart($('timeline'), lively, most, (x, h) => events.flatMap((e, i) => e.kind === MARK || e.kind === BEGAN ? [i] : []).slice(0, 300).map(i => { const l = svg('line', {class: events[i].kind === MARK ? 'marked' : 'collected', x1: x(i + 1), x2: x(i + 1), y1: 0, y2: h}); l.append(svg('title', {}, events[i].words)); return l; }));
}
function around(indices, at, count) {
  let low = indices.findIndex(i => i >= at);
  if (low < 0) low = indices.length;
  low = Math.max(0, Math.min(low - (count >> 1), indices.length - count));
  return indices.slice(low, low + count);
}
function item(i) {
  const li = html('li'), b = html('button', short(events[i].words, 200));
  if (i === now - 1) b.setAttribute('aria-current', 'step');
  b.addEventListener('click', () => go(i + 1));
  li.append(b);
  return li;
}
function drawEvents() {
  const first = Math.max(0, Math.min(now - 8, events.length - 15));
  $('events').replaceChildren(...Array.from({length: Math.min(15, events.length)}, (_, n) => item(first + n)));
}
function drawText(s, outside, reached, shown) {
  const lines = [];
  for (const h of outside.slice(0, LISTED)) lines.push(`${h.name || siteOf(h.site)} holds ${nameOf(h.object)}`);
  for (const o of shown) {
    const held = [...s.edges.values()].filter(e => e.holder === o).slice(0, 20).map(e => `${e.place} holds ${nameOf(e.object)}`).join('; ');
    lines.push(`${nameOf(o)}, refcount ${s.counts.get(o)}${reached.has(o) ? '' : ', not reached from outside'}${held ? ': ' + held : ''}`);
  }
  if (s.counts.size > shown.size) lines.push(`and ${s.counts.size - shown.size} more objects`);
  $('text-list').replaceChildren(...lines.map(l => html('li', l)));
}

/* Moving through the steps. */
function go(step) {
  const to = Math.max(0, Math.min(events.length, step));
  if (to === now && drawn) return;
  now = to; drawn = true; draw();
}
let drawn = false;
function move(by) {
  const type = $('filter').value;
  let to = now + by;
  if (type) while (to > 0 && to < events.length && (known.get(events[to - 1].object)?.type ?? '') !== type) to += by;
  go(to);
}
function playing(on) {
  clearInterval(timer); timer = 0;
  $('play').setAttribute('aria-pressed', String(on)); $('play').textContent = on ? 'pause' : 'play';
  if (on) timer = setInterval(() => { move(1); if (now === events.length) playing(false); }, 700);
}
function pick(target) {
  const box = target.closest && target.closest('[data-object]');
  if (!box) return false;
  const object = Number(box.getAttribute('data-object'));
  chosen = chosen === object ? 0 : object;
  draw();
  const again = document.querySelector(`[data-object="${object}"]`);
  if (again) again.focus();
  return true;
}
$('slider').max = events.length;
$('slider').addEventListener('input', e => go(Number(e.target.value)));
$('first').addEventListener('click', () => go(0));
$('back').addEventListener('click', () => move(-1));
$('forward').addEventListener('click', () => move(1));
$('last').addEventListener('click', () => go(events.length));
$('play').addEventListener('click', () => playing(!timer));
$('text').addEventListener('toggle', () => draw());
$('graph').addEventListener('click', e => pick(e.target));
document.addEventListener('keydown', e => {
  if (e.altKey || e.ctrlKey || e.metaKey) return;
  const field = e.target.matches('input,select');
  if ((e.key === 'Enter' || e.key === ' ') && e.target.closest('[data-object]')) { pick(e.target); e.preventDefault(); return; }
  if (e.key === ' ' && e.target.matches('button,summary')) return;
  const keys = {ArrowRight: () => move(1), ArrowLeft: () => move(-1), Home: () => go(0), End: () => go(events.length), PageDown: () => go(now + 10), PageUp: () => go(now - 10), ' ': () => playing(!timer)};
  if (!keys[e.key] || field) return;
  keys[e.key](); e.preventDefault();
});
for (const type of [...new Set([...known.values()].map(o => o.type))].sort()) $('filter').append(html('option', 'steps of ' + short(type, 40), {value: type}));
$('totals').textContent = `${events.length} steps, ${known.size} objects` + (data.lost ? `; ${data.lost} earlier events were not kept` : '') + '. Arrow keys, Home, End and Space move.';
document.documentElement.dataset.kinds = KIND.length;
go(0);
})();
