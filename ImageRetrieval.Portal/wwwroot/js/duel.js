// Pictures that both models found are shown together: pointing at one marks the other.
import './lightbox.js';

const twins = id => [...document.querySelectorAll('.duel li.agreed')].filter(item => item.dataset.id === id);

for (const type of ['pointerover', 'focusin']) {
  document.addEventListener(type, event => {
    const item = event.target.closest?.('.duel li.agreed');
    for (const other of document.querySelectorAll('.duel li.linked')) other.classList.remove('linked');
    if (item) for (const twin of twins(item.dataset.id)) twin.classList.add('linked');
  });
}
