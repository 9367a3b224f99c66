// Live progress of the ingest: each of the Worker's events updates the page in place.
import { morph } from './morph.js';

const place = document.getElementById('ingest');
const slow = 5000;
let looking = false, again = false;

async function look() {
  if (looking) { again = true; return; }
  looking = true;
  try {
    const response = await fetch(location.pathname + location.search, { headers: { 'X-Fragment': 'ingest' } });
    const next = new DOMParser().parseFromString(await response.text(), 'text/html').getElementById('ingest-body');
    if (next) morph(document.getElementById('ingest-body'), next);
    place.dataset.live = 'yes';
  } catch (error) {
    // The Portal is temporarily unreachable; the next event or poll updates the page.
    if (!(error instanceof TypeError)) throw error;
  } finally {
    looking = false;
    if (again) { again = false; look(); }
  }
}

const events = new EventSource(place.dataset.stream);
events.addEventListener('status', look);
// While there is no stream, the page is polled.
setInterval(() => { if (!document.hidden && events.readyState !== EventSource.OPEN) look(); }, slow);
addEventListener('pagehide', () => events.close());
