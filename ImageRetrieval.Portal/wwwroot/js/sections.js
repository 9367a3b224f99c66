// On narrow screens the sections scroll: the current one is to be seen.
const list = document.querySelector('nav.sections'), current = list?.querySelector('[aria-current]');
if (current) list.scrollLeft = current.offsetLeft - (list.clientWidth - current.offsetWidth) / 2;
