// Copies the address of a search or a picture; on touch screens the device's share sheet is opened instead, where there is one.
import { announce, text } from './texts.js';

const shares = Boolean(navigator.share) && matchMedia('(any-pointer: coarse)').matches;

async function copy(button, link) {
  const before = button.textContent;
  try {
    await navigator.clipboard.writeText(link);
    announce(text('Copied'));
    button.textContent = text('Copied');
  } catch {
    // Scripts may not copy in some browsers and on sites without HTTPS: the link is shown to be copied by hand.
    announce(text('CopyFailed', link));
    button.textContent = link;
  }
  button.addEventListener('blur', () => { button.textContent = before; }, { once: true });
}

async function share(button, link) {
  const name = button.closest('dialog')?.querySelector('h2')?.textContent ?? document.title;
  try {
    await navigator.share({ title: name, url: link });
  } catch (error) {
    // The sheet was closed without a choice; anything else, such as an address that the device does not share, is copied.
    if (error.name !== 'AbortError') await copy(button, link);
  }
}

/** The buttons say what they do on this device. */
function label() {
  if (shares) for (const button of document.querySelectorAll('[data-share]')) button.textContent = text('Share');
}

document.addEventListener('click', event => {
  const button = event.target.closest?.('[data-copy]');
  if (!button) return;
  const link = new URL(button.dataset.copy, location.href).href;
  if (shares && button.hasAttribute('data-share')) share(button, link);
  else copy(button, link);
});
document.addEventListener('page-changed', label);
label();
