// Names and objects as SVG. All text goes in as text, never as markup.

function svg(tag, attributes, ...inside) {
  const element = document.createElementNS('http://www.w3.org/2000/svg', tag);
  for (const name in attributes) element.setAttribute(name, attributes[name]);
  element.append(...inside.map(part => part instanceof Node ? part : String(part)));
  return element;
}
function html(tag, text, attributes) {
  const element = document.createElement(tag);
  if (text !== undefined) element.textContent = text;
  for (const name in attributes ?? {}) element.setAttribute(name, attributes[name]);
  return element;
}
const text = (x, y, words, className = '') => svg('text', {x, y, class: className}, words);

/** What is said of an object beside its type, in words. */
function marksOf(object, seen) {
  const known = data.objects.get(object), marks = [];
  if (seen.isGarbage(object)) marks.push('garbage');
  if (known?.sharing) marks.push(known.sharing);
  if (known?.immortal) marks.push('immortal');
  return marks;
}
function labelOf(object, seen) {
  const count = seen.state.counts.get(object), held = (seen.holds.get(object) ?? []).slice(0, 12);
  const said = [nameWithValue(object), count === undefined ? 'not recorded' : `refcount ${count}`, ...marksOf(object, seen)];
  const names = seen.outside.names.filter(handle => handle.object === object).map(handle => handle.name);
  if (names.length) said.push(`called ${names.join(' and ')}`);
  const values = [...(data.valuePlaces.get(object) ?? [])].slice(0, 12).map(place => [place, seen.state.values.get(keyOf(object, place))]).filter(([, value]) => value);
  return said.concat(values.map(([place, value]) => `${place ? place + ' is ' : ''}${value}`), held.map(edge => `${edge.place} holds ${nameOf(edge.object)}`)).join(', ');
}

/** A box, and where the arrow of each of its places begins. */
function drawBox(object, place, seen, changes, layout, isChosen) {
  const {x, y, height} = place, known = data.objects.get(object), count = seen.state.counts.get(object), marks = marksOf(object, seen);
  const isPlain = !!known?.value, classes = ['box', isPlain ? 'plain' : SEQUENCES.has(known?.type) ? 'sequence' : 'fields', ...marks];
  if (changes.objects.has(object)) classes.push('changed');
  if (changes.made.has(object)) classes.push('made');
  if (isChosen) classes.push('chosen');
  const box = svg('g', {class: classes.join(' '), 'data-object': object});
  box.append(svg('rect', {class: 'body', x, y, width: WIDTH, height, rx: isPlain ? 14 : known?.sharing === 'constant' ? 0 : 5}));
  if (known?.sharing) box.append(svg('rect', {class: 'inner', x: x + 3, y: y + 3, width: WIDTH - 6, height: height - 6, rx: isPlain ? 11 : 2}));
  const head = isPlain ? known.value : known?.type ?? '?';
  box.append(text(x + 12, y + 17, short(head, isPlain ? 19 : 15), isPlain ? 'value' : 'type'));
  const under = [isPlain ? `${short(known.type, 12)} #${object}` : [`#${object}`, seen.state.values.get(keyOf(object, ''))].filter(part => part).join(' · '), ...marks].join(' · ');
  box.append(text(x + 12, y + 32, short(under, 26), 'small'));
  if (count !== undefined) box.append(drawCount(x + WIDTH - 6, y + 6, count, changes.counts.get(object)));
  const ports = new Map();
  if (!isPlain) drawRows(box, object, place, seen.state, changes, layout, ports);
  // The button says it all, in the order of speech.
  for (const part of box.children) part.setAttribute('aria-hidden', 'true');
  box.prepend(svg('rect', {class: 'button', x, y, width: WIDTH, height, rx: 5, tabindex: 0, role: 'button', 'aria-label': labelOf(object, seen)}));
  return {box, ports};
}
function drawCount(right, y, count, before) {
  const words = before === undefined || before === count ? `${count}` : `${before}→${count}`, width = 10 + 7 * words.length;
  const group = svg('g', {class: 'count' + (before === undefined || before === count ? '' : ' changed')}, svg('title', {}, `refcount ${count}`));
  group.append(svg('rect', {x: right - width, y, width, height: 16, rx: 8}), text(right - width / 2, y + 12, words, 'centre'));
  return group;
}
function drawRows(box, object, place, state, changes, layout, ports) {
  const {x} = place;
  let y = place.y + 38;
  for (const row of layout.rows(object).slice(0, FIELDS)) {
    if (row.isCells) { y = drawCells(box, object, row, x, y, state, changes, ports); continue; }
    drawRow(box, object, row, x, y, state, changes, ports);
    y += ROW;
  }
}
/** A field, or an entry of a map as a row of a table. */
function drawRow(box, object, row, x, y, state, changes, ports) {
  const key = keyOf(object, row.places[0]), isSet = state.edges.has(key), value = valueAt(state, key), isNew = changes.edges.has(key) || changes.values.has(key);
  // Of an entry that is gone, or is to come, only the place is there.
  if (row.isEntry && !isSet && !value) return void box.append(svg('rect', {class: 'cell', x: x + 4, y, width: WIDTH - 8, height: ROW - 2}));
  const name = row.isEntry ? row.name.slice(1, -1) : row.name, changed = isNew ? ' changed' : '', middle = x + WIDTH * 0.55;
  box.append(svg('rect', {class: 'cell' + changed, x: x + 4, y, width: WIDTH - 8, height: ROW - 2}), text(x + 10, y + 13, shortEnd(name, row.isEntry ? 13 : 20), (row.isEntry ? 'inside' : 'small') + changed));
  if (row.isEntry) box.append(svg('rect', {class: 'key', x: x + 4, y, width: middle - x - 4, height: ROW - 2}));
  if (isSet) box.append(svg('circle', {class: 'port', cx: x + WIDTH - 12, cy: y + 9, r: 3}));
  box.append(!isSet && !value ? text(x + WIDTH - 16, y + 13, '–', 'small') : text(x + WIDTH - (isSet ? 20 : 10), y + 13, short(value, isSet ? 8 : row.isEntry ? 8 : 13), 'inside end'));
  ports.set(key, {y: y + 9});
  const ofKey = row.key && keyOf(object, row.key);
  if (ofKey && state.edges.has(ofKey)) {
    box.append(svg('circle', {class: 'port', cx: middle - 6, cy: y + 9, r: 2.2}));
    ports.set(ofKey, {y: y + 5});
  }
}
/** The value at a place, if it is plain. */
const valueAt = (state, key) => state.values.get(key) ?? data.objects.get(state.edges.get(key)?.object)?.value ?? '';

/** Cells with their numbers. Those that do not fit are counted. */
function drawCells(box, object, row, x, y, state, changes, ports) {
  const set = row.places.filter(place => state.edges.has(keyOf(object, place)) || state.values.has(keyOf(object, place))), most = 4 * cellsInRow(row);
  const width = (WIDTH - 8) / CELLS, inRow = cellsInRow(row), left = x + 4 + width * (CELLS - inRow);
  if (row.name) box.append(text(x + 10, y + 13, short(row.name, 8), 'small'));
  set.forEach((place, index) => {
    const at = Math.min(index, most - 1), cellX = left + width * (at % inRow), cellY = y + CELL_ROW * Math.floor(at / inRow), key = keyOf(object, place);
    // Down from the cell, and below those on its right.
    ports.set(key, {x: cellX + width / 2, top: cellY + ROW - 3, y: cellY + 27 - 7 * (at % inRow) / inRow});
    if (index >= most) return;
    const isLast = index === most - 1 && set.length > most;
    const isNew = changes.edges.has(key) || changes.values.has(key);
    box.append(svg('rect', {class: 'cell' + (isNew ? ' changed' : ''), x: cellX, y: cellY, width, height: ROW - 2}));
    const value = valueAt(state, key), isShort = value && value.length <= 3;
    box.append(svg('title', {}, `${place}${value ? ': ' + value : ''}`), text(cellX + width / 2, cellY + 13, isLast ? `+${set.length - most + 1}` : isShort ? value : '', (isShort ? 'inside' : 'small') + ' centre' + (isNew ? ' changed' : '')));
    if (!isLast && state.edges.has(key)) box.append(svg('circle', {class: 'port', cx: cellX + width / 2, cy: cellY + ROW - 3, r: 2}));
  });
  if (!set.length) box.append(text(x + WIDTH - 10, y + 13, 'empty', 'small end'));
  return y + CELL_ROW * linesOf(row);
}

/** A name, or the line of a handle without one. */
function drawName(handle, y, style) {
  const label = handle.label ?? (handle.name || shortSite(handle.site)), target = nameOf(handle.object);
  const group = svg('g', {class: 'name ' + style, 'data-handle': handle.handle});
  const said = style.includes('gone') ? `${label}, deleted` : `${label}: handle to ${target}${handle.site ? ', taken at ' + siteOf(handle.site) : ''}`;
  group.append(svg('title', {}, said), svg('rect', {x: 8, y, width: NAMES_WIDTH, height: 24, rx: 3}), text(16, y + 16, shortEnd(label, 19), handle.name ? 'value' : 'small'));
  if (style.includes('gone')) group.append(svg('line', {class: 'strike', x1: 14, x2: 16 + Math.min(130, 8 * label.length), y1: y + 12, y2: y + 12}));
  return group;
}
