// The slider of the minimum similarity: pictures disappear at once, and the search is repeated when the slider is released.
import { ask, changed } from './page.js';
import { number, text } from './texts.js';
import { layout, tiles } from './wall.js';

document.addEventListener('input', event => {
  if (event.target.id !== 'min') return;
  const least = Number(event.target.value), all = tiles();
  for (const tile of all) tile.classList.toggle('below', Number(tile.dataset.score) < least);
  const kept = all.filter(tile => !tile.classList.contains('below')).length;
  document.getElementById('min-out').textContent = text('Shown', number(kept), number(all.length), least.toLocaleString(document.documentElement.lang, { minimumFractionDigits: 2 }));
  layout();
});

document.addEventListener('change', event => {
  if (event.target.id !== 'min') return;
  const least = Number(event.target.value);
  ask(changed(query => { if (least > 0) query.set('min', String(least)); else query.delete('min'); }))
    .then(() => document.getElementById('min')?.focus({ preventScroll: true }));
});
