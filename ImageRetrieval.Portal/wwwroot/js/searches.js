// Remembers searches in this browser: the latest ones automatically, others by name. Nothing of it is sent to the site.
const place = 'searches';
const most = 50;
const longestAddress = 4096;
const pictureSize = 96;
const page = document.getElementById('page');

/** Whether the browser allows storage; otherwise nothing of this is offered. */
const isAllowed = (() => {
  try {
    localStorage.setItem(place, localStorage.getItem(place) ?? '{}');
    return true;
  } catch {
    return false;
  }
})();

// What is stored may come from another version, or be damaged.
const valid = list => (Array.isArray(list) ? list : []).filter(search => typeof search?.title === 'string' && typeof search.address === 'string' && search.address.startsWith('/?')).slice(0, most);

export function read() {
  try {
    const stored = JSON.parse(localStorage.getItem(place)) ?? {};
    return { saved: valid(stored.saved), recent: valid(stored.recent) };
  } catch {
    return { saved: [], recent: [] };
  }
}

/** @returns whether it was stored */
export function write(lists) {
  try {
    localStorage.setItem(place, JSON.stringify(lists));
    return true;
  } catch {
    // The storage is full or was disallowed meanwhile.
    return false;
  }
}

/** The search that the page shows; null when it shows none. */
export function current() {
  const address = page.dataset.address;
  if (page.dataset.problem || !document.querySelector('#answer .found') || address.length > longestAddress) return null;
  const query = new URL(address, location.href).searchParams;
  return { address, title: page.dataset.title, details: [query.get('model'), ...query.getAll('f'), ...query.getAll('r')].filter(Boolean).join(' · '), time: Date.now() };
}

/** @returns 'saved', 'full' or 'failed' */
export async function save(name) {
  const search = current();
  if (!search) return 'failed';
  search.picture = await picture();
  const lists = read();
  const others = lists.saved.filter(({ title }) => title !== name);
  if (others.length >= most) return 'full';
  return write({ ...lists, saved: [{ ...search, title: name }, ...others] }) ? 'saved' : 'failed';
}

// The pictures of a search without their crops and weights: while these are tried, the search stays the same one.
const pictures = address => new URL(address, location.href).searchParams.getAll('q').map(part => part.replace(/^(-?[\d.]+\*)?([\d.,]+@)?/, '')).join(' ');

async function remember() {
  const search = current();
  if (!search) return;
  search.picture = await picture();
  const { saved, recent } = read();
  const [last, ...earlier] = recent;
  const others = last && pictures(last.address) === pictures(search.address) ? earlier : recent;
  write({ saved, recent: [search, ...others.filter(({ address }) => address !== search.address)].slice(0, most) });
}

// A small copy of the first picture, so that a list of searches needs nothing of the site.
async function picture() {
  const image = document.querySelector('#parts .part img');
  if (!image) return null;
  try {
    await image.decode();
    const canvas = Object.assign(document.createElement('canvas'), { width: pictureSize, height: pictureSize });
    const side = Math.min(image.naturalWidth, image.naturalHeight);
    canvas.getContext('2d').drawImage(image, (image.naturalWidth - side) / 2, (image.naturalHeight - side) / 2, side, side, 0, 0, pictureSize, pictureSize);
    return canvas.toDataURL('image/jpeg', .7).split(',')[1];
  } catch {
    // The picture is not available, or cannot be read: the search is remembered without it.
    return null;
  }
}

function hide() {
  for (const button of document.querySelectorAll('[data-searches], [data-save-search]')) button.hidden = true;
}

if (!isAllowed) {
  hide();
  document.addEventListener('page-changed', hide);
} else {
  remember();
  document.addEventListener('page-changed', event => { if (!event.detail.live) remember(); });
  document.addEventListener('click', async event => {
    const button = event.target.closest?.('[data-searches], [data-save-search]');
    if (button) (await import('./searches-panel.js')).open(button.hasAttribute('data-save-search'));
  });
}
