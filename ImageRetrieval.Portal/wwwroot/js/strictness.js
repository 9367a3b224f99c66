// Shows the threshold and the number of groups at it while the slider moves; the list itself changes with the button.
const form = document.getElementById('strictness');
const slider = form.querySelector('#threshold');
const groups = form.querySelector('[data-groups]');
const known = new Map();
let running = null;

async function count() {
  const wanted = new URLSearchParams(new FormData(form)).toString();
  running?.abort();
  if (known.has(wanted)) return void (groups.textContent = known.get(wanted));
  const mine = running = new AbortController();
  try {
    const response = await fetch(`${form.dataset.count}?${wanted}`, { signal: mine.signal });
    if (!response.ok) throw new TypeError(response.status);
    const { text } = await response.json();
    known.set(wanted, text);
    groups.textContent = text;
  } catch (error) {
    // An old number would be wrong. The button still works, and explains what is wrong.
    if (error.name === 'AbortError') return;
    if (!(error instanceof TypeError)) throw error;
    groups.textContent = '';
  }
}

form.addEventListener('input', () => {
  form.querySelector('[data-threshold]').textContent = Number(slider.value).toLocaleString(document.documentElement.lang, { minimumFractionDigits: 3 });
  count();
});
