// Reads the heap and shows its classes.

let heap, indices;

function addTab(name, show) {
  const tab = html('button', name, {'aria-pressed': 'false'});
  tab.addEventListener('click', () => {
    for (const other of $('tabs').children) other.setAttribute('aria-pressed', String(other === tab));
    show();
  });
  $('tabs').append(tab, ' ');
  return tab;
}

async function start() {
  heap = await readHeap();
  indices = indicesOf(heap);
  let size = 0, roots = 0;
  for (let node = 0; node < heap.length; node++) { size += heap.size[node]; if (heap.outside[node]) roots++; }
  $('totals').textContent = `${many(heap.length, 'object')}, ${bytes(size)}, ${many(heap.target.length, 'edge')}, ${number(roots)} held from outside, ${many(heap.cycle_count, 'cycle')}`;
  const first = addTab('Classes', showClasses);
  addTab('Dominators', showDominators);
  addTab('Cycles', showCycles);
  if (heap.changes) addTab('Changes', showChanges);
  document.addEventListener('click', event => { const target = event.target.closest('[data-node]'); if (target) showObject(Number(target.dataset.node)); });
  $('search').addEventListener('change', event => { if (event.target.value.trim()) showFound(event.target.value); });
  first.click();
  document.documentElement.dataset.ready = 'true';
}
start();
