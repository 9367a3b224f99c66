// Copies the address of a search or a picture.
import { announce, text } from './texts.js';

export async function copy(button) {
  const link = new URL(button.dataset.copy, location.href).href;
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

document.addEventListener('click', event => {
  const button = event.target.closest?.('[data-copy]');
  if (button) copy(button);
});
