// Where each box stands: in a column by its distance from the names, in a place of its own for the whole recording.

const NAMES_WIDTH = 150, FIRST_X = 232, WIDTH = 164, COLUMN = 254, ROW = 20, CELL_ROW = 28, TOP = 12, APART = 22;
const LAST_COLUMN = 6;

/** Objects whose places are cells of a row or rows of a table, by type; others have fields. */
const SEQUENCES = new Set(['list', 'tuple', 'set', 'frozenset']);
const CELLS = 6, FIELDS = 8;

/** The rows of a box: a field with its cells, an entry of a map with its key. Places are those that the object has at any time. */
function rowsOf(places, keys) {
  const rows = new Map(), ofKeys = new Set(keys.values());
  for (const place of [...places].filter(place => place && !ofKeys.has(place)).sort(byPlace)) {
    const [, field, rest] = place.match(/^([^[]*)(.*)$/s);
    const isIndex = /^\[\d+\]$/.test(rest) && !keys.has(place);
    const name = isIndex ? field : place;
    if (!rows.has(name)) rows.set(name, {name, isCells: isIndex, key: keys.get(place), isEntry: !field && !isIndex, places: []});
    rows.get(name).places.push(place);
  }
  return [...rows.values()];
}
const collator = new Intl.Collator('en', {numeric: true});
const byPlace = (a, b) => collator.compare(a, b);

/** Cells that stand beside each other: fewer beside the name of a field. */
const cellsInRow = row => row.name ? CELLS - 2 : CELLS;
/** The lines of cells that a row has, at most four. */
const linesOf = row => row.isCells ? Math.min(4, Math.ceil(row.places.length / cellsInRow(row))) : 1;
/** The height of a box with such rows. */
const heightOf = (rows, isPlain) => isPlain ? 40 : 42 + rows.slice(0, FIELDS).reduce((sum, row) => sum + (row.isCells ? CELL_ROW : ROW) * linesOf(row), 0);

/** The key of an entry, which is named by its value, is shown beside it. */
function addKey(holder, {place, object}) {
  const [, map] = place.match(/^(.*)\[key at position \d+\]$/s) ?? [], value = data.objects.get(object)?.value;
  if (map !== undefined && value) holder.keys.set(`${map}[${value}]`, place);
}

/** What boxes need to be placed: when an object is seen, what it ever holds, what holds it. */
function survey(recording, replay, stops) {
  const boxes = new Map();
  const of = object => { if (!boxes.has(object)) boxes.set(object, {first: Infinity, last: -1, places: new Set(), keys: new Map(), holds: new Set(), held: false, named: false}); return boxes.get(object); };
  const hold = edge => { const holder = of(edge.holder); holder.places.add(edge.place); addKey(holder, edge); holder.holds.add(edge.object); of(edge.object).held = true; };
  recording.edges.forEach(hold);
  for (const {object, place} of recording.became) of(object).places.add(place);
  for (const object of recording.objects.keys()) of(object);
  recording.events.forEach(event => {
    if (event.object) of(event.object);
    if (event.kind === KIND.set) hold({holder: event.number, place: recording.texts[event.text], object: event.object});
    if (event.kind === KIND.named) of(event.object).named = true;
  });
  for (const [object, box] of boxes) {
    for (const entry of box.keys.keys()) if (!box.places.has(entry)) box.keys.delete(entry);
    box.rows = rowsOf(box.places, box.keys);
    box.isPlain = !!recording.objects.get(object)?.value;
    box.height = heightOf(box.rows, box.isPlain);
  }
  const isSmall = boxes.size <= 400 && boxes.size * stops.length <= 400_000;
  if (isSmall) stops.forEach((stop, index) => {
    for (const object of sight(replay.at(stop.applied), [0], new Set(), false).shown) { const box = of(object); box.first = Math.min(box.first, index); box.last = index; }
  });
  return {boxes, isSmall};
}

/** The column of each object: how far it is from the names. */
function columnsOf(boxes) {
  const column = new Map(), order = [...boxes.keys()].sort((a, b) => boxes.get(a).first - boxes.get(b).first || a - b);
  const roots = [...order.filter(object => boxes.get(object).named && boxes.get(object).holds.size), ...order.filter(object => !boxes.get(object).held), ...order];
  for (const root of roots) {
    if (column.has(root)) continue;
    column.set(root, 0);
    const queue = [root];
    for (let at = 0; at < queue.length; at++) for (const next of boxes.get(queue[at]).holds) {
      if (!column.has(next)) { column.set(next, Math.min(column.get(queue[at]) + 1, LAST_COLUMN)); queue.push(next); }
    }
  }
  return column;
}

/** The lowest place of a box that no rival overlaps. */
function lowestFree(height, rivals) {
  const starts = [TOP, ...rivals.map(rival => rival.y + rival.height + APART)].sort((a, b) => a - b);
  return starts.find(y => rivals.every(rival => y + height + APART <= rival.y || y >= rival.y + rival.height + APART));
}

/** Gives boxes their places. */
class Layout {
  constructor(recording, replay, stops) {
    const {boxes, isSmall} = survey(recording, replay, stops);
    this.boxes = boxes;
    this.column = columnsOf(boxes);
    this.places = new Map();
    // In a recording of few objects all places are given at once; else to what is shown, when it is shown.
    this.isFixed = isSmall;
    if (isSmall) this.giveAll([...boxes.keys()].filter(object => boxes.get(object).last >= 0));
  }

  /** Places for the whole recording: boxes of one column overlap only if they are never seen together. */
  giveAll(objects) {
    const columns = new Map(), byTime = (a, b) => this.boxes.get(a).first - this.boxes.get(b).first || a - b;
    for (const object of objects.sort(byTime)) {
      const box = this.boxes.get(object), number = this.column.get(object) ?? 0;
      if (!columns.has(number)) columns.set(number, []);
      const column = columns.get(number);
      this.give(object, column.filter(rival => rival.last >= box.first && rival.first <= box.last));
      column.push({...this.places.get(object), first: box.first, last: box.last});
    }
  }

  give(object, rivals) {
    const {height} = this.boxes.get(object) ?? {height: 40}, column = this.column.get(object) ?? 0;
    this.places.set(object, {x: FIRST_X + COLUMN * column, y: lowestFree(height, rivals), height, column});
  }

  /** The places of the objects shown. Those that have one keep it, if none of the others does. */
  of(shown) {
    const places = new Map(), columns = new Map();
    const rivalsOf = object => { const column = this.column.get(object) ?? 0; if (!columns.has(column)) columns.set(column, []); return columns.get(column); };
    const overlaps = (place, rivals) => rivals.some(rival => place.y < rival.y + rival.height && rival.y < place.y + place.height);
    const add = object => { places.set(object, this.places.get(object)); rivalsOf(object).push(this.places.get(object)); };
    const placed = [...shown].filter(object => this.places.has(object));
    for (const object of placed) if (!overlaps(this.places.get(object), rivalsOf(object))) add(object);
    for (const object of shown) if (!places.has(object)) { this.give(object, rivalsOf(object)); add(object); }
    return places;
  }

  rows(object) { return this.boxes.get(object)?.rows ?? []; }
}
