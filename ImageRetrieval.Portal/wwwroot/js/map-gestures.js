// Mouse, touch and keys on the canvas: moving, zooming, pointing, and drawing an outline.
const step = 60, factor = 1.5, still = 6;

/**
 * @param on change: the view has changed; point(x, y, isTap): a place of the screen is pointed at; draw(from, to, isEnd): the outline is drawn
 */
export function listen(canvas, view, tool, on) {
  const fingers = new Map();
  let start = null, isMoved = false, isDrawing = false;
  const place = event => {
    const box = canvas.getBoundingClientRect();
    return [event.clientX - box.left, event.clientY - box.top];
  };

  canvas.addEventListener('pointerdown', event => {
    if (event.button !== 0) return;
    canvas.setPointerCapture(event.pointerId);
    fingers.set(event.pointerId, place(event));
    if (fingers.size > 1) { isDrawing = false; isMoved = true; return; }
    [start, isMoved] = [place(event), false];
    isDrawing = tool() !== 'move' || event.shiftKey;
    if (isDrawing) on.draw(start, start, false);
  });

  canvas.addEventListener('pointermove', event => {
    const to = place(event), from = fingers.get(event.pointerId);
    if (!from) { if (event.pointerType === 'mouse') on.point(...to, false); return; }
    if (Math.hypot(to[0] - start[0], to[1] - start[1]) > still) isMoved = true;
    const other = [...fingers].find(([id]) => id !== event.pointerId)?.[1];
    fingers.set(event.pointerId, to);
    if (other) {
      // Two fingers: what is between them stays between them.
      view.pan((to[0] - from[0]) / 2, (to[1] - from[1]) / 2);
      view.zoomAt(Math.hypot(to[0] - other[0], to[1] - other[1]) / Math.max(1, Math.hypot(from[0] - other[0], from[1] - other[1])), (to[0] + other[0]) / 2, (to[1] + other[1]) / 2);
      on.change();
    } else if (isDrawing) on.draw(start, to, false);
    else if (isMoved) { view.pan(to[0] - from[0], to[1] - from[1]); on.change(); }
  });

  const end = event => {
    if (!fingers.delete(event.pointerId) || fingers.size) return;
    if (isDrawing && isMoved && event.type === 'pointerup') on.draw(start, place(event), true);
    else if (!isMoved && event.type === 'pointerup') on.point(...place(event), true);
    isDrawing = false;
  };
  canvas.addEventListener('pointerup', end);
  canvas.addEventListener('pointercancel', end);
  canvas.addEventListener('pointerleave', event => { if (!fingers.size && event.pointerType === 'mouse') on.point(-1, -1, false); });

  canvas.addEventListener('wheel', event => {
    event.preventDefault();
    view.zoomAt(Math.exp(-event.deltaY * (event.deltaMode ? 0.05 : 0.0015)), ...place(event));
    on.change();
  }, { passive: false });

  const keys = {
    ArrowLeft: () => view.pan(step, 0), ArrowRight: () => view.pan(-step, 0), ArrowUp: () => view.pan(0, step), ArrowDown: () => view.pan(0, -step),
    '+': () => view.zoomAt(factor), '=': () => view.zoomAt(factor), '-': () => view.zoomAt(1 / factor), 0: () => view.reset(),
  };
  canvas.addEventListener('keydown', event => {
    if (event.ctrlKey || event.metaKey || event.altKey || !keys[event.key]) return;
    event.preventDefault();
    keys[event.key]();
    on.change();
  });
}
