// Updates a part of the page to match a new version and keeps what is already equal, so that focus, open details and pictures are kept.
// Elements with data-script belong to scripts and are not touched.
const keyOf = node => node.nodeType === 1 ? node.nodeName + (node.dataset.key ?? node.id ?? '') : String(node.nodeType);
const isOurs = node => node.nodeType === 1 && node.hasAttribute('data-script');

export function morph(from, to) {
  if (from.nodeType !== 1) {
    if (from.data !== to.data) from.data = to.data;
    return;
  }
  attributes(from, to);
  if (from.id === 'answer') return from.replaceChildren(...to.childNodes);
  children(from, [...to.childNodes]);
}

function attributes(from, to) {
  for (const { name } of [...from.attributes])
    if (!to.hasAttribute(name) && name !== 'open') from.removeAttribute(name);
  for (const { name, value } of to.attributes)
    if (from.getAttribute(name) !== value) from.setAttribute(name, value);
  if (from.nodeName === 'INPUT' && from.type === 'checkbox') from.checked = to.hasAttribute('checked');
  else if (from.nodeName === 'INPUT' && from.type !== 'file' && from.id !== 'text') from.value = to.getAttribute('value') ?? '';
  else if (from.nodeName === 'OPTION') from.selected = to.hasAttribute('selected');
}

function children(parent, wanted) {
  const spare = [...parent.childNodes].filter(node => !isOurs(node));
  let place = parent.firstChild;
  for (const node of wanted) {
    while (place && isOurs(place)) place = place.nextSibling;
    const at = spare.findIndex(old => keyOf(old) === keyOf(node));
    const old = at < 0 ? null : spare.splice(at, 1)[0];
    if (old) morph(old, node);
    const now = old ?? node;
    if (now === place) place = place.nextSibling;
    else parent.insertBefore(now, place);
  }
  for (const old of spare) old.remove();
}
