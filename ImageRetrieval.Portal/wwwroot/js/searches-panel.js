// The list of saved and recent searches: open, save under a name, delete, clear.
import { current, read, save, write } from './searches.js';
import { announce } from './texts.js';

const box = document.getElementById('searches');
const form = document.getElementById('save-search');
const name = document.getElementById('search-name');
const note = box.querySelector('[data-note]');
let shown = [];

export function open(isSaving) {
  const search = current();
  form.hidden = !search;
  name.value = search?.title ?? '';
  note.hidden = true;
  render();
  box.showModal();
  if (isSaving && search) name.select();
}

function render() {
  for (const address of shown) URL.revokeObjectURL(address);
  shown = [];
  const lists = read();
  for (const list of ['saved', 'recent']) {
    box.querySelector(`[data-list="${list}"]`).replaceChildren(...lists[list].map((search, i) => entry(search, list, i)));
    box.querySelector(`[data-empty="${list}"]`).hidden = lists[list].length > 0;
  }
  box.querySelector('[data-clear]').hidden = !lists.recent.length;
}

function entry({ address, title, details, time, picture }, list, i) {
  const item = document.createElement('li');
  const link = make('a', { href: address });
  link.dataset.search = '';
  const isUpload = /[?&]q=[^&]*up:/.test(address);
  const when = new Date(time);
  const facts = [details, isUpload && box.dataset.upload, Number.isNaN(when.getTime()) ? '' : when.toLocaleString(document.documentElement.lang, { dateStyle: 'medium', timeStyle: 'short' })];
  const words = make('span');
  words.append(make('b', { textContent: title, dir: 'auto' }), make('small', { textContent: facts.filter(Boolean).join(' · ') }));
  link.append(preview(picture), words);
  const remove = make('button', { type: 'button', className: 'round', textContent: '×', title: box.dataset.delete, ariaLabel: `${box.dataset.delete}: ${title}` });
  remove.addEventListener('click', () => { drop(list, address, title); (box.querySelectorAll(`[data-list="${list}"] button`)[i] ?? box.querySelector('[data-close]')).focus(); });
  item.append(link, remove);
  return item;
}

const make = (tag, properties) => Object.assign(document.createElement(tag), properties);

function preview(picture) {
  try {
    const bytes = Uint8Array.from(atob(picture ?? ''), letter => letter.charCodeAt(0));
    if (bytes.length) {
      shown.push(URL.createObjectURL(new Blob([bytes], { type: 'image/jpeg' })));
      return make('img', { src: shown.at(-1), alt: '', width: 48, height: 48 });
    }
  } catch {
    // What is stored is not a picture.
  }
  return make('i', { ariaHidden: 'true' });
}

// Other tabs change the lists as well: the entry is found by what it is, not by its position.
function drop(list, address, title) {
  const lists = read();
  write({ ...lists, [list]: lists[list].filter(search => search.address !== address || search.title !== title) });
  render();
}

form.addEventListener('submit', async event => {
  event.preventDefault();
  const outcome = await save(name.value.trim() || current()?.title || '');
  note.hidden = outcome === 'saved';
  note.textContent = outcome === 'saved' ? '' : box.dataset[outcome];
  if (outcome === 'saved') announce(name.value);
  render();
});

box.querySelector('[data-clear]').addEventListener('click', () => {
  write({ ...read(), recent: [] });
  render();
  box.querySelector('[data-close]').focus();
});

addEventListener('storage', event => { if (box.open && event.key === 'searches') render(); });
