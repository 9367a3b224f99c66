// Polls the status while the index is being built or the Api is unreachable; then the search becomes available automatically.
import { again } from './page.js';
import { morph } from './morph.js';
import { announce, text } from './texts.js';

const pause = 1500;
const place = document.getElementById('index-status');
const state = () => ({ ...place.querySelector('section').dataset });
const problem = () => document.querySelector('#answer [data-problem]')?.dataset.problem;
const waits = () => ['down', 'busy', 'indexbuilding', 'lost'].includes(problem());
let looking = false;

async function look() {
  const before = state(), waited = waits();
  const response = await fetch('/status', { headers: { 'X-Fragment': 'status' } });
  if (!response.ok) return;
  morph(place.querySelector('section'), new DOMParser().parseFromString(await response.text(), 'text/html').querySelector('section'));
  const now = state();
  const isReady = before.building === 'yes' && now.building !== 'yes' || before.searchable === 'no' && now.searchable === 'yes';
  if (isReady) announce(text('Ready'));
  if (waited || before.searchable === 'no' && now.searchable === 'yes') again();
  else if (before.versions !== now.versions) offer();
}

// Visible results are not replaced without asking.
function offer() {
  if (!document.querySelector('#answer .found')) return void again();
  if (place.querySelector('[data-offer]')) return;
  const button = Object.assign(document.createElement('button'), { type: 'button', className: 'button quiet', textContent: text('More') });
  button.dataset.offer = button.dataset.script = '';
  button.addEventListener('click', () => { button.remove(); again(); });
  place.append(button);
}

setInterval(async () => {
  if (looking || document.hidden || !(waits() || state().building === 'yes')) return;
  looking = true;
  // The Portal itself may be temporarily unreachable; the next poll tries again.
  try { await look(); } catch (error) { if (!(error instanceof TypeError)) throw error; } finally { looking = false; }
}, pause);
