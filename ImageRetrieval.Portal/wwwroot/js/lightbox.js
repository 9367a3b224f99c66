// One picture enlarged, with its details; the arrow keys step through the results, and the query can be shown beside it.
import { text, number } from './texts.js';
import { reveal, tiles } from './wall.js';

const box = document.getElementById('lightbox');
const image = box.querySelector('.shown img');
const compared = box.querySelector('.compared');
const action = name => box.querySelector(`[data-act="${name}"]`);
let at = 0;

// A small picture is enlarged to twice its size at most: beyond that only its pixels would grow.
for (const each of box.querySelectorAll('.stage img'))
  each.addEventListener('load', () => Object.assign(each.style, { maxInlineSize: `${each.naturalWidth * 2}px`, maxBlockSize: `${each.naturalHeight * 2}px` }));

const shownTiles = () => tiles().filter(tile => !tile.classList.contains('below'));

export function open(tile) {
  at = shownTiles().indexOf(tile);
  if (at < 0) return;
  show();
  if (!box.open) box.showModal();
}

/** Shows or hides the query beside the picture. */
export function compare(on = compared.hidden) {
  const query = document.querySelector('.part:not(.minus) img, .still img');
  compared.hidden = !on || !query;
  action('compare').setAttribute('aria-pressed', String(!compared.hidden));
  if (query) compared.querySelector('img').src = query.currentSrc || query.src;
}

export function step(by) {
  const all = shownTiles();
  at = (at + by + all.length) % all.length;
  show();
}

function show() {
  const all = shownTiles(), tile = all[at];
  const link = tile.querySelector('.picture'), small = tile.querySelector('img');
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
  action('copy').dataset.copy = tile.querySelector('[data-more]')?.getAttribute('href') ?? link.getAttribute('href');
  action('download').href = action('open').href = link.href;
  action('download').download = tile.dataset.id;
  if (!compared.hidden) compare(true);
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
  if (!by) return;
  event.preventDefault();
  step(document.dir === 'rtl' ? -by : by);
});

box.addEventListener('close', () => {
  const tile = shownTiles()[at];
  if (tile) reveal(tile).querySelector('.picture').focus();
});
