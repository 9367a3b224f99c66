// Zoom and pan of the pictures in the lightbox: pinch, wheel, drag, double tap, buttons and keys. Query and result move together.
import { text, number } from './texts.js';

const largest = 8;              // times the size that fits
const stepFactor = 1.5;
const tapFactor = 2.5;
const tapMilliseconds = 300;
const tapPixels = 24;
const swipePixels = 48;
const whole = { scale: 1, x: .5, y: .5 };
const between = (value, least, most) => Math.min(Math.max(value, least), most);

/**
 * @param stage the element with the frames, in each a picture that is shown as large as fits
 * @param options isTogether: whether all frames move together; swiped: called with 1 or -1
 */
export function createZoom(stage, { isTogether, swiped }) {
  const pictures = stage.querySelector('.pictures');
  const frames = [...stage.querySelectorAll('.frame')].map(frame => ({ frame, image: frame.querySelector('img'), view: whole }));
  const visible = () => frames.filter(({ frame }) => !frame.closest('[hidden]'));
  // The result is the last one; buttons and keys act on it.
  const main = () => frames.at(-1);
  const pointers = new Map();
  let gesture = null, lastTap = null;

  /** The fitted size of the picture, and the middle of its frame. */
  function measure({ frame, image }) {
    const box = frame.getBoundingClientRect();
    const natural = { width: image.naturalWidth || Number(image.getAttribute('width')) || 1, height: image.naturalHeight || Number(image.getAttribute('height')) || 1 };
    const fit = Math.min(box.width / natural.width, box.height / natural.height, 2);
    return { fit, width: natural.width * fit, height: natural.height * fit, box, middleX: box.x + box.width / 2, middleY: box.y + box.height / 2 };
  }

  // The view is the magnification and the point of the picture, in fractions of its sides, that is in the middle of the frame.
  function place(each, view) {
    const { width, height, box } = measure(each);
    // A hidden frame has no size.
    if (!width || !height) return void (each.view = whole);
    const inside = (middle, size, room) => {
      const half = room / (2 * size * view.scale);
      return half >= .5 ? .5 : between(middle, half, 1 - half);
    };
    each.view = { scale: view.scale, x: inside(view.x, width, box.width), y: inside(view.y, height, box.height) };
    const { scale, x, y } = each.view;
    each.image.style.transform = scale === 1 ? '' : `translate(${(.5 - x) * width * scale}px, ${(.5 - y) * height * scale}px) scale(${scale})`;
  }

  function move(each, view, glides = false) {
    pictures.classList.toggle('glides', glides);
    place(each, view);
    if (isTogether()) for (const other of visible()) if (other !== each) place(other, each.view);
    report();
  }

  function zoomBy(each, factor, clientX, clientY, glides) {
    const { width, height, middleX, middleY } = measure(each);
    const { scale, x, y } = each.view, next = between(scale * factor, 1, largest);
    const [dx, dy] = [(clientX ?? middleX) - middleX, (clientY ?? middleY) - middleY];
    const shift = 1 / scale - 1 / next;
    move(each, { scale: next, x: x + dx / width * shift, y: y + dy / height * shift }, glides);
  }

  function panBy(each, dx, dy, glides) {
    const { width, height } = measure(each), { scale, x, y } = each.view;
    move(each, { scale, x: x - dx / (width * scale), y: y - dy / (height * scale) }, glides);
  }

  function report() {
    const { scale } = main().view;
    stage.querySelector('[data-scale]').textContent = text('Scale', number(Math.round(measure(main()).fit * scale * 100)));
    stage.querySelector('[data-zoom="out"]').disabled = stage.querySelector('[data-zoom="fit"]').disabled = visible().every(each => each.view.scale === 1);
    stage.querySelector('[data-zoom="in"]').disabled = scale >= largest;
    pictures.classList.toggle('zoomed', visible().some(each => each.view.scale > 1));
  }

  const changes = {
    in: () => zoomBy(main(), stepFactor, undefined, undefined, true),
    out: () => zoomBy(main(), 1 / stepFactor, undefined, undefined, true),
    fit: () => { for (const each of visible()) move(each, whole, true); },
  };

  const frameOf = target => frames.find(({ frame }) => frame.contains(target));
  const centre = () => {
    const all = [...pointers.values()];
    const [x, y] = ['x', 'y'].map(axis => all.reduce((sum, point) => sum + point[axis], 0) / all.length);
    return { x, y, distance: all.length > 1 ? Math.hypot(all[0].x - all[1].x, all[0].y - all[1].y) : 0 };
  };

  pictures.addEventListener('pointerdown', event => {
    const each = frameOf(event.target);
    if (!each || event.button !== 0) return;
    pictures.setPointerCapture(event.pointerId);
    pointers.set(event.pointerId, { x: event.clientX, y: event.clientY });
    if (pointers.size === 1) gesture = { each, x: event.clientX, y: event.clientY, time: event.timeStamp, isFinger: event.pointerType !== 'mouse', isSingle: true };
    else gesture.isSingle = false;
    slide(0);
  });

  pictures.addEventListener('pointermove', event => {
    if (!pointers.has(event.pointerId)) return;
    const before = centre();
    pointers.set(event.pointerId, { x: event.clientX, y: event.clientY });
    const now = centre(), { each } = gesture;
    if (before.distance > 0) zoomBy(each, now.distance / before.distance, now.x, now.y);
    if (each.view.scale > 1) panBy(each, now.x - before.x, now.y - before.y);
    else if (gesture.isSingle && gesture.isFinger) slide(now.x - gesture.x);
  });

  for (const type of ['pointerup', 'pointercancel'])
    pictures.addEventListener(type, event => {
      if (!pointers.delete(event.pointerId) || pointers.size > 0) return;
      slide(0);
      if (type === 'pointerup' && gesture.isSingle) finish(event);
      gesture = null;
    });

  function finish({ clientX, clientY, timeStamp }) {
    const { each, x, y, time, isFinger } = gesture, [dx, dy] = [clientX - x, clientY - y];
    if (isFinger && each.view.scale === 1 && Math.abs(dx) > swipePixels && Math.abs(dx) > 1.5 * Math.abs(dy)) return swiped(dx < 0 ? 1 : -1);
    if (Math.hypot(dx, dy) > tapPixels || timeStamp - time > tapMilliseconds) return;
    const isDouble = lastTap && timeStamp - lastTap.time < tapMilliseconds && Math.hypot(clientX - lastTap.x, clientY - lastTap.y) < tapPixels;
    lastTap = isDouble ? null : { x: clientX, y: clientY, time: timeStamp };
    if (isDouble && each.view.scale > 1) move(each, whole, true);
    else if (isDouble) zoomBy(each, tapFactor, clientX, clientY, true);
  }

  // While a finger swipes, the pictures follow it.
  const slide = by => { for (const { image } of visible()) image.style.translate = by ? `${by}px` : ''; };

  pictures.addEventListener('wheel', event => {
    const each = frameOf(event.target);
    if (!each) return;
    event.preventDefault();
    const pixels = event.deltaY * (event.deltaMode === WheelEvent.DOM_DELTA_LINE ? 16 : event.deltaMode === WheelEvent.DOM_DELTA_PAGE ? 400 : 1);
    // Browsers report a pinch on a touchpad as a wheel with Ctrl, in small steps.
    zoomBy(each, Math.exp(-pixels * (event.ctrlKey ? .01 : .002)), event.clientX, event.clientY);
  }, { passive: false });

  stage.addEventListener('click', event => changes[event.target.closest('[data-zoom]')?.dataset.zoom]?.());
  stage.addEventListener('change', event => { if (event.target.matches('[data-together]') && event.target.checked) move(main(), main().view, true); });

  const zoom = {
    /** Shows all pictures whole. */
    reset() { for (const each of frames) place(each, whole); report(); },
    /** After a frame or a picture has changed its size. */
    refresh() { for (const each of visible()) place(each, isTogether() ? main().view : each.view); report(); },
    /** Whether the key was one of the zoom's. */
    key(event) {
      if (event.ctrlKey || event.metaKey || event.altKey) return false;
      const change = document.getElementById('single-keys').checked && { '+': 'in', '=': 'in', '-': 'out', '0': 'fit' }[event.key];
      if (change) changes[change]();
      const [dx, dy] = { ArrowLeft: [1, 0], ArrowRight: [-1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] }[event.key] ?? [0, 0];
      const isPan = Boolean(dx || dy) && main().view.scale > 1 && !event.shiftKey;
      if (isPan) panBy(main(), dx * main().frame.clientWidth / 6, dy * main().frame.clientHeight / 6, true);
      return Boolean(change) || isPan;
    },
  };
  new ResizeObserver(() => zoom.refresh()).observe(pictures);
  zoom.reset();
  return zoom;
}
