// Draws a map on its canvas: pictures as dots, as thumbnails where there are few, and the names of clusters.
import { eachIn } from './map-points.js';

const light = ['#0f5f54', '#a3431a', '#3454a4', '#8a6d00', '#8e2f6f', '#2f7d32', '#6b4fb3', '#b0303c', '#00748a', '#7a4a2b', '#5a6b00', '#4a5568'];
const dark = ['#84d3c0', '#ffb383', '#9db8ff', '#e6cf6b', '#f2a3d8', '#9be39f', '#c9b5ff', '#ff9aa2', '#7fdcf0', '#d9b08c', '#cfe07a', '#c3ccd6'];
const thumbnails = { most: 48, cached: 120, side: 64, apart: 76, amongst: 600 };
const night = matchMedia('(prefers-color-scheme: dark)');

/** The colour of a value or cluster; gray for none. */
export const colour = at => at < 0 ? (night.matches ? '#78847e' : '#85857a') : (night.matches ? dark : light)[at % light.length];

export function createPainter(canvas, view, points, names, redraw) {
  const paint = canvas.getContext('2d');
  const cache = new Map();
  const byValue = points.value.length > 0;
  const groupOf = byValue ? points.value : points.cluster;
  const groups = new Map();
  for (let i = 0; i < points.count; i++) {
    if (!groups.has(groupOf[i])) groups.set(groupOf[i], []);
    groups.get(groupOf[i]).push(i);
  }
  // Those of no group are drawn first, behind the others.
  const order = [...groups.keys()].sort((a, b) => a - b).map(at => [at, Uint32Array.from(groups.get(at))]);

  function dots(list, radius) {
    const { x: mx, y: my, scale, width, height } = view, round = radius > 2;
    if (round) paint.beginPath();
    for (const i of list) {
      const x = (points.x[i] - mx) * scale + width / 2, y = (points.y[i] - my) * scale + height / 2;
      if (x < -radius || y < -radius || x > width + radius || y > height + radius) continue;
      if (!round) paint.fillRect(x - radius, y - radius, 2 * radius, 2 * radius);
      else { paint.moveTo(x + radius, y); paint.arc(x, y, radius, 0, 7); }
    }
    if (round) paint.fill();
  }

  function image(i) {
    const known = cache.get(i);
    if (known) {
      cache.delete(i);
      cache.set(i, known);
      return known;
    }
    const made = new Image();
    made.addEventListener('load', redraw);
    made.src = `/image/thumbnail?id=${encodeURIComponent(points.ids[i])}&size=160`;
    cache.set(i, made);
    if (cache.size > thumbnails.cached) cache.delete(cache.keys().next().value);
    return made;
  }

  function pictures(isShown) {
    const [left, top] = view.toMap(0, 0), [right, bottom] = view.toMap(view.width, view.height);
    const near = [];
    eachIn(points, left, top, right, bottom, i => { if (points.x[i] >= left && points.x[i] <= right && points.y[i] >= top && points.y[i] <= bottom && isShown(i)) near.push(i); });
    if (near.length > thumbnails.amongst && view.zoom < 40) return;
    const chosen = [];
    for (const i of near.sort((a, b) => a - b)) {
      const [x, y] = view.toScreen(points.x[i], points.y[i]);
      if (chosen.length === thumbnails.most) break;
      if (chosen.every(other => Math.abs(other.x - x) > thumbnails.apart || Math.abs(other.y - y) > thumbnails.apart)) chosen.push({ i, x, y });
    }
    for (const { i, x, y } of chosen) {
      const shown = image(i), side = thumbnails.side;
      if (!shown.complete || !shown.naturalWidth) continue;
      const ratio = shown.naturalWidth / shown.naturalHeight, w = ratio > 1 ? side : side * ratio, h = ratio > 1 ? side / ratio : side;
      paint.fillStyle = colour(groupOf[i]);
      paint.fillRect(x - w / 2 - 2, y - h / 2 - 2, w + 4, h + 4);
      paint.drawImage(shown, x - w / 2, y - h / 2, w, h);
    }
  }

  // Names that would cover another one are left out: those of larger clusters come first.
  function labels(ink, paper) {
    if (view.zoom > 30) return;
    const taken = [];
    paint.font = '600 12px system-ui, sans-serif';
    paint.textAlign = 'center';
    paint.textBaseline = 'middle';
    paint.lineWidth = 4;
    paint.lineJoin = 'round';
    for (const cluster of points.clusters) {
      const words = names.get(cluster.number);
      if (!words) continue;
      const [x, y] = view.toScreen(cluster.x, cluster.y), half = paint.measureText(words).width / 2 + 4;
      if (x - half < 0 || x + half > view.width || y < 12 || y > view.height - 12) continue;
      if (taken.some(other => Math.abs(other.x - x) < other.half + half && Math.abs(other.y - y) < 20)) continue;
      taken.push({ x, y, half });
      paint.strokeStyle = paper;
      paint.strokeText(words, x, y);
      paint.fillStyle = ink;
      paint.fillText(words, x, y);
    }
  }

  function outline(corners, accent) {
    if (corners.length < 4) return;
    paint.beginPath();
    for (let i = 0; i < corners.length; i += 2) paint.lineTo(...view.toScreen(corners[i], corners[i + 1]));
    paint.closePath();
    paint.strokeStyle = accent;
    paint.lineWidth = 1.5;
    paint.setLineDash([6, 4]);
    paint.stroke();
    paint.setLineDash([]);
  }

  /** @param state highlight: a group, or null; selected: numbers of pictures; outline: corners; at: the picture pointed at, or -1 */
  return state => {
    const style = getComputedStyle(canvas), tone = name => style.getPropertyValue(name).trim();
    paint.setTransform(view.ratio, 0, 0, view.ratio, 0, 0);
    paint.clearRect(0, 0, view.width, view.height);
    const radius = Math.min(5, Math.max(points.count > 20000 ? 0.9 : 1.6, Math.sqrt(view.zoom) * (points.count > 5000 ? 0.9 : 2)));
    for (const [at, list] of order) {
      paint.globalAlpha = state.highlight === null || state.highlight === at ? 0.85 : 0.12;
      paint.fillStyle = colour(at);
      dots(list, radius);
    }
    paint.globalAlpha = 1;
    pictures(i => state.highlight === null || state.highlight === groupOf[i]);
    if (state.selected.length) {
      paint.fillStyle = tone('--warm');
      dots(state.selected, radius + 0.8);
    }
    outline(state.outline, tone('--warm'));
    labels(tone('--ink'), tone('--sheet'));
    if (state.at < 0) return;
    const [x, y] = view.toScreen(points.x[state.at], points.y[state.at]);
    paint.beginPath();
    paint.arc(x, y, radius + 5, 0, 7);
    paint.strokeStyle = tone('--warm');
    paint.lineWidth = 3;
    paint.stroke();
  };
}
