// The pictures that were chosen on the map, and what can be done with them.
import { announce, number } from './texts.js';

export function createSelection(section, points, changed) {
  const bar = section.querySelector('[data-selection]'), part = name => bar.querySelector(`[data-${name}]`);
  const { model, most, selected, search } = section.dataset;
  let chosen = { pictures: [] };

  const address = (path, pairs) => `${path}?${[...pairs, ...(model ? [['model', model]] : [])].map(([key, value]) => `${key}=${encodeURIComponent(value).replace(/%2C/g, ',').replace(/%3A/g, ':')}`).join('&')}`;

  // A search has a limited number of pictures: evenly chosen ones stand for all.
  const some = () => Array.from({ length: Math.min(Number(most), chosen.pictures.length) }, (_, i) => chosen.pictures[Math.floor(i * chosen.pictures.length / Math.min(Number(most), chosen.pictures.length))]);

  function choose(next) {
    chosen = next;
    const count = chosen.pictures.length;
    bar.hidden = !count;
    if (count) {
      part('count').textContent = selected.replace('{0}', number(count));
      part('show').href = address('/collection', [chosen.area ? ['area', chosen.area.join()] : ['cluster', chosen.cluster]]);
      part('ask').href = address('/', some().map(i => ['q', `id:${points.ids[i]}`]));
      part('ask').textContent = search.replace('{0}', number(some().length));
    }
    announce(selected.replace('{0}', number(count)));
    changed(chosen);
  }

  // As the other files of this site: what a spreadsheet would run as a formula gets an apostrophe in front.
  const cell = text => `"${(/^[=+\-@\t\r]/.test(text) ? `'${text}` : text).replace(/"/g, '""')}"`;
  part('csv').addEventListener('click', () => {
    const rows = ['id,x,y,cluster', ...chosen.pictures.map(i => `${cell(points.ids[i])},${points.x[i]},${points.y[i]},${points.cluster[i] < 0 ? '' : points.cluster[i] + 1}`)];
    const link = Object.assign(document.createElement('a'), { href: URL.createObjectURL(new Blob([`${rows.join('\r\n')}\r\n`], { type: 'text/csv' })), download: 'map.csv' });
    link.click();
    URL.revokeObjectURL(link.href);
  });
  const clear = () => choose({ pictures: [] });
  part('clear').addEventListener('click', clear);
  return { choose, clear };
}
