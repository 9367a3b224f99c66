// Uploads pictures to search with: previewed at once, scaled down when they are large, and kept for going back.
import { ask, changed, problem } from './page.js';
import { fold } from './fold.js';
import { shrink } from './shrink.js';
import { number, text } from './texts.js';

const form = document.getElementById('search');
const parts = document.getElementById('parts');
const note = document.getElementById('note');
const uploaded = new Map();          // uploaded pictures and their blob addresses, by the key under which the site keeps them

/** Searches with what was dropped or pasted: files, a picture of this site, or an address. Returns whether it was any of these. */
export function take(data, add) {
  const files = [...(data?.files ?? [])];
  const pictures = files.filter(file => file.type.startsWith('image/'));
  if (files.length) upload(pictures.length ? pictures : files.slice(0, 1), add);
  else {
    const link = (data?.getData('text/uri-list') || data?.getData('text/plain') || '').split('\n').map(line => line.trim()).find(line => /^https?:\/\//.test(line));
    if (!link) return false;
    if (!mayAsk(link)) return true;
    searchWith(partOf(new URL(link)), add);
  }
  return true;
}

/** Searches with files, in addition to the current parts or instead of them. */
export async function upload(files, add, { original = false } = {}) {
  if (!files.length) return;
  note.replaceChildren();
  const before = [...parts.children];
  preview(files, add);
  const ready = await Promise.all(files.map(file => original ? { file } : shrink(file)));
  const limit = Number(form.dataset.maxBytes);
  const large = ready.find(({ file }) => file.size > limit);
  if (large) {
    parts.replaceChildren(...before);
    return problem(text('TooLarge.Title'), text('TooLarge.Text', form.dataset.maxText, number(Math.round(large.file.size / 104857.6) / 10)), 'toolarge');
  }
  const body = new FormData(form);
  body.delete('file');
  body.delete('text');
  body.delete('add');
  if (add) body.set('add', '1');
  for (const { file } of ready) body.append('file', file, file.name || 'pasted');
  const done = await ask('/', { body, prepare: next => keep(next, ready) });
  const smaller = ready.find(({ width }) => width);
  if (done && smaller) tell(smaller, files, add);
}

/** Whether a text may be sent: where web addresses are disabled, that is reported instead of sending one. */
export function mayAsk(words) {
  if (form.dataset.urls !== 'off' || !/^https?:\/\//i.test(words) || words.startsWith(location.origin)) return true;
  problem(text('UrlsOff.Title'), text('UrlsOff.Text'), 'urlsoff');
  return false;
}

function searchWith(part, add) {
  ask(changed(query => { if (!add) query.delete('q'); query.delete('find'); query.append('q', part); }));
}

// A picture of this site belongs to the collection; other addresses are fetched by the Api, if that is enabled.
function partOf(link) {
  if (link.origin !== location.origin) return `url:${link.href}`;
  const image = link.pathname.match(/^\/images\/([^/]+)\//);
  return image ? `id:${decodeURIComponent(image[1])}` : link.searchParams.get('q') ?? `url:${link.href}`;
}

function preview(files, add) {
  const figures = files.map((file, i) => {
    const figure = Object.assign(document.createElement('figure'), { className: 'part' });
    figure.dataset.key = `pending-${i}`;
    const picture = Object.assign(document.createElement('div'), { className: 'part-picture' });
    const image = Object.assign(document.createElement('img'), { src: URL.createObjectURL(file), alt: '', width: 4, height: 3 });
    image.addEventListener('error', () => image.remove());
    picture.append(image);
    figure.append(picture, Object.assign(document.createElement('figcaption'), { textContent: text('Searching'), className: 'hint' }));
    return figure;
  });
  if (add) parts.append(...figures); else parts.replaceChildren(...figures);
  document.getElementById('page').dataset.asked = 'yes';
  fold(true);
}

function keep(next, ready) {
  const figures = [...next.querySelectorAll('.part[data-key^="upload-"]')].slice(-ready.length);
  remember(next, figures.map((figure, i) => [figure.dataset.key, ready[i].file]));
}

/** Keeps pictures by the keys of their parts, so that a new page need not load them from the site. */
export function remember(next, pictures) {
  for (const [key, file] of pictures) uploaded.set(key, { file, address: URL.createObjectURL(file) });
  for (const figure of next.querySelectorAll('.part[data-key^="upload-"]')) {
    const own = uploaded.get(figure.dataset.key), image = figure.querySelector('img');
    if (own && image) image.src = own.address;
  }
}

/** A picture uploaded from this page, by the key of its part; undefined for any other. */
export const recall = key => uploaded.get(key)?.file;

function tell({ width, height }, files, add) {
  const again = Object.assign(document.createElement('button'), { type: 'button', className: 'link', textContent: text('Original') });
  again.addEventListener('click', () => upload(files, add, { original: true }));
  note.replaceChildren(text('Smaller', number(width), number(height)), ' ', again);
}
