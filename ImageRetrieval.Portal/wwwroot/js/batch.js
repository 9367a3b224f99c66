// A batch in small requests: progress, cancelling, smaller copies of large photos, and one CSV file of all answers.
import { shrink } from './shrink.js';
import { number } from './texts.js';

// The Api accepts 64 pictures in a request; fewer show the first answers sooner.
const mostPictures = 16;
const form = document.getElementById('batch');
const run = document.querySelector('[data-run]');
const answer = document.getElementById('batch-answer');
const link = run.querySelector('[data-csv-link]');
const inputs = [...form.querySelectorAll('[type="file"]')];
let running = null;

const fill = (words, ...values) => words.replace(/\{(\d)\}/g, (place, i) => values[i]);
// A folder also has files that are not pictures.
const chosen = () => inputs.flatMap(input => [...input.files].filter(file => !input.webkitdirectory || file.type.startsWith('image/')));
const nameOf = file => file.webkitRelativePath || file.name;

form.addEventListener('change', () => {
  const count = chosen().length;
  form.querySelector('[data-count]').textContent = count ? fill(form.dataset.chosen, number(count)) : '';
});

form.addEventListener('submit', event => {
  const files = chosen();
  if (!files.length) return; // the server explains it
  event.preventDefault();
  search(files);
});
run.querySelector('[data-cancel]').addEventListener('click', () => running?.abort());

async function search(files) {
  running?.abort();
  const mine = running = new AbortController();
  const settings = new FormData(form);
  settings.delete('files');
  let csv = `${form.dataset.header}\r\n`, done = 0;
  for (const image of answer.querySelectorAll('.asked img')) URL.revokeObjectURL(image.src);
  answer.replaceChildren();
  show(0, files.length, true);
  try {
    for await (const part of parts(files)) {
      if (mine.signal.aborted) break;
      const { rows, text } = await ask(part, settings, mine.signal);
      if (rows) append(rows, part);
      csv += text;
      done += part.length;
      show(done, files.length, true);
    }
  } catch (error) {
    if (error.name !== 'AbortError' && !(error instanceof TypeError)) throw error;
    if (error.problem) answer.append(error.problem);
  } finally {
    // A later batch has its own progress.
    if (running === mine) {
      show(done, files.length, false);
      offer(csv, done);
    }
  }
}

/** Groups of files that fit into one request. */
async function* parts(files) {
  const limit = Number(form.dataset.maxBytes);
  let part = [], bytes = 0;
  for (const original of files) {
    const { file } = await shrink(original);
    if (part.length && (part.length === mostPictures || bytes + file.size > limit)) {
      yield part;
      part = [], bytes = 0;
    }
    part.push({ original, file });
    bytes += file.size > limit ? 0 : file.size;
  }
  if (part.length) yield part;
}

async function ask(part, settings, signal) {
  const body = new FormData();
  for (const [key, value] of settings) body.append(key, value);
  const limit = Number(form.dataset.maxBytes);
  const large = part.filter(({ file }) => file.size > limit);
  for (const { original, file } of part) if (file.size <= limit) body.append('files', file, nameOf(original));
  let rows = null, text = '';
  if (large.length < part.length) {
    const response = await fetch(form.action, { method: 'POST', body, signal, headers: { 'X-Fragment': 'rows' } });
    const page = new DOMParser().parseFromString(await response.text(), 'text/html');
    rows = page.querySelector('.batch-rows');
    if (!rows) throw Object.assign(new TypeError('no rows'), { problem: page.querySelector('.problem') });
    // Parsing HTML turns every line end into a single character.
    text = page.querySelector('[data-csv]').textContent.replaceAll('\n', '\r\n');
  }
  rows ??= Object.assign(document.createElement('ol'), { className: 'batch-rows' });
  for (const { original } of large) {
    rows.append(tooLarge(nameOf(original)));
    text += `${quoted(nameOf(original))},,,,,,,,${quoted(form.dataset.tooLarge)}\r\n`;
  }
  return { rows, text };
}

function tooLarge(name) {
  const row = Object.assign(document.createElement('li'), { className: 'batch-row' });
  const asked = Object.assign(document.createElement('div'), { className: 'asked' });
  asked.append(Object.assign(document.createElement('h2'), { textContent: name }));
  row.append(asked, Object.assign(document.createElement('p'), { className: 'batch-problem', textContent: form.dataset.tooLarge }));
  return row;
}

// As the server writes it: a spreadsheet runs no formula.
const quoted = text => `"${(/^[=+\-@\t\r]/.test(text) ? `'${text}` : text).replaceAll('"', '""')}"`;

function append(rows, part) {
  const list = answer.querySelector('.batch-rows') ?? answer.appendChild(Object.assign(document.createElement('ol'), { className: 'batch-rows' }));
  const byName = new Map(part.map(({ original }) => [nameOf(original), original]));
  for (const row of [...rows.children]) {
    const file = byName.get(row.querySelector('h2').textContent);
    if (file) row.querySelector('.asked').prepend(Object.assign(document.createElement('img'), { src: URL.createObjectURL(file), alt: '' }));
    list.append(row);
  }
}

function show(done, total, isRunning) {
  run.hidden = false;
  const words = isRunning ? form.dataset.progress : done === total ? form.dataset.done : form.dataset.cancelled;
  run.querySelector('[data-run-text]').textContent = fill(words, number(done), number(total));
  Object.assign(run.querySelector('progress'), { max: total, value: done });
  run.querySelector('[data-cancel]').hidden = !isRunning;
  link.hidden = true;
}

function offer(csv, done) {
  if (link.href) URL.revokeObjectURL(link.href);
  link.href = URL.createObjectURL(new Blob([csv], { type: 'text/csv' }));
  link.hidden = done === 0;
}
