// While the index is being built its progress is asked for again and again; when it is there, the search opens by itself.
const pause = 1500;

export function watchStatus(whenSearchable) {
  const place = document.getElementById('index-status');
  const state = () => place.querySelector('section')?.dataset ?? { building: 'no', searchable: 'yes' };

  async function look() {
    const before = state();
    try {
      const response = await fetch('/status', { headers: { 'X-Fragment': 'status' } });
      if (response.ok) {
        const parsed = new DOMParser().parseFromString(await response.text(), 'text/html').body;
        place.replaceChildren(...parsed.childNodes);
      }
    } catch {
      // The Portal itself is away for a moment; the next look tells.
    }
    const now = state();
    if (before.building === 'yes' && now.building !== 'yes' || before.searchable === 'no' && now.searchable === 'yes') {
      document.getElementById('announce').textContent = 'The index is ready.';
      whenSearchable();
    }
    if (now.building === 'yes') setTimeout(look, pause);
  }

  if (state().building === 'yes') setTimeout(look, pause);
}
