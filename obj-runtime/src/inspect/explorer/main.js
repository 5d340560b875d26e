// Shows the classes, which are known at once, and reads the rest of the heap when something is asked of it.

const heap = readHeap(), indices = indicesOf(heap);

/** Does something once the whole page is there. */
function whenRead(work) {
  if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', work, {once: true}); else work();
}
function addTab(name, show) {
  const tab = html('button', name, {'aria-pressed': 'false'});
  tab.addEventListener('click', () => {
    for (const other of $('tabs').children) other.setAttribute('aria-pressed', String(other === tab));
    show();
  });
  $('tabs').append(tab, ' ');
  return tab;
}

$('totals').textContent = `${many(heap.objects, 'object')}, ${bytes(heap.bytes)}, ${many(heap.edge_count, 'edge')}, ${number(heap.roots)} held from outside, ${many(heap.cycle_count, 'cycle')}`;
addTab('Classes', showClasses).click();
addTab('Dominators', () => whenRead(showDominators));
addTab('Cycles', () => whenRead(showCycles));
if (heap.changes) addTab('Changes', () => whenRead(showChanges));
document.addEventListener('click', event => { const target = event.target.closest('[data-node]'); if (target) showObject(Number(target.dataset.node)); });
$('search').addEventListener('change', event => { if (event.target.value.trim()) whenRead(() => showFound(event.target.value)); });
whenRead(() => { document.documentElement.dataset.ready = 'true'; });
