// A search inside a long list of values: listed values are filtered at once, the site is asked for those that are not listed. Chosen values stay visible.
import { number } from './texts.js';

const pause = 200;
let running = null, timer = 0;

document.addEventListener('input', event => {
  const field = event.target;
  if (!field.matches?.('.facet-find')) return;
  const list = field.closest('fieldset').querySelector('.values');
  const wanted = field.value.trim().toLocaleLowerCase();
  for (const label of list?.querySelectorAll('.check') ?? [])
    label.hidden = !label.querySelector('input').checked && !label.dataset.key.toLocaleLowerCase().includes(wanted);
  clearTimeout(timer);
  running?.abort();
  if (wanted && list && Number(field.dataset.rest) > 0) timer = setTimeout(() => find(field, list), pause);
});

async function find(field, list) {
  const mine = running = new AbortController();
  const query = new URLSearchParams({ facet: `${field.dataset.column}:${field.value.trim()}`, model: field.closest('.facets').dataset.model ?? '' });
  list.setAttribute('aria-busy', 'true');
  try {
    const response = await fetch(`/facet?${query}`, { signal: mine.signal });
    // Without an answer, the listed values can still be chosen.
    if (response.ok) add(list, await response.json());
  } catch (error) {
    if (error.name !== 'AbortError' && !(error instanceof TypeError)) throw error;
  } finally {
    if (running === mine) list.removeAttribute('aria-busy');
  }
}

function add(list, values) {
  const known = new Set([...list.querySelectorAll('.check')].map(label => label.dataset.key));
  for (const { value, choice, count } of values) {
    if (known.has(value)) continue;
    const label = Object.assign(document.createElement('label'), { className: 'check' });
    label.dataset.key = value;
    const box = Object.assign(document.createElement('input'), { type: 'checkbox', name: 'f', value: choice, autocomplete: 'off' });
    label.append(box, ' ', Object.assign(document.createElement('span'), { dir: 'auto', textContent: value }), ' ', Object.assign(document.createElement('small'), { textContent: number(count) }));
    list.append(label);
  }
}

// Scripts ask for values as they are typed: the field is not a part of the search.
document.addEventListener('formdata', event => {
  for (const key of [...event.formData.keys()]) if (key.startsWith('facet.')) event.formData.delete(key);
});

// Its change is not a change of the filters.
document.addEventListener('change', event => { if (event.target.matches?.('.facet-find')) event.stopPropagation(); }, true);
document.addEventListener('keydown', event => { if (event.key === 'Enter' && event.target.matches?.('.facet-find')) event.preventDefault(); });
