// What the map shows of the picture that is pointed at. A tap keeps it until it is closed.
const pause = 140, kept = 200;

export function createCard(section, points) {
  const card = section.querySelector('[data-card]'), part = name => card.querySelector(`[data-card-${name}]`);
  const known = new Map();
  let shown = -1, isKept = false, timer = 0;

  async function find(i) {
    if (known.has(i)) return known.get(i);
    const model = section.dataset.model ? `&model=${encodeURIComponent(section.dataset.model)}` : '';
    const response = await fetch(`/map/picture?id=${encodeURIComponent(points.ids[i])}${model}`);
    if (!response.ok) return null;
    if (known.size === kept) known.clear();
    known.set(i, await response.json());
    return known.get(i);
  }

  async function open(i) {
    const picture = await find(i).catch(error => { if (!(error instanceof TypeError)) throw error; });
    if (shown !== i || !picture) return;
    const image = part('image');
    if (image.getAttribute('src') !== picture.thumbnail) image.src = picture.thumbnail;
    image.style.aspectRatio = picture.ratio;
    part('title').textContent = picture.title;
    part('detail').textContent = [picture.detail, ...picture.facts.map(([name, value]) => `${name}: ${value}`)].filter(Boolean).join(' · ');
    part('search').href = picture.search;
    part('original').href = picture.original;
    card.hidden = false;
  }

  function show(i, isTap) {
    if (isKept && !isTap) return;
    clearTimeout(timer);
    // It stays while the mouse is on its way to it.
    if (i < 0 && !isTap) return;
    isKept = isTap && i >= 0;
    shown = i;
    if (i < 0) card.hidden = true;
    else if (isTap) open(i);
    else timer = setTimeout(() => open(i), pause);
  }

  part('close').addEventListener('click', () => show(-1, true));
  return { show };
}
