// Searches without a full reload: choose, drop or paste a picture, or follow a "more like this".
// Without this script the same form and the same links do the same.
import { watchStatus } from './status.js';

const form = document.getElementById('search');
const answer = document.getElementById('answer');
const uploads = new Map();          // pictures of this visit, for the way back through the history
let current = null;                 // the upload of the search that is shown, if it is one
let running = null;

if (form) {
  start();
  watchStatus(again);
}

function start() {
  const file = form.elements.file;
  const drop = form.querySelector('.drop');

  form.addEventListener('submit', event => { event.preventDefault(); submit(); });
  file.addEventListener('change', () => file.files[0] && upload(file.files[0]));
  for (const name of ['model', 'n'])
    form.elements[name].addEventListener('change', () => (current || form.elements.like.value) && submit());

  for (const type of ['dragenter', 'dragover'])
    document.addEventListener(type, event => { event.preventDefault(); drop.classList.add('over'); });
  for (const type of ['dragleave', 'drop', 'dragend'])
    document.addEventListener(type, event => { if (type !== 'dragleave' || !event.relatedTarget) drop.classList.remove('over'); });
  document.addEventListener('drop', event => { event.preventDefault(); take(event.dataTransfer); });
  document.addEventListener('paste', event => take(event.clipboardData));

  document.addEventListener('click', event => {
    const link = event.target.closest('a[data-search]');
    if (!link || event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    follow(link.href);
  });
  history.replaceState({ upload: null }, '');
  addEventListener('popstate', event => {
    const picture = uploads.get(event.state?.upload);
    if (picture) ask('/', picture); else ask(location.href, null);
  });
}

function take(data) {
  const picture = [...(data?.files ?? [])].find(f => f.type.startsWith('image/')) ?? data?.files?.[0];
  if (picture) upload(picture);
}

function submit() {
  if (current) return upload(current);
  const like = form.elements.like.value;
  if (!like) return upload(null);
  follow(`/?${new URLSearchParams({ like, model: form.elements.model.value, n: form.elements.n.value })}`);
}

function follow(address) {
  history.pushState({ upload: null }, '', address);
  return ask(address, null);
}

function upload(picture) {
  if (picture && picture.size > Number(form.dataset.maxBytes))
    return problem('That picture is too large', `Pictures up to ${form.dataset.maxText} are accepted; this one has ${(picture.size / 1048576).toFixed(1)} MB. Save a smaller copy; one that is 1,000 pixels wide gives the same results.`);
  if (picture) {
    const key = uploads.size + 1;
    uploads.set(key, picture);
    history.pushState({ upload: key }, '', '/');
  }
  return ask('/', picture, true);
}

function again() {
  if (current) ask('/', current); else ask(location.href, null);
}

async function ask(address, picture, post = Boolean(picture)) {
  running?.abort();
  const mine = running = new AbortController();
  const fromAnswer = answer.contains(document.activeElement);
  current = picture;
  if (picture) show(URL.createObjectURL(picture));
  answer.setAttribute('aria-busy', 'true');
  try {
    const response = await fetch(address, { signal: mine.signal, headers: { 'X-Fragment': 'answer' }, ...(post ? { method: 'POST', body: body(picture) } : {}) });
    replace(await response.text(), fromAnswer, picture);
  } catch (error) {
    if (error.name !== 'AbortError')
      problem('This site does not answer', 'The connection was lost. Check that the Portal still runs, then try again.');
  } finally {
    if (running === mine) answer.removeAttribute('aria-busy');
  }
}

function body(picture) {
  const data = new FormData();
  data.set('model', form.elements.model.value);
  data.set('n', form.elements.n.value);
  if (picture) data.set('file', picture, picture.name || 'pasted');
  return data;
}

function replace(html, moveFocus, picture) {
  const parsed = new DOMParser().parseFromString(html, 'text/html').body;
  answer.replaceChildren(...parsed.childNodes);
  const section = answer.querySelector('section');
  const title = section?.dataset.title ?? '';
  form.elements.like.value = picture ? '' : section?.dataset.like ?? '';
  if (!picture) show(section?.dataset.preview || null);
  form.closest('.page').dataset.asked = picture || section?.dataset.like || section?.dataset.problem ? 'yes' : 'no';
  document.title = title ? `${title} – ImageRetrieval` : 'ImageRetrieval';
  document.getElementById('announce').textContent = title;
  if (moveFocus) {
    answer.querySelector('.answer-title')?.focus({ preventScroll: true });
    scrollTo({ top: 0, behavior: matchMedia('(prefers-reduced-motion: reduce)').matches ? 'auto' : 'smooth' });
  }
}

function problem(title, text) {
  const section = document.createElement('section');
  section.className = 'problem';
  section.append(Object.assign(document.createElement('h2'), { textContent: title, className: 'answer-title' }), Object.assign(document.createElement('p'), { textContent: text }));
  answer.replaceChildren(section);
  document.getElementById('announce').textContent = `${title}. ${text}`;
}

function show(address) {
  const preview = form.querySelector('.preview');
  const old = preview.querySelector('img');
  if (old?.src.startsWith('blob:')) URL.revokeObjectURL(old.src);
  if (!address) return preview.replaceChildren();
  const image = Object.assign(document.createElement('img'), { src: address, alt: 'The picture that is searched with' });
  image.addEventListener('error', () => image.remove());
  preview.replaceChildren(image);
}
