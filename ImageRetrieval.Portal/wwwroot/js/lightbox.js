// One picture enlarged, with its details; the arrow keys step through the results, and the query can be shown beside it.
// The open picture is in the address (shown.js); zoom.js is loaded when the first one is opened.
import { text, number } from './texts.js';
import { pageBehind, shownKey, withShown } from './shown.js';
import { reveal, tiles } from './wall.js';

const box = document.getElementById('lightbox');
const image = box.querySelector('.shown img');
const compared = box.querySelector('.compared');
const together = box.querySelector('[data-together]');
const action = name => box.querySelector(`[data-act="${name}"]`);
const keyOf = tile => tile.dataset.shown ?? tile.dataset.id;
const shownTiles = () => tiles().filter(tile => !tile.classList.contains('below'));
const byDirection = by => document.dir === 'rtl' ? -by : by;
let at = 0, zoom = null, returning = null;

// A small picture is enlarged to twice its size at most: beyond that only its pixels would grow.
for (const each of box.querySelectorAll('.stage img'))
  each.addEventListener('load', () => {
    Object.assign(each.style, { maxInlineSize: `${each.naturalWidth * 2}px`, maxBlockSize: `${each.naturalHeight * 2}px` });
    zoom?.refresh();
  });

export function open(tile) {
  const found = shownTiles().indexOf(tile);
  if (found < 0) return;
  at = found;
  const address = withShown(keyOf(tile));
  if (box.open) history.replaceState(history.state, '', address);
  else history.pushState({ shown: true }, '', address);
  show();
}

/** Opens or closes it as the address says. */
function follow() {
  const key = shownKey();
  const found = key === null ? -1 : shownTiles().findIndex(tile => keyOf(tile) === key);
  if (found >= 0) {
    at = found;
    show();
  } else {
    // The picture of a link may no longer be among the results.
    if (key !== null) history.replaceState(history.state, '', withShown(null));
    if (box.open) box.close();
  }
}

/** Shows or hides the query beside the picture. */
export function compare(on = compared.hidden) {
  const query = document.querySelector('.part:not(.minus) img, .still img');
  compared.hidden = !on || !query;
  together.closest('label').hidden = compared.hidden;
  action('compare').setAttribute('aria-pressed', String(!compared.hidden));
  // Of a picture of the collection the page has a thumbnail only; the lightbox shows the picture itself.
  const source = query && (query.currentSrc || query.src).replace(/(\/images\/[^/?]+)\/thumbnail\?.*$/, '$1/original');
  const shown = compared.querySelector('img');
  if (source && shown.src !== source) shown.src = source;
  zoom?.refresh();
}

export function step(by) {
  const all = shownTiles();
  at = (at + by + all.length) % all.length;
  history.replaceState(history.state, '', withShown(keyOf(all[at])));
  show();
}

function show() {
  const all = shownTiles(), tile = all[at];
  const link = tile.querySelector('.picture'), small = tile.querySelector('img');
  zoom?.reset();
  image.src = link.href;
  image.alt = small.alt;
  image.width = small.getAttribute('width');
  image.height = small.getAttribute('height');
  box.querySelector('#lightbox-title').textContent = small.alt;
  box.querySelector('.score').replaceChildren(...[...tile.querySelectorAll('.score > *')].flatMap(part => [part.cloneNode(true), ' ']));
  box.querySelector('.facts').replaceChildren(...[...tile.querySelectorAll('.meta > *')].map(part => part.cloneNode(true)));
  box.querySelector('[data-position]').textContent = text('Position', number(at + 1), number(all.length));
  for (const name of ['more', 'less']) {
    const source = tile.querySelector(`[data-${name}]`);
    action(name).hidden = !source;
    if (source) action(name).href = source.getAttribute('href');
    // On pages without a search form the link is an ordinary link.
    action(name).toggleAttribute('data-search', Boolean(source?.hasAttribute('data-search')));
  }
  action('compare').hidden = !document.querySelector('.part img, .still img');
  action('copy').dataset.copy = withShown(keyOf(tile));
  action('download').href = action('open').href = link.href;
  action('download').download = tile.dataset.id;
  if (!compared.hidden) compare(true);
  if (!box.open) box.showModal();
  prepare();
}

async function prepare() {
  if (zoom) return;
  const { createZoom } = await import('./zoom.js');
  zoom ??= createZoom(box.querySelector('.stage'), {
    isTogether: () => together.checked,
    swiped: by => step(byDirection(by)),
  });
}

document.addEventListener('click', event => {
  const link = event.target.closest?.('a[data-lightbox]');
  if (!link || event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  open(link.closest('li'));
});

box.addEventListener('click', event => {
  const target = event.target.closest('[data-step], [data-act], [data-close]');
  if (target?.dataset.step) step(Number(target.dataset.step));
  else if (target?.dataset.act === 'compare') compare();
  else if (target?.hasAttribute('data-close')) box.close();
});

box.addEventListener('keydown', event => {
  const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  if (zoom?.key(event)) event.preventDefault();
  else if (by && !event.ctrlKey && !event.metaKey && !event.altKey) {
    event.preventDefault();
    step(byDirection(by));
  }
});

box.addEventListener('close', () => {
  const tile = shownTiles()[at];
  if (tile) reveal(tile).querySelector('.picture').focus();
  // The address no longer names a picture after Back, and when a search has replaced it.
  if (shownKey() === null) return;
  returning = tile;
  if (history.state?.shown) history.back();
  else history.replaceState(history.state, '', withShown(null));
});

let behind = pageBehind();
addEventListener('popstate', () => {
  // The browser scrolls to where the picture was opened; the one that was shown last is to stay visible.
  const tile = returning;
  if (tile) requestAnimationFrame(() => reveal(tile).scrollIntoView({ block: 'nearest' }));
  returning = null;
  // For another search, the new results arrive first.
  if (pageBehind() === behind) follow();
});
document.addEventListener('page-changed', event => {
  behind = pageBehind();
  if (!event.detail.live) follow();
});
follow();
