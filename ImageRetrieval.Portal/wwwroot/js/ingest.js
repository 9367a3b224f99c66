// The ingest as it goes on: the Worker's events say when there is something new, and the page takes it over in place.
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
    // The Portal is away for a moment; the next event, or the slow look, tells.
    if (!(error instanceof TypeError)) throw error;
  } finally {
    looking = false;
    if (again) { again = false; look(); }
  }
}

const events = new EventSource(place.dataset.stream);
events.addEventListener('status', look);
// Without a stream, or while it is interrupted, the page is asked for now and then.
setInterval(() => { if (!document.hidden && events.readyState !== EventSource.OPEN) look(); }, slow);
addEventListener('pagehide', () => events.close());
