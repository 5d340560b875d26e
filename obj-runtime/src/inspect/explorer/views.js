// The views: classes, dominators, cycles, changes, and one object.

const SHOWN = 200;

function showClasses() {
  const rows = heap.classes.map(([type, count, size, kept, garbage]) => ({type, name: heap.types[type], count, size, kept, garbage})), most = rows[0]?.size ?? 1;
  const name = row => { const button = html('button', row.name, {class: 'link'}); button.addEventListener('click', () => whenRead(() => showNodes(`Objects of ${row.name}`, indices.byType.of(row.type)))); return button; };
  const size = row => html('span', undefined, {}, bytes(row.size), html('span', '', {class: 'bar', style: `width:${Math.round(60 * row.size / most)}px`}));
  $('list').replaceChildren(html('h2', 'Classes'), table(['type', 'objects', 'bytes', 'kept alive', 'garbage'], rows.map(row => [name(row), number(row.count), size(row), bytes(row.kept), row.garbage ? number(row.garbage) : ''])));
}

/** Objects with what they keep. */
function showNodes(title, nodes) {
  const best = largest(heap, nodes, SHOWN);
  $('list').replaceChildren(html('h2', `${title}: ${number(nodes.length)}`), table(['object', 'refcount', 'outside', 'bytes', 'retained'], best.map(node => [link(node), number(heap.count[node]), number(heap.outside[node]), bytes(heap.size[node]), bytes(heap.retained[node])])));
  if (nodes.length > best.length) $('list').append(html('p', `and ${number(nodes.length - best.length)} more, which retain less`, {class: 'soft'}));
}

function showDominators() {
  const tops = [];
  for (let node = 0; node < heap.objects; node++) if (heap.dominator[node] === NONE) tops.push(node);
  $('list').replaceChildren(html('h2', 'Who keeps what alive'), html('p', 'An object is below the one without which it would go. The bytes are its own and those of all below.', {class: 'soft'}), tree(tops, 'tree top'));
}
function tree(nodes, style) {
  const best = largest(heap, nodes, 60), list = html('ul', undefined, {class: style});
  for (const node of best) list.append(treeItem(node));
  if (nodes.length > best.length) list.append(html('li', `and ${number(nodes.length - best.length)} more`, {class: 'soft'}));
  return list;
}
function treeItem(node) {
  const item = html('li'), below = heap.retained[node] > heap.size[node] || indices.byDominator.of(node).length;
  if (below) {
    const open = html('button', '▸', {class: 'open', 'aria-expanded': 'false', 'aria-label': `What ${nameOf(node)} keeps`});
    open.addEventListener('click', () => {
      const isOpen = open.getAttribute('aria-expanded') === 'true';
      open.setAttribute('aria-expanded', String(!isOpen));
      open.textContent = isOpen ? '▸' : '▾';
      if (isOpen) item.lastChild.remove(); else item.append(tree(indices.byDominator.of(node), 'tree'));
    });
    item.append(open);
  } else item.append(html('span', '', {class: 'open'}));
  item.append(link(node), ` ${bytes(heap.retained[node])}`);
  return item;
}

function showCycles() {
  const items = heap.cycles.map(([count, size, garbage, members, edges]) => {
    const item = html('section', undefined, {}, html('h3', `${many(count, 'object')}, ${bytes(size)}${garbage ? ': garbage' : ''}`, {class: garbage ? 'garbage' : ''}));
    item.append(html('p', 'Broken if these were weak: ' + edges.map(([field, count]) => `${field} (${many(count, 'edge')})`).join(', ')));
    const list = html('p');
    members.forEach((node, at) => list.append(at ? ', ' : '', link(node)));
    if (count > members.length) list.append(` and ${number(count - members.length)} more`);
    item.append(list);
    return item;
  });
  $('list').replaceChildren(html('h2', many(heap.cycle_count, 'cycle')), ...items);
}

function showChanges() {
  const made = [];
  for (let node = 0; node < heap.objects; node++) if (heap.flags[node] & FLAG.made) made.push(node);
  $('list').replaceChildren(html('h2', 'Since the earlier snapshot'), table(['type', 'before', 'after', 'new', 'gone', 'growth'], heap.changes.map(([name, before, after, fresh, gone, growth]) => [name, number(before), number(after), number(fresh), number(gone), (growth > 0 ? '+' : '') + bytes(growth)])));
  const list = html('section');
  list.append(html('h3', 'What keeps the new objects'), tree(made.filter(node => heap.dominator[node] === NONE || !(heap.flags[heap.dominator[node]] & FLAG.made)), 'tree top'));
  $('list').append(list);
}

/** Objects that a text is said of. */
function showFound(text) {
  const wanted = text.trim().toLowerCase(), byNumber = /^#?\d+$/.test(wanted) ? Number(wanted.replace('#', '')) : NaN, found = [];
  const types = new Set(heap.types.flatMap((name, type) => name.toLowerCase().includes(wanted) ? [type] : []));
  const values = new Set(heap.values.flatMap((value, at) => value.toLowerCase().includes(wanted) ? [at] : []));
  for (let node = 0; node < heap.objects; node++) {
    if (heap.number[node] === byNumber || types.has(heap.type[node]) || values.has(heap.value[node])) found.push(node);
  }
  showNodes(`Found for “${text}”`, found);
  const exact = found.find(node => heap.number[node] === byNumber);
  if (exact !== undefined) showObject(exact);
}

/** One object: its account, who holds it, why it is alive, what it holds. */
function showObject(node) {
  const parts = [html('h2', fullName(node))], marks = marksOf(node), strong = [], weak = [];
  for (const edge of indices.incoming.of(node)) (heap.target[edge] & WEAK ? weak : strong).push(edge);
  parts.push(html('p', `${bytes(heap.size[node])}, retains ${bytes(heap.retained[node])}. Refcount ${number(heap.count[node])} = ${many(strong.length, 'edge')} from objects + ${number(heap.outside[node])} outside.${marks.length ? ` It is ${marks.join(', ')}.` : ''}`));
  const list = (title, edges, write) => { if (edges.length) parts.push(html('h3', title), html('ul', undefined, {}, ...Array.from(edges).slice(0, SHOWN).map(write)), edges.length > SHOWN ? html('p', `and ${number(edges.length - SHOWN)} more`, {class: 'soft'}) : ''); };
  const holder = edge => html('li', undefined, {}, `${placeOf(edge)} of `, link(holderOf(heap, edge)));
  list(`Held by (${number(strong.length)})`, strong, holder);
  list(`Known by weak handles (${number(weak.length)})`, weak, holder);
  const path = pathTo(heap, indices, node);
  parts.push(html('h3', 'Why it is alive'));
  if (path) {
    const way = html('p', undefined, {}, link(path.root), ` is held from outside (${many(heap.outside[path.root], 'handle')})`);
    for (const edge of path.edges) way.append(`; its ${placeOf(edge)} holds `, link(heap.target[edge] & ~WEAK));
    parts.push(way);
  } else parts.push(html('p', marks.includes('garbage') ? 'Nothing outside leads to it: garbage, which the collector frees.' : 'No way from outside was found.'));
  const held = Array.from({length: heap.first[node + 1] - heap.first[node]}, (_, at) => heap.first[node] + at);
  list(`Holds (${number(held.length)})`, held, edge => html('li', undefined, {}, `${placeOf(edge)}: `, link(heap.target[edge] & ~WEAK), heap.target[edge] & WEAK ? ' (weak)' : ''));
  const below = indices.byDominator.of(node);
  if (below.length) parts.push(html('h3', 'Keeps alive'), tree(below, 'tree top'));
  $('object').hidden = false;
  $('object').replaceChildren(...parts);
  $('object').scrollTop = 0;
}
