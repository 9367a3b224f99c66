// A crop frame on a query picture, moved by mouse, finger or arrow keys. Results are updated while it moves.
import { ask, changed } from './page.js';
import { text } from './texts.js';

const least = .05;
const livePause = 250;
const edges = ['nw', 'n', 'ne', 'e', 'se', 's', 'sw', 'w'];
const whole = { x: 0, y: 0, w: 1, h: 1 };
const croppers = new Map();

class Cropper {
  constructor(figure) {
    this.figure = figure;
    this.image = figure.querySelector('img');
    this.root = Object.assign(document.createElement('div'), { className: 'crop' });
    this.root.dataset.script = '';
    this.frame = this.button('crop-frame', `${text('Crop')}. ${text('CropKeys')}`);
    this.handles = edges.map(edge => {
      const handle = this.button('crop-handle', text('CropHandle', edge.toUpperCase()));
      handle.dataset.edge = edge;
      // Two opposite corners are enough to set any frame; six more tab stops would only be in the way.
      if (edge !== 'nw' && edge !== 'se') handle.tabIndex = -1;
      return handle;
    });
    this.shade = Object.assign(document.createElement('div'), { className: 'crop-shade' });
    this.root.append(this.shade, this.frame, ...this.handles);
    figure.querySelector('.part-picture').append(this.root);
    this.root.addEventListener('pointerdown', event => this.begin(event));
    this.root.addEventListener('keydown', event => this.key(event));
    this.image.addEventListener('load', () => this.draw());
    this.image.addEventListener('error', () => this.fail());
    if (this.image.complete && !this.image.naturalWidth) this.fail();
    new ResizeObserver(() => this.draw()).observe(this.image);
  }

  button(className, label) {
    const button = Object.assign(document.createElement('button'), { type: 'button', className });
    button.setAttribute('aria-label', label);
    return button;
  }

  read() {
    if (this.isDragged) return;
    const [x, y, w, h] = (this.figure.dataset.crop ?? '').split(',').map(Number);
    this.area = h ? { x, y, w, h } : { ...whole };
    // In the next frame, which lays the page out anyway.
    requestAnimationFrame(() => this.draw());
  }

  // A picture that cannot be displayed cannot be cropped: a text is shown instead.
  fail() {
    this.root.remove();
    this.image.replaceWith(Object.assign(document.createElement('span'), { className: 'part-url', textContent: this.image.dataset.unseen }));
  }

  // The picture's position inside its box, in pixels.
  place() {
    const { offsetLeft, offsetTop, clientWidth: width, clientHeight: height, naturalWidth, naturalHeight } = this.image;
    const scale = naturalWidth ? Math.min(width / naturalWidth, height / naturalHeight) : 0;
    const w = naturalWidth * scale, h = naturalHeight * scale;
    return { left: offsetLeft + (width - w) / 2, top: offsetTop + (height - h) / 2, width: w, height: h };
  }

  draw() {
    const at = this.place(), { x, y, w, h } = this.area;
    // Until the picture has a size, the frame would be a dot in the middle, and then jump.
    this.root.hidden = !at.width;
    put(this.root, at.left, at.top, at.width, at.height);
    put(this.frame, x * at.width, y * at.height, w * at.width, h * at.height);
    const [l, t, r, b] = [x, y, x + w, y + h].map(share => `${share * 100}%`);
    this.shade.style.clipPath = `polygon(evenodd, 0 0, 100% 0, 100% 100%, 0 100%, 0 0, ${l} ${t}, ${r} ${t}, ${r} ${b}, ${l} ${b}, ${l} ${t})`;
    for (const handle of this.handles) {
      const { edge } = handle.dataset;
      const left = edge.includes('w') ? x : edge.includes('e') ? x + w : x + w / 2;
      const top = edge.includes('n') ? y : edge.includes('s') ? y + h : y + h / 2;
      put(handle, left * at.width, top * at.height);
    }
    this.root.classList.toggle('whole', this.isWhole);
  }

  get isWhole() { return this.area.w > .995 && this.area.h > .995; }

  begin(event) {
    if (event.button !== 0 || !this.place().width) return;
    event.preventDefault();
    const edge = event.target.dataset.edge ?? (event.target === this.frame && !this.isWhole ? 'move' : 'draw');
    const bounds = this.root.getBoundingClientRect();
    const from = { x: (event.clientX - bounds.left) / bounds.width, y: (event.clientY - bounds.top) / bounds.height, area: { ...this.area } };
    const before = { ...this.area };
    event.target.setPointerCapture(event.pointerId);
    event.target.focus({ preventScroll: true });
    this.isDragged = true;
    const move = now => {
      this.area = dragged(edge, from, (now.clientX - bounds.left) / bounds.width, (now.clientY - bounds.top) / bounds.height);
      this.draw();
      this.searchLive();
    };
    const end = () => {
      event.target.removeEventListener('pointermove', move);
      this.isDragged = false;
      // A click without dragging changes nothing.
      if (this.area.w < least || this.area.h < least) this.area = before;
      this.draw();
      if (JSON.stringify(this.area) !== JSON.stringify(before)) this.search();
    };
    event.target.addEventListener('pointermove', move);
    event.target.addEventListener('lostpointercapture', end, { once: true });
  }

  key(event) {
    if (event.key === 'Escape' && !this.isWhole) {
      event.preventDefault();
      this.area = { ...whole };
    } else {
      const step = event.shiftKey ? .1 : .02;
      const [dx, dy] = { ArrowLeft: [-step, 0], ArrowRight: [step, 0], ArrowUp: [0, -step], ArrowDown: [0, step] }[event.key] ?? [];
      if (dx === undefined) return;
      event.preventDefault();
      event.stopPropagation();
      const edge = event.target.dataset.edge ?? 'move';
      const corner = { x: 0, y: 0, area: { ...this.area } };
      this.area = dragged(edge, corner, dx, dy);
    }
    this.draw();
    clearTimeout(this.waiting);
    this.waiting = setTimeout(() => this.search(), livePause);
  }

  address() {
    const { x, y, w, h } = this.area;
    const crop = this.isWhole ? '' : `${[x, y, w, h].map(share => String(Math.round(share * 1e4) / 1e4)).join(',')}@`;
    const part = this.figure.dataset.part.replace(/^((?:-?[\d.]+\*)?)(?:[\d.,]+@)?/, `$1${crop}`);
    return changed(query => {
      const all = query.getAll('q');
      query.delete('q');
      all.forEach((other, i) => query.append('q', i === Number(this.figure.dataset.index) ? part : other));
    });
  }

  searchLive() {
    if (this.isAsking || this.area.w < least || this.area.h < least) return;
    this.isAsking = true;
    ask(this.address(), { push: false, live: true });
    setTimeout(() => { this.isAsking = false; }, livePause);
  }

  search() { ask(this.address()); }
}

const inside = (value, low, high) => Math.min(Math.max(value, low), high);

function dragged(edge, from, x, y) {
  const { x: left, y: top, w, h } = from.area, right = left + w, bottom = top + h;
  if (edge === 'draw') {
    const [ax, bx] = [from.x, x].map(v => inside(v, 0, 1)).sort((a, b) => a - b);
    const [ay, by] = [from.y, y].map(v => inside(v, 0, 1)).sort((a, b) => a - b);
    return { x: ax, y: ay, w: bx - ax, h: by - ay };
  }
  const dx = x - from.x, dy = y - from.y;
  if (edge === 'move') return { x: inside(left + dx, 0, 1 - w), y: inside(top + dy, 0, 1 - h), w, h };
  const l = edge.includes('w') ? inside(left + dx, 0, right - least) : left, r = edge.includes('e') ? inside(right + dx, left + least, 1) : right;
  const t = edge.includes('n') ? inside(top + dy, 0, bottom - least) : top, b = edge.includes('s') ? inside(bottom + dy, top + least, 1) : bottom;
  return { x: l, y: t, w: r - l, h: b - t };
}

function put(element, left, top, width, height) {
  // Physical, not logical, positions: a picture has no writing direction.
  Object.assign(element.style, { left: `${left}px`, top: `${top}px` });
  if (width !== undefined) Object.assign(element.style, { width: `${width}px`, height: `${height}px` });
}

function attach() {
  for (const figure of document.querySelectorAll('.part:not([data-key^="pending"])')) {
    const image = figure.querySelector('img');
    if (!image) continue;
    if (croppers.get(figure)?.image !== image) croppers.set(figure, new Cropper(figure));
    croppers.get(figure).read();
  }
  for (const figure of croppers.keys()) if (!figure.isConnected) croppers.delete(figure);
}

document.addEventListener('page-changed', event => { if (!event.detail.live) attach(); });
attach();
