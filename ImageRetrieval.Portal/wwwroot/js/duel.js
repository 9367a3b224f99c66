// Pictures that several models found are highlighted together; those of two models are connected by a line as well.
import './lightbox.js';

const duel = document.querySelector('.duel');
const svg = name => document.createElementNS('http://www.w3.org/2000/svg', name);

// Hidden from screen readers: the links beside the pictures carry the same information.
const ties = svg('svg');
ties.classList.add('ties');
ties.setAttribute('aria-hidden', 'true');
const groups = duel ? groupUp() : [];

function groupUp() {
  const byId = Map.groupBy(duel.querySelectorAll('.agreed'), item => item.dataset.id);
  const isPair = duel.querySelectorAll('section').length === 2;
  return [...byId.values()].map(items => ({ items, line: isPair && items.length === 2 ? ties.appendChild(svg('path')) : null }));
}

function draw() {
  const frame = duel.getBoundingClientRect();
  ties.setAttribute('viewBox', `0 0 ${frame.width} ${frame.height}`);
  for (const { items: [left, right], line } of groups.filter(group => group.line)) {
    const from = left.getBoundingClientRect(), to = right.getBoundingClientRect();
    // In right-to-left pages the first side is on the right.
    const [x1, x2] = from.left < to.left ? [from.right, to.left] : [from.left, to.right];
    const [ax, bx] = [x1 - frame.left, x2 - frame.left], middle = (ax + bx) / 2;
    const [ay, by] = [from, to].map(({ top, height }) => top + height / 2 - frame.top);
    line.setAttribute('d', `M${ax} ${ay}C${middle} ${ay} ${middle} ${by} ${bx} ${by}`);
  }
}

function mark(item) {
  for (const { items, line } of groups)
    for (const part of [...items, line].filter(Boolean)) part.classList.toggle('linked', items.includes(item));
}

if (duel) {
  duel.append(ties);
  new ResizeObserver(draw).observe(duel);
  for (const type of ['pointerover', 'focusin'])
    document.addEventListener(type, event => mark(event.target.closest?.('.duel .agreed') ?? document.activeElement?.closest('.duel .agreed')));
}
