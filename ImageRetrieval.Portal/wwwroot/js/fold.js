// The box is folded when a search with other pictures begins, so that the results are near the top; while a picture is cropped, it stays open.
const page = document.getElementById('page');
const change = document.getElementById('change');
const state = () => [page.dataset.asked, new URL(page.dataset.address, location.href).searchParams.get('find'), ...[...document.querySelectorAll('#parts .part')].map(figure => figure.dataset.key)].join();
let before = state();

/** Opens or folds the box; without results it is always open. */
export function fold(isFolded) {
  change.open = page.dataset.asked === 'no' || !isFolded;
}

document.addEventListener('page-changed', event => {
  const now = state();
  if (!event.detail.live && now !== before) fold(true);
  before = now;
});

// A folded picture is too small to crop: a click opens the box.
document.addEventListener('click', event => {
  if (event.target.closest?.('.part-picture') && !change.open) fold(false);
});

// Open filters cover a part of a narrow page: Escape and a click elsewhere close them.
const filters = () => document.querySelector('[data-asked="yes"] .filters[open]');
document.addEventListener('keydown', event => {
  const open = filters();
  if (event.key !== 'Escape' || event.defaultPrevented || !open || document.querySelector('dialog[open]')) return;
  const hadFocus = open.contains(document.activeElement);
  open.open = false;
  if (hadFocus) open.querySelector('summary').focus();
});
document.addEventListener('click', event => {
  const open = filters();
  if (open && !open.contains(event.target) && matchMedia('(max-width: 60rem)').matches && event.target.isConnected) open.open = false;
});
