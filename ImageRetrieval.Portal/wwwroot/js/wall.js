// More than 200 pictures: only those near the viewport are in the page. The rows are laid out as the style sheet would. With groups there are several walls.
const most = 200;
const captionHeight = 104;
const gap = 16;
let walls = [];

const isVirtual = () => Boolean(walls[0]?.list.isConnected);

/** Every tile of the answer, in the page or not. */
export const tiles = () => isVirtual() ? walls.flatMap(({ all }) => all) : [...document.querySelectorAll('#answer .tile, .duel li')];

/** Adds a tile to the page, scrolled into view and in an open group, and returns it. */
export function reveal(tile) {
  const wall = isVirtual() ? walls.find(({ all }) => all.includes(tile)) : null;
  const group = (wall?.list ?? tile).closest('details.group');
  if (group && !group.open) {
    group.open = true;
    if (wall) arrange(wall);
  }
  if (!tile.isConnected) {
    const place = wall?.places.get(tile);
    if (place) scrollTo({ top: wall.list.getBoundingClientRect().top + scrollY + place.top - innerHeight / 3 });
    fill();
  }
  return tile;
}

/** Recalculates the layout after tiles were hidden or shown. */
export function layout() {
  if (!isVirtual()) return;
  walls.forEach(arrange);
  fill();
}

function arrange(wall) {
  const width = wall.list.clientWidth;
  // The wall of a closed group has no width.
  if (!width) return;
  const visible = wall.all.filter(tile => !tile.classList.contains('below'));
  const phone = matchMedia('(max-width: 37.5rem)').matches;
  const target = phone ? (width - gap) / 2 : 200;
  let top = 0;
  wall.places = new Map();
  for (const row of rows(visible, width, target, phone)) {
    let left = 0;
    for (const { tile, w } of row.tiles) {
      wall.places.set(tile, { top, left, width: w, height: row.height });
      left += w + gap;
    }
    top += row.height + captionHeight + gap;
  }
  wall.list.style.height = `${top}px`;
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
  // First all measures, then all changes, so that the page is laid out once.
  const tops = walls.map(({ list }) => list.getBoundingClientRect().top);
  walls.forEach((wall, i) => fillOne(wall, -tops[i] - innerHeight));
}

function fillOne({ list, all, places }, from) {
  const to = from + 3 * innerHeight;
  const wanted = all.filter(tile => {
    const place = places.get(tile);
    return place && (place.top < to && place.top + place.height + captionHeight > from || tile.contains(document.activeElement));
  });
  const kept = new Set(wanted);
  for (const tile of [...list.children]) if (!kept.has(tile)) tile.remove();
  let next = list.firstChild;
  for (const tile of wanted) {
    const { top, left, width, height } = places.get(tile);
    Object.assign(tile.style, { insetBlockStart: `${top}px`, insetInlineStart: `${left}px`, inlineSize: `${width}px` });
    tile.querySelector('.picture').style.blockSize = `${height}px`;
    if (tile === next) next = next.nextSibling;
    else list.insertBefore(tile, next);
  }
}

function start() {
  walls = [];
  const lists = [...document.querySelectorAll('#answer ol.wall')];
  if (lists.reduce((sum, list) => sum + list.children.length, 0) <= most) return;
  walls = lists.map(list => ({ list, all: [...list.children], places: new Map() }));
  for (const { list, all } of walls) {
    all.forEach((tile, i) => { tile.setAttribute('aria-setsize', all.length); tile.setAttribute('aria-posinset', i + 1); });
    list.classList.add('virtual');
  }
  layout();
}

let asked = false;
const soon = work => { if (!asked) { asked = true; requestAnimationFrame(() => { asked = false; work(); }); } };
addEventListener('scroll', () => { if (isVirtual()) soon(fill); }, { passive: true });
addEventListener('resize', () => { if (isVirtual()) soon(layout); });
// A group that was opened or closed moves those below it.
document.addEventListener('toggle', event => { if (isVirtual() && event.target.matches?.('details.group, details.filters')) soon(layout); }, true);
document.addEventListener('page-changed', start);
start();
