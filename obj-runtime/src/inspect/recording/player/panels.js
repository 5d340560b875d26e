// The panels beside the picture: the object that was chosen, types, lines, times, words.

const LISTED = 100;

function chart(target, points, most, now, extra) {
  const width = 320, height = 60, end = data.events.length, x = at => 2 + (width - 4) * at / Math.max(1, end), y = value => height - 4 - (height - 10) * value / most;
  let path = '';
  points.forEach(([at, value], index) => { path += index ? `H${x(at).toFixed(1)}V${y(value).toFixed(1)}` : `M${x(at).toFixed(1)} ${y(value).toFixed(1)}`; });
  if (points.length) path += `H${x(end).toFixed(1)}`;
  target.setAttribute('viewBox', `0 0 ${width} ${height}`);
  target.setAttribute('width', '100%');
  target.replaceChildren(...(extra ? extra(x, height) : []), svg('path', {class: 'level', d: path}), svg('line', {class: 'now', x1: x(now), x2: x(now), y1: 0, y2: height}), text(4, 11, String(most), 'small most'));
}
/** The chart is drawn once; then only the line of the step moves. */
function showTimeline(replay, applied) {
  const line = $('timeline').querySelector('.now'), x = 2 + 316 * applied / Math.max(1, data.events.length);
  if (line) { line.setAttribute('x1', x); line.setAttribute('x2', x); return; }
  const spacing = Math.max(1, Math.ceil(replay.live.length / 1500));
  const points = replay.live.map((count, index) => [index, count]).filter(([index]) => index % spacing === 0);
  const most = replay.live.reduce((a, b) => Math.max(a, b), 1);
  const lines = (x, height) => data.events.flatMap((event, index) => event.kind === KIND.mark || event.kind === KIND.collectionBegan ? [[event, index]] : []).slice(0, 300)
    .map(([event, index]) => svg('line', {class: event.kind === KIND.mark ? 'marked' : 'collected', x1: x(index + 1), x2: x(index + 1), y1: 0, y2: height}, svg('title', {}, wordsOf(event))));
  chart($('timeline'), points, most, applied, lines);
}
function fill(table, rows) {
  $(table).tBodies[0].replaceChildren(...rows.map(([name, ...cells]) => {
    const row = html('tr');
    row.append(html('th', short(name, 60), {scope: 'row'}), ...cells.map(cell => html('td', cell)));
    return row;
  }));
}
function showTypes({state}) {
  const live = new Map();
  for (const object of state.counts.keys()) { const type = data.objects.get(object)?.type ?? '?'; live.set(type, (live.get(type) || 0) + 1); }
  const types = [...new Set([...live.keys(), ...state.made.keys()])].sort((a, b) => (live.get(b) || 0) - (live.get(a) || 0) || (a < b ? -1 : 1));
  fill('types', types.slice(0, LISTED).map(type => [type, live.get(type) || 0, state.made.get(type) || 0, state.freed.get(type) || 0]));
}
function showSites({outside}) {
  const sites = new Map();
  for (const handle of [...outside.names, ...outside.lines, ...outside.constants]) {
    const line = `${siteOf(handle.site) || 'before the recording'} → ${data.objects.get(handle.object)?.type ?? '?'}`;
    sites.set(line, (sites.get(line) || 0) + 1);
  }
  fill('sites', [...sites].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).slice(0, 50));
}

/** The account of the chosen object, and why names of it are or are not one object. */
function showObject(chosen, seen, applied) {
  $('object').hidden = !chosen;
  if (!chosen) return;
  const known = data.objects.get(chosen), count = seen.state.counts.get(chosen), {names, lines, constants} = seen.outside;
  const edges = [...seen.state.edges.values()].filter(edge => edge.object === chosen), handles = [...names, ...lines, ...constants].filter(handle => handle.object === chosen);
  $('object-name').textContent = nameWithValue(chosen);
  $('object-account').textContent = accountOf(known, count, edges.length, handles.length);
  $('object-holders').replaceChildren(...edges.slice(0, 50).map(edge => html('li', `${edge.place} of ${nameOf(edge.holder)}`)), ...handles.slice(0, 50).map(handle => html('li', holderOf(handle))));
  $('object-same').textContent = sameness(chosen, known, handles, seen);
  const history = data.events.flatMap((event, index) => event.object === chosen ? [index] : []);
  $('object-history').replaceChildren(...history.slice(0, 200).map(index => eventItem(index, applied)));
  const stairs = history.filter(index => data.events[index].kind < KIND.freed || data.events[index].kind === KIND.held);
  const points = [[0, known?.count ?? 0], ...stairs.map(index => [index + 1, data.events[index].number])];
  chart($('staircase'), points, Math.max(1, ...points.map(([, value]) => value)), applied);
}
function holderOf(handle) {
  const line = siteOf(handle.site);
  return `${handle.name ? `the name ${handle.name}, ` : data.kept.has(handle.handle) || data.unitSites.has(handle.site) ? 'the unit whose constant it is, ' : ''}${line ? 'taken at ' + line : 'from before the recording'}`;
}
function accountOf(known, count, edges, handles) {
  const made = siteOf(known?.site ?? 0), from = made ? `Made at ${made}. ` : '';
  if (count === undefined) return from + (known?.recorded ? 'It is not there at this step.' : 'Its own counts are not recorded.');
  if (!known?.recorded) return `${from}Refcount ${count}. Nothing happened to it in this recording.`;
  const rest = count - edges - handles;
  return `${from}Refcount ${count} = ${edges} from objects + ${handles} outside${rest > 0 ? ` + ${rest} kept by the runtime, or taken before the recording` : ''}.`;
}
function sameness(chosen, known, handles, seen) {
  const called = handles.filter(handle => handle.name).map(handle => handle.name), said = [];
  if (called.length > 1) said.push(`${called.join(' is ')}: True. They are one object${known?.sharing ? ', ' + REASONS[known.sharing] : ': one handle was cloned from the other'}.`);
  else if (known?.sharing) said.push(`It is ${REASONS[known.sharing]}.`);
  const alike = known?.value ? [...seen.state.counts.keys()].filter(object => object !== chosen && data.objects.get(object)?.value === known.value && data.objects.get(object)?.type === known.type) : [];
  for (const object of alike.slice(0, 5)) said.push(`${nameOf(object)} has an equal value and is another object: \`is\` gives False.`);
  return said.join(' ');
}
function eventItem(index, applied) {
  const item = html('li'), button = html('button', `${stepOf(index)}. ${short(wordsOf(data.events[index]), 200)}`);
  if (index === applied - 1) button.setAttribute('aria-current', 'step');
  button.addEventListener('click', () => goToEvent(index + 1));
  item.append(button);
  return item;
}
/** What has changed between two stops, and all events between them. */
function showEvents(before, applied, changes, state) {
  const events = data.events.slice(before, applied), said = [];
  for (const event of events) {
    const {kind, object} = event, text = data.texts[event.text];
    if (kind === KIND.named && state.handles.has(event.handle)) said.push(`${text} is ${nameWithValue(object)}`);
    if (kind === KIND.set) said.push(`${text} of ${nameOf(event.number)} holds ${nameWithValue(object)}`);
    if (kind === KIND.cleared) said.push(`${text} of ${nameOf(event.number)} no longer holds ${nameWithValue(object)}`);
    if (kind === KIND.freed && !changes.made.has(object)) said.push(`${nameWithValue(object)} is freed`);
    if (kind === KIND.collectionEnded) said.push(wordsOf(event));
  }
  for (let index = before + 1; index <= applied; index++) for (const {object, place, text} of replay.became.get(index) ?? []) {
    if (text && !changes.made.has(object)) said.push(`${place} of ${nameOf(object)} is ${text}`);
  }
  for (const [object, was] of changes.counts) if (state.counts.has(object)) said.push(`refcount of ${nameWithValue(object)}: ${was} → ${state.counts.get(object)}`);
  $('changes').replaceChildren(...(said.length ? said.slice(0, 40).map(line => html('li', line)) : [html('li', 'No object, name or count has changed.', {class: 'soft'})]));
  const indices = events.map((event, index) => before + index).slice(-200);
  $('all-events').textContent = `All events (${events.length})`;
  $('events').replaceChildren(...($('events-part').open ? indices.map(index => eventItem(index, applied)) : []));
}
function showText(seen) {
  const lines = seen.outside.names.slice(0, LISTED).map(handle => `${handle.name} is ${nameWithValue(handle.object)}`);
  for (const handle of seen.outside.lines.slice(0, LISTED)) lines.push(`${siteOf(handle.site) || 'a handle from before'} holds ${nameWithValue(handle.object)}`);
  for (const object of seen.shown) lines.push(labelOf(object, seen));
  for (const [type, count] of seen.folded) lines.push(`and ${count} more ${type}`);
  $('text-list').replaceChildren(...lines.map(line => html('li', line)));
}
