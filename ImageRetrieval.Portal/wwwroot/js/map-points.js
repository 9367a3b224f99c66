// The pictures of a map: their places, and which of them are at a point or inside a polygon.
const cells = 128, extent = 65536;
const cellOf = value => value * cells / extent | 0;

export async function load(address) {
  const response = await fetch(address);
  if (!response.ok) throw new TypeError(`status ${response.status}`);
  const data = await response.json();
  const points = {
    count: data.ids.length, ids: data.ids, version: data.mapVersion, values: data.values, clusters: data.clusters,
    x: Uint16Array.from(data.x), y: Uint16Array.from(data.y), cluster: Int8Array.from(data.cluster), value: Int8Array.from(data.value),
  };
  return Object.assign(points, index(points));
}

// A grid of cells: the pictures of each are adjacent in one list.
function index({ count, x, y }) {
  const starts = new Uint32Array(cells * cells + 1), members = new Uint32Array(count);
  const cell = i => cellOf(y[i]) * cells + cellOf(x[i]);
  for (let i = 0; i < count; i++) starts[cell(i) + 1]++;
  for (let c = 0; c < cells * cells; c++) starts[c + 1] += starts[c];
  const next = starts.slice(0, -1);
  for (let i = 0; i < count; i++) members[next[cell(i)]++] = i;
  return { starts, members };
}

/** Calls with the number of each picture in a rectangle of cells: a few beyond its edges are included. */
export function eachIn({ starts, members }, left, top, right, bottom, call) {
  const clamp = value => Math.min(cells - 1, Math.max(0, cellOf(value)));
  for (let row = clamp(top); row <= clamp(bottom); row++)
    for (let c = row * cells + clamp(left); c <= row * cells + clamp(right); c++)
      for (let i = starts[c]; i < starts[c + 1]; i++) call(members[i]);
}

/** The picture nearest to a place, within a distance; -1 for none. */
export function nearest(points, x, y, within) {
  let found = -1, least = within * within;
  eachIn(points, x - within, y - within, x + within, y + within, i => {
    const squared = (points.x[i] - x) ** 2 + (points.y[i] - y) ** 2;
    if (squared <= least) [found, least] = [i, squared];
  });
  return found;
}

/** The pictures inside a polygon, by the even-odd rule and with the numbers that the service computes. */
export function inside(points, corners) {
  const found = [], n = corners.length / 2;
  for (let p = 0; p < points.count; p++) {
    const x = points.x[p], y = points.y[p];
    let isIn = false;
    for (let i = 0, j = n - 1; i < n; j = i++) {
      const yi = corners[2 * i + 1], yj = corners[2 * j + 1];
      if ((yi > y) !== (yj > y) && x < (corners[2 * j] - corners[2 * i]) * (y - yi) / (yj - yi) + corners[2 * i]) isIn = !isIn;
    }
    if (isIn) found.push(p);
  }
  return found;
}
