// What part of the map is shown: a middle in the map's numbers, and a zoom of 1 for all of it.
// Around all of it there is room for half a thumbnail.
const whole = 32768, extent = 65536, border = 32, most = 400;

export function createView(canvas) {
  const fit = () => Math.max(1, Math.min(view.width, view.height) - 2 * border) / extent;
  const view = { x: whole, y: whole, zoom: 1, width: 1, height: 1, get scale() { return fit() * view.zoom; } };
  const clamp = (value, least, largest) => Math.min(largest, Math.max(least, value));

  return Object.assign(view, {
    toScreen: (x, y) => [(x - view.x) * view.scale + view.width / 2, (y - view.y) * view.scale + view.height / 2],
    toMap: (x, y) => [(x - view.width / 2) / view.scale + view.x, (y - view.height / 2) / view.scale + view.y],

    /** Adapts the bitmap to the size of the element; true when it has changed. */
    resize() {
      const { width, height } = canvas.getBoundingClientRect(), ratio = Math.min(2, devicePixelRatio || 1);
      if (view.width === width && view.height === height && canvas.width === Math.round(width * ratio)) return false;
      Object.assign(view, { width, height, ratio });
      Object.assign(canvas, { width: Math.round(width * ratio), height: Math.round(height * ratio) });
      return true;
    },
    pan(dx, dy) {
      view.x = clamp(view.x - dx / view.scale, 0, extent);
      view.y = clamp(view.y - dy / view.scale, 0, extent);
    },
    /** Zooms so that a point of the screen keeps its place. */
    zoomAt(factor, x = view.width / 2, y = view.height / 2) {
      const [mapX, mapY] = view.toMap(x, y);
      view.zoom = clamp(view.zoom * factor, 1, most);
      view.x = clamp(mapX - (x - view.width / 2) / view.scale, 0, extent);
      view.y = clamp(mapY - (y - view.height / 2) / view.scale, 0, extent);
    },
    reset: () => Object.assign(view, { x: whole, y: whole, zoom: 1 }),
    /** Shows a part of the map as large as possible. */
    show(left, top, right, bottom) {
      Object.assign(view, { x: (left + right) / 2, y: (top + bottom) / 2, zoom: 1 });
      const wanted = Math.min(view.width / Math.max(right - left, 200), view.height / Math.max(bottom - top, 200)) * 0.85;
      view.zoom = clamp(wanted / fit(), 1, most);
    },
    toText: () => view.zoom === 1 ? '' : [Math.round(view.x), Math.round(view.y), Math.round(view.zoom * 100) / 100].join(),
    fromText(words) {
      const [x, y, zoom] = (words ?? '').split(',').map(Number);
      if ([x, y, zoom].every(Number.isFinite)) Object.assign(view, { x: clamp(x, 0, extent), y: clamp(y, 0, extent), zoom: clamp(zoom, 1, most) });
    },
  });
}
