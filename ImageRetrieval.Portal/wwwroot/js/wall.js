// More than 200 pictures: only those near the viewport are in the page. The rows are laid out as the style sheet would.
const most = 200;
const captionHeight = 104;
const gap = 16;
let list = null, places = [], all = [];

/** Every tile of the answer, in the page or not. */
export const tiles = () => list?.isConnected ? all : [...document.querySelectorAll('#answer .tile, .duel li')];

/** Adds a tile to the page, scrolled into view, and returns it. */
export function reveal(tile) {
  if (!tile.isConnected) {
    const place = places[all.indexOf(tile)];
    if (place) scrollTo({ top: list.getBoundingClientRect().top + scrollY + place.top - innerHeight / 3 });
    fill();
  }
  return tile;
}

/** Recalculates the layout after tiles were hidden or shown. */
export function layout() {
  if (!list?.isConnected) return;
  const visible = all.filter(tile => !tile.classList.contains('below'));
  const width = list.clientWidth;
  const phone = matchMedia('(max-width: 37.5rem)').matches;
  const target = phone ? (width - gap) / 2 : 200;
  const byTile = new Map();
  let top = 0;
  for (const row of rows(visible, width, target, phone)) {
    let left = 0;
    for (const { tile, w } of row.tiles) {
      byTile.set(tile, { top, left, width: w, height: row.height });
      left += w + gap;
    }
    top += row.height + captionHeight + gap;
  }
  places = all.map(tile => byTile.get(tile) ?? null);
  list.style.height = `${top}px`;
  fill();
}

function* rows(shown, width, target, phone) {
  let row = [], ratios = 0;
  for (const tile of shown) {
    const image = tile.querySelector('img');
    const ratio = phone ? 1 : Math.min(Math.max(image.getAttribute('width') / image.getAttribute('height'), .5), 2.5);
    row.push({ tile, ratio });
    ratios += ratio;
    const height = (width - gap * (row.length - 1)) / ratios;
    if (phone ? row.length === 2 : height <= target) {
      yield { height, tiles: row.map(each => ({ tile: each.tile, w: each.ratio * height })) };
      row = [], ratios = 0;
    }
  }
  if (row.length) yield { height: target, tiles: row.map(each => ({ tile: each.tile, w: each.ratio * target })) };
}

function fill() {
  const from = -list.getBoundingClientRect().top - innerHeight, to = from + 3 * innerHeight;
  const focused = all.find(tile => tile.contains(document.activeElement));
  const wanted = all.filter((tile, i) => places[i] && (tile === focused || places[i].top < to && places[i].top + places[i].height + captionHeight > from));
  for (const tile of [...list.children]) if (!wanted.includes(tile)) tile.remove();
  let place = list.firstChild;
  for (const tile of wanted) {
    const { top, left, width, height } = places[all.indexOf(tile)];
    Object.assign(tile.style, { insetBlockStart: `${top}px`, insetInlineStart: `${left}px`, inlineSize: `${width}px` });
    tile.querySelector('.picture').style.blockSize = `${height}px`;
    if (tile === place) place = place.nextSibling;
    else list.insertBefore(tile, place);
  }
}

function start() {
  const wall = document.querySelector('#answer ol.wall');
  list = null;
  if (!wall || wall.children.length <= most) return;
  list = wall;
  all = [...wall.children];
  all.forEach((tile, i) => { tile.setAttribute('aria-setsize', all.length); tile.setAttribute('aria-posinset', i + 1); });
  list.classList.add('virtual');
  layout();
}

let asked = false;
const soon = work => { if (!asked) { asked = true; requestAnimationFrame(() => { asked = false; work(); }); } };
addEventListener('scroll', () => { if (list?.isConnected) soon(fill); }, { passive: true });
addEventListener('resize', () => { if (list?.isConnected) soon(layout); });
document.addEventListener('page-changed', start);
start();
