// Drives the page of a recording in a real browser and checks what it shows.
//
//   cargo run -p obj-examples --features trace-refs --example lesson -- /tmp/lesson.html
//   cargo run -p obj-tests --features trace-refs --example large_page -- /tmp/large.html
//   cd tests/page && npm install && node drive.mjs /tmp/lesson.html /tmp/large.html /tmp/shots
//
// The picture in the README is `readme.png` of the shots.
//
// The browser is the one in CHROMIUM, or /usr/bin/chromium.
import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import puppeteer from 'puppeteer-core';

const [lesson, large, shots] = process.argv.slice(2);
mkdirSync(shots, { recursive: true });
const browser = await puppeteer.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox'] });

/** A page with nothing in its console and no request but for itself. */
async function open(path, scheme = 'light') {
  const page = await browser.newPage();
  const complaints = [];
  page.on('console', message => complaints.push(message.text()));
  page.on('pageerror', error => complaints.push(String(error)));
  page.on('dialog', dialog => { complaints.push('dialog: ' + dialog.message()); dialog.dismiss(); });
  page.on('request', request => { if (!request.url().startsWith('file:')) complaints.push('request: ' + request.url()); });
  await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }]);
  await page.setViewport({ width: 1400, height: 900 });
  await page.goto(pathToFileURL(path).href);
  return { page, complaints };
}

const words = page => page.$eval('#words', e => e.textContent);
const boxes = page => page.$$eval('.box', all => all.map(e => e.getAttribute('aria-label')));
const places = page => page.$$eval('.box', all => Object.fromEntries(all.map(e => [e.dataset.object, e.querySelector('rect').getAttribute('x') + ',' + e.querySelector('rect').getAttribute('y')])));

{
  const { page, complaints } = await open(lesson);
  const steps = Number(await page.$eval('#slider', e => e.max));
  assert.ok(steps > 30);
  // Forwards by key, with each object in its place through the whole recording.
  const seen = [], where = {};
  for (let step = 0; step <= steps; step++) {
    seen.push(await words(page));
    for (const [object, place] of Object.entries(await places(page))) assert.equal(where[object] ??= place, place, `object ${object} moved`);
    if (step < steps) await page.keyboard.press('ArrowRight');
  }
  assert.equal(new Set(seen).size, steps + 1);
  // The step at which nothing outside holds the cycle: counts of 1, and said to be garbage.
  const alone = seen.findIndex(text => text.includes('5. The collector finds'));
  for (let step = steps; step > alone; step--) await page.keyboard.press('ArrowLeft');
  assert.equal(await words(page), seen[alone]);
  const folders = (await boxes(page)).filter(label => label.startsWith('Folder'));
  assert.equal(folders.length, 2);
  for (const folder of folders) assert.match(folder, /refcount 1, not reached from outside$/);
  await page.screenshot({ path: `${shots}/lesson-garbage.png` });
  // A step that sets an edge shows it.
  const set = seen.findIndex(text => text.includes('parent of Folder'));
  await page.$eval('#slider', (e, v) => { e.value = v; e.dispatchEvent(new Event('input')); }, set);
  assert.equal(await page.$$eval('path.edge.changed', all => all.length), 1);
  assert.equal(await page.$$eval('.row.changed', all => all.map(e => e.textContent).join()), 'parent');
  await page.screenshot({ path: `${shots}/lesson-set.png` });
  // The account and the history of an object, by keyboard.
  await page.$eval('.box', e => e.focus());
  await page.keyboard.press('Enter');
  assert.match(await page.$eval('#object-account', e => e.textContent), /Refcount \d+ = \d+ from objects \+ \d+ outside\.$/);
  assert.ok(await page.$$eval('#object-history li', all => all.length) >= 2);
  assert.equal(await page.evaluate(() => document.activeElement.getAttribute('class').includes('box')), true);
  // Words for those who do not see the picture.
  await page.$eval('#text', e => { e.open = true; });
  await page.waitForFunction(() => document.querySelectorAll('#text-list li').length > 2);
  assert.match(await page.$eval('#text-list', e => e.textContent), /src holds Folder #\d+/);
  await page.screenshot({ path: `${shots}/lesson-object.png`, fullPage: true });
  await page.keyboard.press('End');
  assert.equal(await words(page), seen[steps]);
  assert.deepEqual(complaints, []);
  const dark = await open(lesson, 'dark');
  await dark.page.$eval('#slider', (e, v) => { e.value = v; e.dispatchEvent(new Event('input')); }, set);
  assert.equal(await dark.page.evaluate(() => getComputedStyle(document.body).backgroundColor), 'rgb(13, 17, 23)');
  await dark.page.screenshot({ path: `${shots}/lesson-dark.png` });
  assert.deepEqual(dark.complaints, []);
  const readme = await open(lesson);
  await readme.page.setViewport({ width: 1330, height: 430, deviceScaleFactor: 1.25 });
  await readme.page.$eval('#slider', (e, v) => { e.value = v; e.dispatchEvent(new Event('input')); }, set);
  await readme.page.screenshot({ path: `${shots}/readme.png` });
  console.log(`lesson: ${steps} steps, forwards and backwards`);
}
{
  // Thousands of objects with hostile names: folded, escaped, quick.
  const start = Date.now();
  const { page, complaints } = await open(large);
  const opened = Date.now() - start;
  const steps = Number(await page.$eval('#slider', e => e.max));
  let slowest = 0;
  for (let part = 0; part <= 20; part++) {
    const before = Date.now();
    await page.$eval('#slider', (e, v) => { e.value = v; e.dispatchEvent(new Event('input')); }, Math.floor(steps * part / 20));
    slowest = Math.max(slowest, Date.now() - before);
    assert.ok(await page.$$eval('.box', all => all.length) <= 200);
  }
  await page.$eval('#slider', (e, v) => { e.value = v; e.dispatchEvent(new Event('input')); }, Math.floor(steps / 2));
  assert.match(await page.$$eval('.fold', all => all.map(e => e.textContent).join()), /\+\d+ more /);
  assert.equal(await page.$$eval('script', all => all.length), 2);
  assert.equal(await page.$$eval('b, img, iframe', all => all.length), 0);
  await page.screenshot({ path: `${shots}/large.png` });
  assert.deepEqual(complaints, []);
  assert.ok(opened < 10_000 && slowest < 2_000, `opened in ${opened} ms, slowest step ${slowest} ms`);
  console.log(`large: ${steps} steps, opened in ${opened} ms, slowest step ${slowest} ms`);
}
await browser.close();
