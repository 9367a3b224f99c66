// After a retry, the list and the outcome are updated until every picture has an outcome.
import { morph } from './morph.js';
import { announce } from './texts.js';

const pause = 2000;
const page = document.getElementById('failures');
let looking = false;

async function look() {
  const response = await fetch(location.href, { headers: { 'X-Fragment': 'failures' } });
  const next = new DOMParser().parseFromString(await response.text(), 'text/html').getElementById('failures');
  if (!response.ok || !next) return;
  morph(page, next);
  if (page.dataset.waiting === 'no') announce(page.querySelector('.notice')?.textContent ?? '');
}

setInterval(async () => {
  if (looking || document.hidden || page.dataset.waiting !== 'yes') return;
  looking = true;
  // The Portal may be temporarily unreachable; the next poll tries again.
  try { await look(); } catch (error) { if (!(error instanceof TypeError)) throw error; } finally { looking = false; }
}, pause);
