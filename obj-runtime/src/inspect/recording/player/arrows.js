// Arrows: from a place to an object, round the boxes between.

/** Lanes of a gap between two columns: each source, a name, a field or a cell, has one of its own as long as there are some. */
class Lanes {
  constructor() { this.used = new Map(); this.sources = new Map(); }

  /** The number of a source. */
  rank(source) {
    if (!this.sources.has(source)) this.sources.set(source, this.sources.size);
    return this.sources.get(source);
  }

  /** The x of the lane of a source in the gap left of a column. */
  x(column, source) {
    if (!this.used.has(column)) this.used.set(column, new Map());
    const lanes = this.used.get(column);
    if (!lanes.has(source)) lanes.set(source, lanes.size);
    const from = column === 0 ? 8 + NAMES_WIDTH : FIRST_X + COLUMN * (column - 1) + WIDTH, to = FIRST_X + COLUMN * column;
    const free = to - from - 28;
    return from + 12 + (lanes.get(source) * 8) % free;
  }
}

/** Whether a line at `y` would cross a box of a column. */
function isFree(boxes, y) { return boxes.every(box => y < box.y - 5 || y > box.y + box.height + 5); }

/** The free height that is nearest to the one wished for. */
function freeNear(boxes, y) {
  if (isFree(boxes, y)) return y;
  const heights = boxes.flatMap(box => [box.y - APART / 2, box.y + box.height + APART / 2]).filter(height => height > 2 && isFree(boxes, height));
  return heights.sort((a, b) => Math.abs(a - y) - Math.abs(b - y))[0] ?? y;
}

/** The corners of the way from a place to a box. `columns` are the boxes shown, by column. */
function wayTo(from, target, columns, lanes, source) {
  const points = from.top === undefined ? [[from.x, from.y]] : [[from.x, from.top], [from.x, from.y]], end = target.y + Math.min(20, target.height / 2) + (lanes.rank(source) % 6) * 2 - 5;
  if (from.column < target.column) {
    for (let column = from.column + 1; column <= target.column; column++) {
      const lane = lanes.x(column, source), y = column === target.column ? end : freeNear(columns[column] ?? [], points.at(-1)[1]);
      points.push([lane, points.at(-1)[1]], [lane, y]);
    }
    return [...points, [target.x, end]];
  }
  // Back: round the own column, then leftwards, and in from the right.
  let lane = lanes.x(from.column + 1, source);
  points.push([lane, from.y]);
  for (let column = from.column; column > target.column; column--) {
    const y = freeNear(columns[column] ?? [], column === from.column ? from.y + 30 : points.at(-1)[1]);
    points.push([lane, y]);
    lane = lanes.x(column, source);
    points.push([lane, y]);
  }
  return [...points, [lane, end + 8], [target.x + WIDTH, end + 8]];
}

/** A line through the corners, which are round. */
function pathOf(points) {
  const corners = points.filter(([x, y], index) => !index || x !== points[index - 1][0] || y !== points[index - 1][1]);
  let path = `M${corners[0].map(round)}`;
  for (let index = 1; index < corners.length - 1; index++) {
    const [before, corner, after] = [corners[index - 1], corners[index], corners[index + 1]];
    const near = towards(corner, before), far = towards(corner, after);
    path += `L${near.map(round)}Q${corner.map(round)} ${far.map(round)}`;
  }
  return path + `L${corners.at(-1).map(round)}`;
}
const round = number => Math.round(number * 10) / 10;
/** A point on the way from a corner, as far as it is round. */
function towards([x, y], [toX, toY]) {
  const length = Math.hypot(toX - x, toY - y) || 1, part = Math.min(7, length / 2) / length;
  return [x + (toX - x) * part, y + (toY - y) * part];
}

function drawArrow(points, style, ends) {
  return svg('path', {class: 'edge ' + style, d: pathOf(points), 'marker-end': 'url(#arrow)', 'data-from': ends[0], 'data-to': ends[1]});
}
function arrowHead() {
  const marker = svg('marker', {id: 'arrow', viewBox: '0 0 8 8', refX: 7.5, refY: 4, markerUnits: 'userSpaceOnUse', markerWidth: 9, markerHeight: 9, orient: 'auto'});
  marker.append(svg('path', {d: 'M0 0L8 4L0 8z', fill: 'context-stroke'}));
  return svg('defs', {}, marker);
}
