// The site keeps uploaded pictures for a while. An expired one that the browser still has is uploaded again automatically, in its old position.
import { address, ask } from './page.js';
import { recall, remember } from './upload.js';

const page = document.getElementById('page');
let isSending = false;

async function resend() {
  if (isSending || page.dataset.problem !== 'expired') return;
  isSending = true;
  try {
    const found = await findAll();
    if (found.length) await ask('/', { body: bodyOf(found), push: false, prepare: next => keep(next, found) });
  } finally {
    isSending = false;
  }
}

async function findAll() {
  const figures = [...document.querySelectorAll('.part[data-key^="upload-"]')];
  const all = await Promise.all(figures.map(async ({ dataset: { key, index } }) => ({ index, file: recall(key) ?? await cached(key.slice('upload-'.length)) })));
  return all.filter(({ file }) => file);
}

// The browser's cache may still hold the picture from an earlier page.
async function cached(key) {
  try {
    const response = await fetch(`/uploads/${key}`, { cache: 'only-if-cached', mode: 'same-origin' });
    return response.ok ? await response.blob() : null;
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    return null;
  }
}

function bodyOf(found) {
  const body = new FormData();
  for (const [key, value] of new URL(address(), location.href).searchParams) body.append(key, value);
  for (const { index, file } of found) {
    body.append('again', index);
    body.append('file', file, file.name || 'picture');
  }
  return body;
}

function keep(next, found) {
  remember(next, found.flatMap(({ index, file }) => {
    const figure = next.querySelector(`.part[data-index="${index}"]`);
    return figure ? [[figure.dataset.key, file]] : [];
  }));
}

document.addEventListener('page-changed', event => { if (!event.detail.live) resend(); });
resend();
