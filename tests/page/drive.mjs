// Drives the pages of recordings in a real browser and checks what they show.
//
//   .ci/tool pages FOLDER
//
// makes the pages in a folder and runs this there. The pictures in `examples/lesson` are `names.png`, `cycles.png` and
// `interning.png` of its folder `shots`. The browser is the one in CHROMIUM, or /usr/bin/chromium.
import assert from 'node:assert/strict';
import { mkdirSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import puppeteer from 'puppeteer-core';

const lessons = process.argv[2], [large, middle, heap, million] = ['large', 'middle', 'heap', 'million'].map(name => `${lessons}/${name}.html`), shots = `${lessons}/shots`;
mkdirSync(shots, { recursive: true });
const axe = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
const browser = await puppeteer.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox'] });

/** A page with nothing in its console and no request but for itself. */
async function open(path, { scheme = 'light', width = 1280, height = 860, hash = '' } = {}) {
  const page = await browser.newPage();
  const complaints = [];
  page.on('console', message => complaints.push(message.text()));
  page.on('pageerror', error => complaints.push(String(error)));
  page.on('dialog', dialog => { complaints.push('dialog: ' + dialog.message()); dialog.dismiss(); });
  page.on('request', request => { if (!/^(file|data):/.test(request.url())) complaints.push('request: ' + request.url()); });
  await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }, { name: 'prefers-reduced-motion', value: 'reduce' }]);
  await page.setViewport({ width, height });
  await page.goto(pathToFileURL(path).href + hash);
  return { page, complaints };
}

const textOf = (page, selector) => page.$eval(selector, e => e.textContent);
const words = page => textOf(page, '#words');
const labels = page => page.$$eval('.box .button', all => all.map(e => e.getAttribute('aria-label')));
const places = page => page.$$eval('.box', all => Object.fromEntries(all.map(e => [e.dataset.object, e.querySelector('rect').getAttribute('x') + ',' + e.querySelector('rect').getAttribute('y')])));
const steps = page => page.$eval('#slider', e => Number(e.max));
const slideTo = (page, step) => page.$eval('#slider', (e, v) => { const start = performance.now(); e.value = v; e.dispatchEvent(new Event('input')); return performance.now() - start; }, step);

/** The stop at which a line was just run. */
async function stopAfter(page, line) {
  const last = await steps(page);
  for (let step = 0; step <= last; step++) {
    await slideTo(page, step);
    const said = await words(page), ran = said.indexOf('Ran ');
    if (ran >= 0 && said.slice(ran).replace(/^Ran \S+?:\d+: /, '').startsWith(line)) return step;
  }
  return assert.fail(`no step runs ${line}`);
}

async function assertAccessible(page, what) {
  await page.addScriptTag({ path: axe });
  const { violations } = await page.evaluate(() => axe.run());
  const serious = violations.filter(({ impact }) => ['serious', 'critical'].includes(impact));
  assert.deepEqual(serious.map(({ id, nodes }) => `${what}: ${id} at ${nodes.map(node => node.target).slice(0, 3).join(' ')}`), []);
}

/** On paper there is what there is to read, all of it, and nothing to click. */
async function assertPrintable(page, name) {
  await page.emulateMediaType('print');
  const shown = await page.evaluate(() => ['nav', '#tools', 'aside', '#words', '#code-lines', '#graph'].map(part => document.querySelector(part).getClientRects().length > 0));
  assert.deepEqual(shown, [false, false, false, true, true, true], `${name} on paper`);
  assert.ok(await page.$eval('#code-lines', e => e.scrollHeight <= e.clientHeight + 1), `${name} on paper: lines are cut`);
  await page.pdf({ path: `${shots}/${name}.pdf` });
  await page.emulateMediaType('screen');
}

// The names lesson: forwards and backwards by key, each object in its place, code and output beside it.
{
  const { page, complaints } = await open(`${lessons}/names.html`);
  const last = await steps(page), seen = [], where = {};
  for (let step = 0; step <= last; step++) {
    seen.push(await words(page));
    for (const [object, place] of Object.entries(await places(page))) assert.equal(where[object] ??= place, place, `object ${object} moved`);
    if (step < last) await page.keyboard.press('ArrowRight');
  }
  assert.equal(new Set(seen).size, last + 1);
  for (let step = last; step > 0; step--) await page.keyboard.press('ArrowLeft');
  assert.equal(await words(page), seen[0]);
  await stopAfter(page, 'l3 = l1;');
  assert.equal(await textOf(page, '#code-lines .ran code'), 'l3 = l1;');
  assert.equal(await textOf(page, '#code-lines .next code'), 'l3.append(4);');
  assert.equal(await page.$$eval('.name.changed', all => all.map(e => e.textContent).filter(text => /l1/.test(text) || /l3/.test(text)).length), 2);
  assert.ok((await labels(page)).some(label => /^list #\d+, refcount 2, called l1 and l3, \[0\] holds int/.test(label)), (await labels(page)).join('\n'));
  assert.match(await textOf(page, '#printed'), /True False\nTrue True\n$/);
  // Why two names are one object is a click away, by keyboard as well.
  await page.$eval('.box.changed .button', e => e.focus());
  await page.keyboard.press('Enter');
  assert.match(await textOf(page, '#object-same'), /l1 is l3: True\. They are one object/);
  assert.match(await textOf(page, '#object-account'), /Refcount 2 = 0 from objects \+ 2 outside\.$/);
  assert.equal(await page.evaluate(() => document.activeElement.classList.contains('button')), true);
  // A name that is deleted strikes out, then goes.
  await stopAfter(page, 'del y;');
  assert.equal(await page.$$eval('.name.gone .strike', all => all.length), 1);
  await page.keyboard.press('ArrowRight');
  assert.equal(await page.$$eval('.name.gone', all => all.length), 0);
  // Equal numbers that are two objects.
  await stopAfter(page, 'd = 257;');
  await page.evaluate(() => [...document.querySelectorAll('.button')].find(e => e.getAttribute('aria-label').includes('257')).focus());
  await page.keyboard.press('Enter');
  assert.match(await textOf(page, '#object-same'), /is another object: `is` gives False/);
  // No line of a library is shown.
  assert.doesNotMatch(await page.content(), /rustc\/|obj-runtime\/src/);
  // Steps of events count each.
  await page.select('#grain', 'events');
  assert.ok(await steps(page) > 5 * last);
  await page.select('#grain', '');
  await assertAccessible(page, 'names');
  // A step has an address.
  await page.goto(pathToFileURL(`${lessons}/names.html`).href + '#step=12');
  await page.reload();
  assert.equal(await words(page), seen[12]);
  assert.deepEqual(complaints, []);
  console.log(`names: ${last} steps, forwards and backwards`);
}
// The cycles lesson: what is garbage is said to be.
{
  const { page, complaints } = await open(`${lessons}/cycles.html`);
  await stopAfter(page, 'del bob;');
  const people = (await labels(page)).filter(label => label.startsWith('Person'));
  assert.equal(people.length, 2);
  for (const person of people) assert.match(person, /refcount 1, garbage/);
  await page.keyboard.press('ArrowRight');
  assert.match(await textOf(page, '#changes'), /Person #\d+ is freed.*2 objects were garbage/s);
  await page.$eval('#text', e => { e.open = true; });
  await page.keyboard.press('ArrowLeft');
  assert.match(await textOf(page, '#text-list'), /Person #\d+, refcount 1, garbage/);
  await assertAccessible(page, 'cycles');
  assert.deepEqual(complaints, []);
}
// The pictures of the lessons, light and dark, wide and narrow, and on paper.
for (const [name, line] of [['names', 'l3.append(4);'], ['cycles', 'del bob;'], ['interning', 'again = Symbol { name: "+", arity: 2 };']]) {
  for (const [kind, options] of [['', { height: 560 }], ['-dark', { scheme: 'dark' }], ['-phone', { width: 420 }]]) {
    const { page, complaints } = await open(`${lessons}/${name}.html`, options);
    await stopAfter(page, line);
    await page.screenshot({ path: `${shots}/${name}${kind}.png` });
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), `${name}${kind} is too wide`);
    await assertAccessible(page, name + kind);
    assert.deepEqual(complaints, []);
    if (!kind) await assertPrintable(page, name);
    await page.close();
  }
}
// Thousands of objects with hostile names: folded, escaped, quick.
{
  const start = Date.now();
  const { page, complaints } = await open(large);
  const opened = Date.now() - start;
  await page.select('#grain', 'events');
  const last = await steps(page), times = [];
  for (let step = 0; step < 100; step++) {
    times.push(await slideTo(page, Math.floor(last / 20) + step));
    assert.ok(await page.$$eval('.box', all => all.length) <= 42);
  }
  times.sort((a, b) => a - b);
  assert.match(await textOf(page, '#folded'), /\+\d+ Node/);
  const before = await page.$$eval('.box', all => all.length);
  await page.click('#folded [data-type="Node"]');
  assert.ok(await page.$$eval('.box', all => all.length) > before);
  assert.equal(await page.$$eval('script', all => all.length), 2);
  assert.equal(await page.$$eval('b, img, iframe', all => all.length), 0);
  await page.screenshot({ path: `${shots}/large.png` });
  assert.deepEqual(complaints, []);
  const bytes = statSync(large).size, perEvent = bytes / 20_000;
  assert.ok(opened < 5_000 && times[50] < 100 && perEvent < 100, `opened in ${opened} ms, a step takes ${times[50]} ms, ${perEvent} bytes an event`);
  console.log(`large: ${last} steps, opened in ${opened} ms, a step takes ${times[50].toFixed(1)} ms, ${bytes} bytes`);
}
// Some six hundred objects: what a step takes of the processor, in script.
{
  const { page, complaints } = await open(middle);
  await page.select('#grain', 'events');
  const measure = await page.createCDPSession(), first = Math.floor(await steps(page) / 3), many = 60;
  await measure.send('Performance.enable', { timeDomain: 'threadTicks' });
  const script = async () => (await measure.send('Performance.getMetrics')).metrics.find(({ name }) => name === 'ScriptDuration').value * 1000;
  const before = await script();
  for (let step = first; step < first + many; step++) await slideTo(page, step);
  const each = (await script() - before) / many;
  assert.ok(each < 12, `a step takes ${each} ms of script`);
  assert.deepEqual(complaints, []);
  console.log(`six hundred objects: a step takes ${each.toFixed(1)} ms of script`);
  await page.close();
}
// The page of a snapshot: classes, dominators, cycles, changes, search, an object.
for (const [kind, options] of [['', {}], ['-dark', { scheme: 'dark' }], ['-phone', { width: 420 }]]) {
  const { page, complaints } = await open(heap, options);
  await page.waitForFunction(() => document.documentElement.dataset.ready);
  const tab = async name => { await page.evaluate(wanted => [...document.querySelectorAll('#tabs button')].find(e => e.textContent === wanted).click(), name); return textOf(page, '#list'); };
  assert.match(await textOf(page, '#totals'), /^\d[\d\u2009]* objects, .* 3 cycles$/);
  assert.match(await tab('Classes'), /Folder522.*str/s);
  assert.match(await tab('Cycles'), /2 objects, .*: garbage.*Broken if these were weak: Folder\.parent \(1 edge\)/s);
  assert.match(await tab('Changes'), /Folder500522220\+/);
  assert.match(await tab('Dominators'), /Folder #\d+ \d+\.\d KiB/);
  await page.$eval('#list .open[aria-expanded]', e => e.click());
  assert.ok(await page.$$eval('#list .tree .tree .link', all => all.length) > 5);
  await page.$eval('#search', e => { e.value = 'folder 7'; e.dispatchEvent(new Event('change')); });
  await page.$eval('#list .link', e => e.click());
  const said = await textOf(page, '#object');
  assert.match(said, /'folder 7\d*'.*Refcount \d+ = \d+ edges from objects \+ 0 outside.*Held by.*name of Folder #\d+.*Why it is alive.*Folder #\d+ is held from outside \(1 handle\)/s);
  assert.match(said, /by_name\[key at position \d+\] of Folder/);
  await page.$$eval('#object .link', all => all.find(e => e.textContent.startsWith('Folder')).click());
  await page.screenshot({ path: `${shots}/heap${kind}.png` });
  assert.equal(await page.$$eval('b, img, iframe', all => all.length), 0);
  assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), `heap${kind} is too wide`);
  await assertAccessible(page, 'heap' + kind);
  assert.deepEqual(complaints, []);
  await page.close();
}
// A million objects: the page is there soon, and answers.
{
  const start = performance.now();
  const { page, complaints } = await open(million);
  await page.waitForFunction(() => document.documentElement.dataset.ready);
  const opened = performance.now() - start;
  assert.match(await textOf(page, '#totals'), /^1\u2009\d\d\d\u2009\d\d\d objects/);
  const asked = await page.evaluate(() => {
    const start = performance.now();
    [...document.querySelectorAll('#tabs button')].find(e => e.textContent === 'Dominators').click();
    document.querySelector('#list .link').click();
    return performance.now() - start;
  });
  assert.match(await textOf(page, '#object'), /Refcount.*Why it is alive/s);
  assert.ok(opened < 3000 && asked < 3000, `opened in ${opened} ms, the first question took ${asked} ms`);
  assert.deepEqual(complaints, []);
  console.log(`a million objects: opened in ${opened.toFixed()} ms, the first question took ${asked.toFixed()} ms`);
  await page.close();
}
await browser.close();
