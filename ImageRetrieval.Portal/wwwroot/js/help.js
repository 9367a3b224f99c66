// Single-key shortcuts and their help dialog. They can be switched off, for speech input and for people who press keys by accident.
import { announce, text } from './texts.js';
import { reveal, tiles } from './wall.js';

const sheet = document.getElementById('help');
const choice = document.getElementById('single-keys');
const memory = 'single-keys';

// Where the browser allows no storage, the choice lasts as long as the page.
const stored = work => { try { return work(localStorage); } catch { return null; } };

choice.checked = stored(storage => storage.getItem(memory)) !== 'off';
choice.addEventListener('change', () => {
  stored(storage => storage.setItem(memory, choice.checked ? 'on' : 'off'));
  announce(text(choice.checked ? 'KeysOn' : 'KeysOff'));
});

document.addEventListener('click', event => {
  if (event.target.closest?.('[data-help]')) sheet.showModal();
  const close = event.target.closest?.('[data-close]');
  if (close) close.closest('dialog').close();
});

document.addEventListener('keydown', event => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
  const isTyping = event.target.matches?.('input:not([type="checkbox"], [type="range"]), select, textarea');
  if (isTyping) return;
  const move = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  if (move && !document.querySelector('dialog[open]') && event.target.type !== 'range') return walk(event, document.dir === 'rtl' ? -move : move);
  if (!choice.checked) return;
  const work = single[event.key.toLowerCase()];
  if (work && work(event) !== false) event.preventDefault();
});

// The focused tile, or the one in the lightbox.
const current = () => document.activeElement?.closest('#answer li, .duel li');
const light = () => document.querySelector('#lightbox[open]');
const press = (name, act) => {
  const target = light()?.querySelector(`[data-act="${act}"]:not([hidden])`) ?? current()?.querySelector(name);
  if (!target) return false;
  target.click();
};

const single = {
  '?': () => { if (sheet.open) sheet.close(); else if (!document.querySelector('dialog[open]')) sheet.showModal(); },
  '/': () => {
    const field = document.querySelector('#text, #browse #id');
    if (!field || document.querySelector('dialog[open]')) return false;
    field.focus();
    field.select();
  },
  m: () => press('[data-more]', 'more'),
  l: () => press('[data-less]', 'less'),
  x: () => light() ? false : press('.pick input', 'none'),
  c: () => {
    if (!light()) current()?.querySelector('[data-lightbox]')?.click();
    const button = document.querySelector('#lightbox[open] [data-act="compare"]:not([hidden])');
    if (!button) return false;
    button.click();
  },
};

function walk(event, by) {
  const tile = current();
  if (!tile && event.target !== document.body && !event.target.matches('.answer-title')) return;
  event.preventDefault();
  const all = tiles().filter(each => !each.classList.contains('below'));
  const next = all[tile ? all.indexOf(tile) + by : 0];
  if (next) reveal(next).querySelector('.picture').focus();
}
