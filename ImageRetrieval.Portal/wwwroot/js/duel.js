// Pictures that both models found are connected by a line; pointing at one highlights both and the line.
import './lightbox.js';

const duel = document.querySelector('.duel');
const itemsOf = side => [...document.querySelectorAll(`#side-${side} + ol > .agreed`)];
const svg = name => document.createElementNS('http://www.w3.org/2000/svg', name);

// Hidden from screen readers: the links beside the pictures carry the same information.
const ties = svg('svg');
ties.classList.add('ties');
ties.setAttribute('aria-hidden', 'true');
const pairs = duel ? pairUp() : [];

function pairUp() {
  const right = new Map(itemsOf('b').map(item => [item.dataset.id, item]));
  return itemsOf('a').map(left => ({ left, right: right.get(left.dataset.id), line: ties.appendChild(svg('path')) }));
}

function draw() {
  const frame = duel.getBoundingClientRect();
  ties.setAttribute('viewBox', `0 0 ${frame.width} ${frame.height}`);
  for (const { left, right, line } of pairs) {
    const from = left.getBoundingClientRect(), to = right.getBoundingClientRect();
    // In right-to-left pages the first side is on the right.
    const [x1, x2] = from.left < to.left ? [from.right, to.left] : [from.left, to.right];
    const [ax, bx] = [x1 - frame.left, x2 - frame.left], middle = (ax + bx) / 2;
    const [ay, by] = [from, to].map(({ top, height }) => top + height / 2 - frame.top);
    line.setAttribute('d', `M${ax} ${ay}C${middle} ${ay} ${middle} ${by} ${bx} ${by}`);
  }
}

function mark(item) {
  for (const { left, right, line } of pairs)
    for (const part of [left, right, line]) part.classList.toggle('linked', left === item || right === item);
}

if (duel) {
  duel.append(ties);
  new ResizeObserver(draw).observe(duel);
  for (const type of ['pointerover', 'focusin'])
    document.addEventListener(type, event => mark(event.target.closest?.('.duel .agreed') ?? document.activeElement?.closest('.duel .agreed')));
}
