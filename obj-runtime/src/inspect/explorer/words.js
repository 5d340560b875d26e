// What things are called. All text goes in as text, never as markup.

const $ = id => document.getElementById(id);
const number = value => value.toLocaleString('en-US').replaceAll(',', '\u2009');
function bytes(value) {
  const units = ['B', 'KiB', 'MiB', 'GiB'];
  let unit = 0;
  while (Math.abs(value) >= 1024 && unit < units.length - 1) { value /= 1024; unit++; }
  return unit ? `${value.toFixed(1)} ${units[unit]}` : `${value} B`;
}
const many = (count, one) => `${number(count)} ${one}${count === 1 ? '' : 's'}`;

const nameOf = node => `${heap.types[heap.type[node]]} #${heap.number[node]}`;
const valueOf = node => heap.values[heap.value[node]];
const fullName = node => valueOf(node) ? `${nameOf(node)} ${valueOf(node)}` : nameOf(node);
function placeOf(edge) {
  const [way, open] = heap.ways[heap.way[edge]], left = heap.open[edge];
  return open ? way.replace('{}', open === 1 ? left : open === 2 ? heap.keys[left] : valueOf(left) || nameOf(left)) : way;
}
function marksOf(node) {
  const flags = heap.flags[node], marks = Object.keys(FLAG).filter(name => flags & FLAG[name]).map(name => name === 'made' ? 'new' : name);
  return marks.concat(ORIGINS[flags >> 4] || []);
}

function html(tag, text, attributes, ...inside) {
  const element = document.createElement(tag);
  if (text !== undefined) element.textContent = text;
  for (const name in attributes ?? {}) element.setAttribute(name, attributes[name]);
  element.append(...inside);
  return element;
}
/** A name that leads to its object. */
function link(node) {
  const marks = marksOf(node), button = html('button', fullName(node), {class: 'link', 'data-node': node});
  return html('span', undefined, {}, button, marks.length ? html('span', ' ' + marks.join(', '), {class: marks.includes('garbage') ? 'garbage' : marks.includes('new') ? 'made' : 'soft'}) : '');
}
function table(heads, rows) {
  const head = html('tr'), body = html('tbody');
  heads.forEach(text => head.append(html('th', text, {scope: 'col'})));
  for (const [first, ...cells] of rows) {
    const row = html('tr');
    row.append(html('th', undefined, {scope: 'row', style: 'font-weight:400'}, first), ...cells.map(cell => html('td', undefined, {}, cell)));
    body.append(row);
  }
  return html('table', undefined, {}, html('thead', undefined, {}, head), body);
}
