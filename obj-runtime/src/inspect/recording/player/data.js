// What the page was told: objects, events, texts, lines.

const KINDS = ['made', 'cloned', 'read', 'found', 'ofRaw', 'dropped', 'kept', 'freed', 'set', 'cleared', 'collectionBegan', 'collectionEnded', 'mark', 'named', 'held', 'statement', 'unitEnded', 'printed'];
const KIND = Object.fromEntries(KINDS.map((name, code) => [name, code]));
const SHARINGS = ['', 'cached', 'interned', 'constant'];

/** The data as objects. */
function read(raw) {
  const events = raw.events.map(([kind, object = 0, handle = 0, number = 0, site = 0, text = 0]) => ({kind, object, handle, number, site, text}));
  const objects = new Map(raw.objects.map(([object, type, site, count, value, sharing, recorded]) => [object, {
    object, type: raw.texts[type], site, count, recorded: recorded === 1,
    value: raw.texts[value], sharing: SHARINGS[sharing & 3], immortal: sharing > 3,
  }]));
  const early = raw.early.map(([handle, object, site, name]) => ({handle, object, site, name: raw.texts[name]}));
  const edges = raw.edges.map(([holder, place, object, handle]) => ({holder, place: raw.texts[place], object, handle}));
  const takenAt = new Map(early.map(handle => [handle.handle, handle.site]));
  for (const event of events) if (takes(event.kind)) takenAt.set(event.handle, event.site);
  const became = raw.values.concat(raw.became).map(([at, object, place, text]) => ({at, object, place: raw.texts[place], text: raw.texts[text]}));
  const valuePlaces = new Map();
  for (const {object, place} of became) { const places = valuePlaces.get(object); if (places) places.add(place); else valuePlaces.set(object, new Set([place])); }
  const sources = raw.sources.map(([file, first, unit, text]) => ({file, first, unit, lines: dedented(text.split('\n'))}));
  const unitLines = new Set(sources.map(({file, unit}) => `${file}:${unit}`));
  const unitSites = new Set(raw.sites.flatMap((site, number) => site && unitLines.has(site.join(':')) ? [number] : []));
  return {kept: new Set(raw.kept), unitSites, events, objects, became, valuePlaces, early, edges, takenAt, sources, texts: raw.texts, sites: raw.sites, lost: raw.lost};
}

/** Whether an event of this kind takes a handle. */
const takes = kind => kind <= KIND.ofRaw;

function dedented(lines) {
  const margins = lines.filter(line => line.trim()).map(line => line.match(/^ */)[0].length);
  const margin = Math.min(...margins, 80);
  return lines.map(line => line.slice(margin));
}
