// The search page: pictures that are chosen, dropped, pasted or typed start a search; the other controls narrow it.
import { ask, address, changed, isAsked } from './page.js';
import { shownKey, withShown } from './shown.js';
import './fold.js';
import './facets.js';
import { mayAsk, take, upload } from './upload.js';
import './crop.js';
import './lightbox.js';
import './minimum.js';
import './resend.js';
import './selection.js';
import './searches.js';
import './wall.js';
import './status.js';

const form = document.getElementById('search');
// The whole page takes what is dropped, and shows so.
const drop = document.getElementById('drop');
const isAdding = () => document.getElementById('add')?.checked ?? false;

form.addEventListener('submit', event => {
  event.preventDefault();
  const typed = form.elements.text.value.trim();
  if (!typed && isAsked()) return ask(settings());
  if (!mayAsk(typed)) return;
  const body = new FormData(form);
  body.delete('file');
  ask('/', { body }).then(done => { if (done && typed) form.elements.text.value = ''; });
});

// Some fields of the form are elsewhere in the page.
document.addEventListener('change', event => {
  const field = event.target;
  if (field.form !== form) return;
  if (field.id === 'file') {
    const files = [...field.files];
    field.value = '';
    upload(files, isAdding());
  } else if (['model', 'n', 'exact', 'f', 'sort', 'group'].includes(field.name) || /^(from|to)\./.test(field.name)) {
    if (field.name === 'model') remember(field.value);
    if (isAsked()) ask(settings(field.name === 'model'));
  }
});

/** Stores the model that was chosen: it is used again on pages whose address names none. */
function remember(model) {
  document.cookie = `model=${encodeURIComponent(model)}; path=/; max-age=${365 * 24 * 60 * 60}; samesite=lax`;
}

document.addEventListener('click', event => {
  const link = event.target.closest?.('a[data-model]');
  if (link) remember(link.dataset.model);
});

/** The address of the search with the settings of the form. */
function settings(modelChosen = false) {
  return changed(query => {
    for (const key of [...query.keys()]) if (!['q', 'find', 'min', 'rank'].includes(key) && !(key === 'model' && !modelChosen)) query.delete(key);
    for (const [key, value] of new FormData(form)) {
      if (typeof value !== 'string' || value === '') continue;
      if (key === 'f' || key === 'n' || key === 'exact' || key === 'sort' || key === 'group' || key === 'r' || /^(from|to)\./.test(key) || key === 'model' && modelChosen) key === 'model' ? query.set(key, value) : query.append(key, value);
    }
  });
}

for (const type of ['dragenter', 'dragover'])
  document.addEventListener(type, event => { event.preventDefault(); drop.hidden = false; });
for (const type of ['dragleave', 'drop', 'dragend'])
  document.addEventListener(type, event => { if (type !== 'dragleave' || !event.relatedTarget) drop.hidden = true; });
document.addEventListener('drop', event => { event.preventDefault(); take(event.dataTransfer, isAdding()); });
document.addEventListener('paste', event => {
  const isTyping = event.target.closest?.('input, textarea');
  if (isTyping && !event.clipboardData.files.length) return;
  if (take(event.clipboardData, isAdding())) event.preventDefault();
});

document.getElementById('camera').addEventListener('click', async () => {
  const { photograph } = await import('./camera.js');
  const picture = await photograph();
  if (picture) upload([picture], isAdding());
});

// The address bar always matches the search that the page shows.
const given = new URLSearchParams(location.search);
const isWhole = isAsked() && !given.has('like') && given.has('model') === new URL(address(), location.href).searchParams.has('model');
history.replaceState(history.state, '', isWhole || !location.search ? location.href : withShown(shownKey(), address()));
