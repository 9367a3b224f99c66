// Requests an address and shows the answer in the page. The address is the whole state: back, forward and links work.
import { morph } from './morph.js';
import { pageBehind, shownKey, withShown } from './shown.js';
import { announce, text } from './texts.js';

const page = document.getElementById('page');
const answer = document.getElementById('answer');
let running = null;
let behind = pageBehind();

export const address = () => page.dataset.address;
export const isAsked = () => ['q', 'find'].some(key => new URL(address(), location.href).searchParams.has(key));

/** The address with its query changed. */
export function changed(change, from = address()) {
  const url = new URL(from, location.href);
  change(url.searchParams);
  const query = url.searchParams.toString().replace(/%3A/g, ':').replace(/%2C/g, ',').replace(/%40/g, '@').replace(/\*/g, '*');
  return url.pathname + (query ? `?${query}` : '');
}

/**
 * @param to the address; for a new picture '/', with the form as body
 * @param options push: whether to add a history entry; live: update only the answer, while something is being dragged;
 *   prepare: called with the new page before it is shown
 */
export async function ask(to, { body = null, push = true, live = false, prepare = null } = {}) {
  running?.abort();
  const mine = running = new AbortController();
  const fromAnswer = answer.contains(document.activeElement) || Boolean(document.querySelector('dialog[open]'));
  if (push && !body) history.pushState(null, '', to);
  behind = pageBehind();
  answer.setAttribute('aria-busy', 'true');
  try {
    const response = await fetch(to, { signal: mine.signal, headers: { 'X-Fragment': 'page' }, ...(body ? { method: 'POST', body } : {}) });
    const next = new DOMParser().parseFromString(await response.text(), 'text/html').getElementById('page');
    if (!next) throw new TypeError('no page');
    prepare?.(next);
    show(next, live, push && body);
    if (!live && fromAnswer) focusAnswer();
    return true;
  } catch (error) {
    if (error.name === 'AbortError') return false;
    if (!(error instanceof TypeError)) throw error;
    problem(text('Lost.Title'), text('Lost.Text'), 'lost');
    return false;
  } finally {
    if (running === mine) answer.removeAttribute('aria-busy');
  }
}

/** Repeats the search: the index or the search service has become available. */
export const again = () => isAsked() || page.dataset.problem ? ask(location.pathname + location.search, { push: false }) : ask('/', { push: false });

export function problem(title, words, kind = 'script') {
  const section = Object.assign(document.createElement('section'), { className: 'problem' });
  section.dataset.problem = kind;
  const heading = Object.assign(document.createElement('h1'), { className: 'answer-title', textContent: title, tabIndex: -1 });
  section.append(heading, Object.assign(document.createElement('p'), { textContent: words }));
  answer.replaceChildren(section);
  page.dataset.asked = 'yes';
  announce(`${title}. ${words}`);
}

function show(next, live, push) {
  if (live) answer.replaceChildren(...next.querySelector('#answer').childNodes);
  else {
    morph(page, next);
    if (push) history.pushState(null, '', address());
    else history.replaceState(history.state, '', page.dataset.problem ? location.href : withShown(shownKey(), address()));
    behind = pageBehind();
    const title = page.dataset.title;
    document.title = page.dataset.asked === 'yes' ? `${title} – ImageRetrieval` : `ImageRetrieval: ${title}`;
    announce(title);
  }
  document.dispatchEvent(new CustomEvent('page-changed', { detail: { live } }));
}

function focusAnswer() {
  answer.querySelector('.answer-title')?.focus({ preventScroll: true });
  scrollTo({ top: 0, behavior: matchMedia('(prefers-reduced-motion: reduce)').matches ? 'auto' : 'smooth' });
}

// The lightbox and links within the page change the address, but not what the page shows.
addEventListener('popstate', () => { if (pageBehind() !== behind) ask(location.pathname + location.search, { push: false }); });

document.addEventListener('click', event => {
  const link = event.target.closest?.('a[data-search]');
  if (!link || event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  ask(link.getAttribute('href'));
  link.closest('dialog')?.close();
  link.closest('[popover]')?.hidePopover();
});
