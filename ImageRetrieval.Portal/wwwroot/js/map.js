// The map of the collection: a canvas of all pictures. The list of clusters beside it works without it.
import { createCard } from './map-card.js';
import { colour, createPainter } from './map-draw.js';
import { listen } from './map-gestures.js';
import { inside, load, nearest } from './map-points.js';
import { createSelection } from './map-selection.js';
import { createView } from './map-view.js';
import { announce, number } from './texts.js';

const section = document.getElementById('map');
const mostCorners = 60, reach = 12;

document.getElementById('colouring')?.addEventListener('change', event => event.currentTarget.requestSubmit());
if (section) start().catch(error => {
  if (!(error instanceof TypeError)) throw error;
  section.querySelector('[data-wait]').textContent = section.dataset.failed;
});

async function start() {
  const canvas = section.querySelector('canvas'), view = createView(canvas), params = new URLSearchParams(location.search);
  view.resize();
  view.fromText(params.get('at'));
  const points = await load(section.dataset.source);
  const names = new Map([...document.querySelectorAll('[data-cluster]')].map(item => [Number(item.dataset.cluster), item.dataset.name]));
  const state = { highlight: null, selected: [], outline: [], at: -1 };
  let tool = 'move', drawn = [], waiting = false;
  const redraw = () => {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(() => { waiting = false; paint(state); });
  };
  const paint = createPainter(canvas, view, points, names, redraw);
  const card = createCard(section, points);
  const selection = createSelection(section, points, chosen => {
    state.selected = Uint32Array.from(chosen.pictures);
    state.outline = chosen.area ?? [];
    remember('area', chosen.area?.join() ?? '');
    remember('cluster', chosen.cluster ?? '');
    redraw();
  });

  // The address shows the same part of the map again.
  function remember(key, value) {
    const url = new URL(location.href);
    if (value === '') url.searchParams.delete(key);
    else url.searchParams.set(key, value);
    history.replaceState(history.state, '', url.href.replace(/%2C/g, ','));
  }
  let later = 0;
  const changed = () => {
    redraw();
    clearTimeout(later);
    later = setTimeout(() => remember('at', view.toText()), 300);
  };

  function select(corners) {
    // As whole numbers, and not too many: the address has them.
    const steps = Math.max(1, Math.ceil(corners.length / mostCorners));
    const area = corners.filter((_, i) => i % steps === 0).flat().map(value => Math.min(65535, Math.max(0, Math.round(value))));
    if (area.length >= 6) selection.choose({ pictures: inside(points, area), area });
  }

  function locate(cluster) {
    const pictures = [];
    for (let i = 0; i < points.count; i++) if (points.cluster[i] === cluster) pictures.push(i);
    if (!pictures.length) return;
    // A few stray pictures do not decide what is shown.
    const middle = list => { const sorted = pictures.map(i => list[i]).sort((a, b) => a - b); return [sorted[sorted.length * 0.05 | 0], sorted[sorted.length * 0.95 | 0]]; };
    const [left, right] = middle(points.x), [top, bottom] = middle(points.y);
    selection.choose({ pictures, cluster });
    view.show(left, top, right, bottom);
    changed();
  }

  listen(canvas, view, () => tool, {
    change: changed,
    point(x, y, isTap) {
      const at = x < 0 ? -1 : nearest(points, ...view.toMap(x, y), reach / view.scale);
      if (at !== state.at) { state.at = at; redraw(); }
      card.show(at, isTap);
    },
    draw(from, to, isEnd) {
      if (from === to) drawn = [];
      drawn.push(view.toMap(...to));
      const shown = tool === 'box' ? [view.toMap(...from), view.toMap(to[0], from[1]), view.toMap(...to), view.toMap(from[0], to[1])] : drawn;
      state.outline = shown.flat();
      redraw();
      if (isEnd) select(shown);
    },
  });

  section.addEventListener('click', event => {
    const button = event.target.closest('button');
    if (button?.dataset.tool) {
      tool = button.dataset.tool;
      canvas.classList.toggle('drawing', tool !== 'move');
      for (const each of section.querySelectorAll('[data-tool]')) each.setAttribute('aria-pressed', each === button);
    } else if (button?.dataset.zoom) {
      if (button.dataset.zoom === '0') view.reset();
      else view.zoomAt(button.dataset.zoom > 0 ? 2 : 0.5);
      changed();
    } else if (button && 'value' in button.dataset) {
      const isOn = button.getAttribute('aria-pressed') === 'true';
      state.highlight = isOn ? null : Number(button.dataset.value);
      for (const each of section.querySelectorAll('[data-legend] button')) each.setAttribute('aria-pressed', each === button && !isOn);
      redraw();
    }
  });
  document.addEventListener('click', event => {
    const cluster = event.target.closest('[data-locate]')?.dataset.locate;
    if (cluster === undefined) return;
    locate(Number(cluster));
    section.scrollIntoView({ block: 'nearest' });
  });
  canvas.addEventListener('keydown', event => { if (event.key === 'Escape') { selection.clear(); card.show(-1, true); } });

  legend();
  new ResizeObserver(() => { if (view.resize()) redraw(); }).observe(canvas);
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => { legend(); redraw(); });
  const area = params.get('area')?.split(',').map(Number);
  if (area?.length >= 6 && area.every(Number.isInteger)) selection.choose({ pictures: inside(points, area), area });
  else if (params.has('cluster') && !params.has('at')) locate(Number(params.get('cluster')));
  paint(state);
  section.querySelector('[data-wait]').hidden = true;
  section.dataset.ready = points.count;
  performance.mark('map-ready');
  announce(section.dataset.loaded.replace('{0}', number(points.count)));

  // One button for each value: it shows the colour, and lets the pictures of the value stand out.
  function legend() {
    const box = section.querySelector('[data-legend]');
    if (!box || !points.values.length) return;
    const words = ({ value, from, to }) => value ?? section.dataset.between.replace('{0}', number(from)).replace('{1}', number(to));
    const rest = points.count - points.values.reduce((sum, { count }) => sum + count, 0);
    const entries = [...points.values.map((value, i) => [i, words(value), value.count]), ...(rest > 0 ? [[-1, section.dataset.other, rest]] : [])];
    box.replaceChildren(...entries.map(([at, name, count]) => {
      const button = Object.assign(document.createElement('button'), { type: 'button', className: 'button quiet small' });
      const swatch = Object.assign(document.createElement('span'), { className: 'swatch' });
      swatch.style.background = colour(at);
      button.dataset.value = at;
      button.setAttribute('aria-pressed', state.highlight === at);
      button.append(swatch, Object.assign(document.createElement('span'), { textContent: name, dir: 'auto' }), Object.assign(document.createElement('small'), { textContent: number(count) }));
      return button;
    }));
  }
}
