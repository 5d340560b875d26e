// Moving through the steps, and drawing the one that was moved to.

const $ = id => document.getElementById(id);
const data = read(JSON.parse($('data').textContent));
const chapters = chaptersOf(data), opened = new Set(), lines = stopsByLine(data);
const replay = new Replay(data), layout = new Layout(data, replay, lines), panel = new CodePanel();
let stops = lines, now = 0, chosen = 0, timer = 0, zoom = 0, drawn = false;

/** What has changed since the stop before: objects, edges, counts of before. */
function changesOf(before, applied) {
  const changes = {objects: new Set(), made: new Set(), edges: new Set(), values: new Set(), counts: new Map(), ended: new Map(), cleared: [], focus: []};
  for (let index = before; index < applied; index++) {
    const event = data.events[index], {kind, object} = event;
    for (const change of replay.became.get(index + 1) ?? []) { changes.values.add(keyOf(change.object, change.place)); changes.focus.push(change.object); }
    if (kind === KIND.set) { changes.edges.add(keyOf(event.number, data.texts[event.text])); changes.focus.push(event.number, object); }
    if (kind === KIND.dropped || kind === KIND.kept) changes.ended.set(event.handle, event);
    if (kind === KIND.made) changes.made.add(object);
    if (kind < KIND.freed || kind === KIND.named) { if (!isConstant(object) || kind === KIND.named) changes.focus.push(object); changes.objects.add(object); }
  }
  return changes;
}

/** The width of the picture's frame: asked for when the window changes, not at each step. */
let frameWidth = $('picture').clientWidth;

function draw() {
  const {applied, ran, next} = stops[now], before = now > 0 ? stops[now - 1].applied : 0, changes = changesOf(before, applied);
  const old = replay.at(before), gone = [...changes.ended.keys()].map(handle => old.handles.get(handle)).filter(handle => handle?.name && !old.at.has(handle.handle));
  for (const object of changes.objects) changes.counts.set(object, old.counts.get(object) ?? 0);
  const goneEdges = [...old.edges.values()].filter(edge => changes.objects.has(edge.object));
  const state = replay.at(applied);
  for (const [object, count] of changes.counts) if (count === state.counts.get(object)) { changes.counts.delete(object); changes.objects.delete(object); }
  const focus = [chosen, ...changes.focus.reverse()].filter((object, index) => !index || state.counts.has(object));
  const seen = sight(state, focus, opened, $('shared').checked);
  $('slider').value = now;
  $('slider').setAttribute('aria-valuetext', wordsOfStop(now));
  $('words').replaceChildren(...saidOfStop(now));
  $('back').disabled = $('first').disabled = now === 0;
  $('forward').disabled = $('last').disabled = now === stops.length - 1;
  $('chapter').value = String(chapters.findLastIndex(chapter => chapter.applied < applied));
  panel.show(ran, next, applied);
  showOutput(before, applied);
  drawGraph(seen, changes, gone, goneEdges);
  showEvents(before, applied, changes, state);
  showObject(chosen, seen, applied);
  showTimeline(replay, applied);
  if ($('types-part').open) showTypes(seen);
  if ($('sites-part').open) showSites(seen);
  if ($('text').open) showText(seen);
}

/** A stop in words: what was run, what comes next. */
function wordsOfStop(at) {
  const {applied, ran} = stops[at];
  if ($('grain').value) return applied ? wordsOf(data.events[applied - 1]) : `Before the first event: ${many(replay.live[0], 'object')}.`;
  if (at === 0) return 'Before the first step.';
  const line = siteOf(ran), events = data.events.slice(stops[at - 1].applied, applied);
  if (line) return `Ran ${shortSite(ran)}${textOfLine(ran) ? ': ' + textOfLine(ran) : ''}`;
  const told = events.filter(event => event.kind === KIND.collectionEnded).map(wordsOf), names = endedNames(at, events);
  if (names.length) told.unshift(`${names.length > 1 ? 'the names' : 'the name'} ${names.join(', ')} ${names.length > 1 ? 'end' : 'ends'}`);
  if (stops[at].next && !told.length) return 'The unit begins: its constants are made, or found.';
  const said = told.join('; ') || wordsOf(data.events[applied - 1]);
  return said[0].toUpperCase() + said.slice(1);
}
/** The names that end with some events. */
function endedNames(at, events) {
  const {handles} = replay.at(stops[at - 1].applied);
  return events.flatMap(event => event.kind === KIND.dropped && handles.get(event.handle)?.name || []);
}
function saidOfStop(at) {
  const {next, applied} = stops[at], said = [html('span', `Step ${$('grain').value ? data.lost + at : at} of ${stops.length - 1 + ($('grain').value ? data.lost : 0)}. ${wordsOfStop(at)}`)];
  const chapter = chapters.findLast(chapter => chapter.applied < applied);
  if (textOfLine(next)) said.push(html('span', `Next: ${textOfLine(next)}`, {class: 'soft'}));
  if (chapter) said.unshift(html('strong', chapter.text));
  return said;
}

/** Names, boxes, arrows. */
function drawGraph(seen, changes, gone, goneEdges) {
  const places = layout.of(seen.shown), columns = [], under = [], over = [], lanes = new Lanes(), ports = new Map();
  let right = FIRST_X + WIDTH + 60, bottom = 60;
  for (const [object, place] of places) {
    (columns[place.column] ??= []).push(place);
    const {box, ports: own} = drawBox(object, place, seen, changes, layout, object === chosen);
    for (const [key, port] of own) ports.set(key, {x: place.x + WIDTH, column: place.column, ...port});
    under.push(box);
    right = Math.max(right, place.x + WIDTH + 60);
    bottom = Math.max(bottom, place.y + place.height + 24);
  }
  const namesEnd = drawNames(seen, changes, gone, places, columns, lanes, under, over);
  const drawEdge = (edge, style) => {
    const from = ports.get(keyOf(edge.holder, edge.place)) ?? (places.has(edge.holder) ? {x: places.get(edge.holder).x + WIDTH, y: places.get(edge.holder).y + 24, column: places.get(edge.holder).column} : null);
    if (from && places.has(edge.object)) over.push(drawArrow(wayTo(from, places.get(edge.object), columns, lanes, keyOf(edge.holder, edge.place)), style, [edge.holder, edge.object]));
  };
  for (const [key, edge] of seen.state.edges) drawEdge(edge, changes.edges.has(key) ? 'changed' : '');
  for (const edge of goneEdges) if (!seen.state.edges.has(keyOf(edge.holder, edge.place))) drawEdge(edge, 'gone');
  bottom = Math.max(bottom, namesEnd);
  $('graph').replaceChildren(svg('title', {id: 'graph-title'}, `${many(seen.state.counts.size, 'object')}, ${many(seen.outside.names.length, 'name')}`), arrowHead(), ...under, ...over);
  showFolded(seen);
  size(right, bottom);
  afterwards(() => reveal(places, changes));
}
function drawNames(seen, changes, gone, places, columns, lanes, under, over) {
  let y = TOP;
  const row = (handle, style) => {
    under.push(drawName(handle, y, style));
    const target = places.get(handle.object);
    if (target && !style.includes('gone')) over.push(drawArrow(wayTo({x: 8 + NAMES_WIDTH, y: y + 12, column: -1}, target, columns, lanes, 'h' + handle.handle), style, ['h' + handle.handle, handle.object]));
    y += 30;
  };
  const isNew = handle => changes.objects.has(handle.object) ? 'changed' : '';
  const rows = [...seen.outside.names.slice(-FRAMES).map(handle => [handle, isNew(handle)]), ...gone.slice(0, 8).map(handle => [handle, 'gone'])].sort(([a], [b]) => a.handle - b.handle);
  if (rows.length) { under.push(text(8, y + 12, 'names', 'small')); y += 18; }
  for (const [handle, style] of rows) row(handle, style);
  const all = seen.outside.lines.filter(handle => places.has(handle.object)), lines = all.slice(-LINES);
  if (lines.length) { under.push(text(8, y + 14, `${all.length > LINES ? all.length + ' ' : ''}handles without a name`, 'small')); y += 20; }
  for (const handle of lines) row(handle, 'line ' + isNew(handle));
  const holders = seen.holders.filter(handle => places.has(handle.object)).slice(0, LINES);
  if (holders.length) { under.push(text(8, y + 14, 'in objects not recorded', 'small')); y += 20; }
  for (const handle of holders) row(handle, 'line ' + isNew(handle));
  return y + 10;
}
const FRAMES = 30, LINES = 12;

/** What is not drawn: types that can be opened, constants that can be shown. */
function showFolded(seen) {
  const buttons = [...seen.folded].sort((a, b) => b[1] - a[1]).slice(0, 8).map(([type, count]) => {
    const button = html('button', `+${count} ${short(type, 20)}`, {'data-type': type, title: `Show more ${short(type, 60)}`});
    button.addEventListener('click', () => { opened.add(type); draw(); });
    return button;
  });
  if (seen.hidden) buttons.push(html('span', `${many(seen.hidden, 'constant or cached object')} not shown`, {class: 'soft'}));
  $('folded').replaceChildren(...buttons);
}

/** The size of the picture: as large as it is, or as the window allows. */
function size(right, bottom) {
  const graph = $('graph'), fit = Math.min(1.25, (frameWidth - 4) / right, (innerHeight * 0.7) / bottom);
  const scale = zoom || Math.max(frameWidth < 600 ? 0.85 : 0.6, fit);
  graph.setAttribute('viewBox', `0 0 ${right} ${bottom}`);
  graph.setAttribute('width', Math.round(right * scale));
  graph.setAttribute('height', Math.round(bottom * scale));
  graph.dataset.scale = scale;
}
/** Scrolls to the object of the step. */
function reveal(places, changes) {
  const object = changes.focus.find(object => places.has(object)) ?? chosen, place = places.get(object), frame = $('picture');
  if (!place) return;
  const scale = Number($('graph').dataset.scale), [x, y] = [place.x * scale, place.y * scale];
  if (x < frame.scrollLeft || x + WIDTH * scale > frame.scrollLeft + frame.clientWidth) frame.scrollLeft = Math.max(0, x - frame.clientWidth / 2);
  if (y < frame.scrollTop || y + place.height * scale > frame.scrollTop + frame.clientHeight) frame.scrollTop = Math.max(0, y - frame.clientHeight / 3);
}

function go(to, quiet) {
  to = Math.max(0, Math.min(stops.length - 1, to));
  if (to === now && drawn) return;
  now = to;
  drawn = true;
  draw();
  const grain = $('grain').value;
  if (!quiet) history.replaceState(null, '', `#step=${now}${grain ? '&grain=' + grain : ''}`);
}
/** To the stop after so many events. */
function goTo(applied) { drawn = false; go(stops.findLastIndex(stop => stop.applied <= applied)); }
function goToEvent(applied) { if (!$('grain').value) setGrain('events'); goTo(applied); }
function setGrain(grain) {
  const {applied} = stops[now];
  $('grain').value = grain;
  stops = grain ? stopsByEvent(data) : lines;
  $('slider').max = stops.length - 1;
  now = 0;
  goTo(applied);
}
/** The step that the address names. */
function goToAddress() {
  const wanted = new URLSearchParams(location.hash.slice(1)), step = Number(wanted.get('step'));
  if ((wanted.get('grain') ?? '') !== $('grain').value) setGrain(wanted.get('grain') === 'events' ? 'events' : '');
  if (Number.isInteger(step)) go(step, true);
}
function playing(on) {
  clearInterval(timer);
  timer = 0;
  $('play').setAttribute('aria-pressed', String(on));
  $('play').textContent = on ? 'pause' : 'play';
  if (on) timer = setInterval(() => { go(now + 1); if (now === stops.length - 1) playing(false); }, 900);
}
function setZoom(to) {
  zoom = to && Math.max(0.2, Math.min(3, to));
  $('fit').setAttribute('aria-pressed', String(!zoom));
  draw();
}
function pick(target) {
  const box = target.closest?.('[data-object]');
  if (!box) return false;
  const object = Number(box.dataset.object);
  chosen = chosen === object ? 0 : object;
  draw();
  document.querySelector(`[data-object="${object}"] .button`)?.focus({preventScroll: true});
  return true;
}
/** Both ends of an arrow, or all arrows of an object, stand out. */
function point(target) {
  const arrow = target.closest?.('.edge'), box = target.closest?.('[data-object]'), graph = $('graph');
  graph.querySelectorAll('.pointed').forEach(part => part.classList.remove('pointed'));
  graph.classList.toggle('pointing', !!(arrow || box));
  const parts = arrow ? [arrow] : box ? [...graph.querySelectorAll(`[data-from="${box.dataset.object}"],[data-to="${box.dataset.object}"]`)] : [];
  for (const part of parts) {
    part.classList.add('pointed');
    for (const end of [part.dataset.from, part.dataset.to]) graph.querySelector(end.startsWith('h') ? `[data-handle="${CSS.escape(end.slice(1))}"]` : `[data-object="${end}"]`)?.classList.add('pointed');
  }
}

/** What keys do. */
const KEYS = {
  ArrowRight: () => go(now + 1), ArrowLeft: () => go(now - 1), Home: () => go(0), End: () => go(stops.length - 1),
  PageDown: () => go(now + 10), PageUp: () => go(now - 10), ' ': () => playing(!timer),
  '+': () => setZoom(Number($('graph').dataset.scale) * 1.25), '-': () => setZoom(Number($('graph').dataset.scale) / 1.25), 0: () => setZoom(0),
};
document.addEventListener('keydown', event => {
  if (event.altKey || event.ctrlKey || event.metaKey) return;
  const {target, key} = event;
  if ((key === 'Enter' || key === ' ') && target.closest('[data-object]')) { pick(target); event.preventDefault(); return; }
  if (target.matches('input,select') || (key === ' ' && target.matches('button,summary')) || !KEYS[key]) return;
  KEYS[key]();
  event.preventDefault();
});
$('slider').addEventListener('input', event => go(Number(event.target.value)));
$('first').addEventListener('click', () => go(0));
$('back').addEventListener('click', () => go(now - 1));
$('forward').addEventListener('click', () => go(now + 1));
$('last').addEventListener('click', () => go(stops.length - 1));
$('play').addEventListener('click', () => playing(!timer));
$('grain').addEventListener('change', event => setGrain(event.target.value));
$('chapter').addEventListener('change', event => { const chapter = chapters[event.target.value]; if (chapter) { drawn = false; go(stops.findIndex(stop => stop.applied > chapter.applied)); } });
$('shared').addEventListener('change', draw);
$('zoom-in').addEventListener('click', KEYS['+']);
$('zoom-out').addEventListener('click', KEYS['-']);
$('fit').addEventListener('click', KEYS[0]);
for (const part of ['text', 'types-part', 'sites-part', 'events-part']) $(part).addEventListener('toggle', draw);
$('graph').addEventListener('click', event => pick(event.target));
$('graph').addEventListener('pointerover', event => point(event.target));
$('graph').addEventListener('focusin', event => point(event.target));
$('graph').addEventListener('pointerleave', () => point(document.body));
/* The picture is dragged. */
let grip = null;
$('picture').addEventListener('pointerdown', event => { if (event.pointerType === 'mouse' && !event.target.closest('[data-object]')) grip = {x: event.clientX, y: event.clientY, left: $('picture').scrollLeft, top: $('picture').scrollTop}; });
addEventListener('pointermove', event => { if (grip) { $('picture').scrollLeft = grip.left + grip.x - event.clientX; $('picture').scrollTop = grip.top + grip.y - event.clientY; } });
addEventListener('pointerup', () => { grip = null; });
addEventListener('resize', () => { frameWidth = $('picture').clientWidth; draw(); });
addEventListener('hashchange', goToAddress);

$('slider').max = stops.length - 1;
$('chapter').append(...[{text: chapters.length ? 'before the first' : 'none'}, ...chapters].map((chapter, index) => html('option', short(chapter.text, 60), {value: index - 1})));
$('chapter').parentElement.hidden = !chapters.length;
$('totals').textContent = `${many(stops.length - 1, 'step')}, ${many(data.events.length, 'event')}, ${many(data.objects.size, 'object')}${data.lost ? `; ${data.lost} earlier events were not kept` : ''}. Arrow keys, Home, End and Space move; + − 0 zoom.`;
goToAddress();
if (!drawn) go(0, true);
