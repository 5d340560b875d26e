// Loads a `.heapsnapshot` with the loader of Chrome's DevTools itself, and compares what it says of each object with what the
// library says: class, size, and what the object retains.
//
//   cargo run -p obj-tests --example heap_page -- /tmp/heap.html 500 /tmp/heap
//   cd tests/page && npm install --ignore-scripts && node devtools.mjs /tmp/heap.heapsnapshot /tmp/heap.json
//
// The loader is in the package `chrome-devtools-frontend`, in TypeScript: it is put together for node first.
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const [file, expected] = process.argv.slice(2);
const frontend = join(dirname(createRequire(import.meta.url).resolve('chrome-devtools-frontend/package.json')), 'front_end');
const folder = mkdtempSync(join(tmpdir(), 'devtools-'));

/** What the package leaves out, or what only its panels use. */
const LEFT_OUT = [
  [/locales\.js$/, 'export const LOCALES = [], BUNDLED_LOCALES = [], DEFAULT_LOCALE = "en-US", REMOTE_FETCH_PATTERN = "", LOCAL_FETCH_PATTERN = "";'],
  [/third_party\/(codemirror|marked)/, 'module.exports = {};'],
];
const leaveOut = {
  name: 'leave-out',
  setup({ onResolve, onLoad }) {
    LEFT_OUT.forEach(([filter], index) => onResolve({ filter }, () => ({ path: String(index), namespace: 'left-out' })));
    onLoad({ filter: /.*/, namespace: 'left-out' }, ({ path }) => ({ contents: LEFT_OUT[path][1] }));
  },
};

/** DevTools' own classes. */
async function devTools() {
  const parts = { snapshot: 'HeapSnapshot', loader: 'HeapSnapshotLoader' };
  const contents = Object.entries(parts).map(([name, part]) => `export * as ${name} from ${JSON.stringify(join(frontend, 'entrypoints/heap_snapshot_worker', part + '.ts'))};`).join('\n');
  const outfile = join(folder, 'loader.mjs');
  await build({ stdin: { contents, loader: 'ts', resolveDir: frontend }, bundle: true, format: 'esm', platform: 'node', target: 'es2022', outfile, plugins: [leaveOut], logLevel: 'error' });
  return import(pathToFileURL(outfile));
}

/** The file, as DevTools sees it after it was loaded in pieces, as from a disk. */
async function load({ snapshot, loader }, text) {
  const reader = new loader.HeapSnapshotLoader({ sendEvent() {} });
  for (let at = 0; at < text.length; at += 1 << 16) reader.write(text.slice(at, at + (1 << 16)));
  reader.close();
  const { port1, port2 } = new MessageChannel();
  new snapshot.SecondaryInitManager(port2);
  try { return await reader.buildSnapshot(port1); } finally { port1.close(); }
}

Promise.withResolvers ??= () => { const all = {}; all.promise = new Promise((resolve, reject) => Object.assign(all, { resolve, reject })); return all; };
const warnings = [];
console.warn = (...words) => warnings.push(words.join(' '));
const loaded = await load(await devTools(), readFileSync(file, 'utf8')), objects = JSON.parse(readFileSync(expected, 'utf8'));
const node = loaded.createNode(0), found = new Map();
for (let index = 0; index < loaded.nodeCount; index++) {
  node.nodeIndex = index * loaded.nodeFieldCount;
  found.set(node.id(), [node.selfSize(), node.retainedSize()]);
}
for (const [id, size, retained] of objects) assert.deepEqual(found.get(id), [size, retained], `object ${(id - 1) / 2}: size and retained size`);
assert.ok(objects.length > 0);
assert.deepEqual(warnings, []);
rmSync(folder, { recursive: true });
console.log(`DevTools: ${objects.length} of ${loaded.nodeCount} nodes are objects; each has the same size and retains the same`);
