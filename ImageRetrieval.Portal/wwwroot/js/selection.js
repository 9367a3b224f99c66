// Counts the selected pictures; one button selects all. The form itself submits them.
import { number, text } from './texts.js';
import { tiles } from './wall.js';

const boxes = () => tiles().map(tile => tile.querySelector('.pick input')).filter(Boolean);

function count() {
  const selected = boxes().filter(box => box.checked).length;
  const shown = document.querySelector('[data-selected]');
  if (!shown) return;
  shown.dataset.hint ??= shown.textContent;
  shown.textContent = selected ? text('Selected', number(selected)) : shown.dataset.hint;
  const form = shown.closest('form');
  if (!exportsAll(form)) for (const button of form.querySelectorAll('[name="as"]')) button.disabled = !selected;
  for (const wall of document.querySelectorAll('#answer .wall')) wall.classList.toggle('selecting', selected > 0);
  document.querySelector('[data-select-all]')?.setAttribute('aria-pressed', selected > 0 && selected === boxes().length);
}

document.addEventListener('change', event => { if (event.target.closest?.('.pick')) count(); });

document.addEventListener('click', event => {
  const all = event.target.closest?.('[data-select-all]');
  if (!all) return;
  const check = all.getAttribute('aria-pressed') !== 'true';
  for (const box of boxes()) box.checked = check;
  count();
});

// Without a selection, all results of a search are exported; the form of a page without a search then has nothing to export.
const exportsAll = form => Boolean(form.querySelector('[name="search"]'));

// The form has fields named id, which hide form.id.
const isExport = form => form.getAttribute('id') === 'export';

// Of many pictures only some are in the page: the selected ones outside it are submitted as well.
document.addEventListener('formdata', event => {
  if (!isExport(event.target)) return;
  event.formData.delete('id');
  for (const box of boxes()) if (box.checked) event.formData.append('id', box.value);
});
count();
