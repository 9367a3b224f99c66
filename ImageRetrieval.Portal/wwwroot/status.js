// While the index is being built, or the Api is away, the state is asked for again and again; then the search opens by itself.
const pause = 1500;

export function watchStatus(whenSearchable) {
  const place = document.getElementById('index-status');
  const state = () => place.querySelector('section')?.dataset ?? { building: 'no', searchable: 'yes' };
  const isAway = () => Boolean(document.querySelector('#answer [data-problem="down"]'));
  let looking = false;

  async function look() {
    const before = { ...state() }, wasAway = isAway();
    const response = await fetch('/status', { headers: { 'X-Fragment': 'status' } });
    if (!response.ok) return;
    const parsed = new DOMParser().parseFromString(await response.text(), 'text/html').body;
    place.replaceChildren(...parsed.childNodes);
    const now = state();
    const isReady = before.building === 'yes' && now.building !== 'yes' || before.searchable === 'no' && now.searchable === 'yes';
    if (isReady) document.getElementById('announce').textContent = 'The index is ready.';
    if (isReady || wasAway) whenSearchable();
  }

  setInterval(async () => {
    if (looking || document.hidden || !(isAway() || state().building === 'yes')) return;
    looking = true;
    // The Portal itself may be away for a moment; the next look tells.
    try { await look(); } catch { } finally { looking = false; }
  }, pause);
}
