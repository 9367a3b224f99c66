// After a command the page follows Worker and Api for a minute, while they carry it out.
import { morph } from './morph.js';

const every = 1500, times = 40;

async function follow() {
  for (let i = 0; i < times; i++) {
    await new Promise(resolve => setTimeout(resolve, every));
    if (document.hidden) continue;
    try {
      const next = new DOMParser().parseFromString(await (await fetch(location.href)).text(), 'text/html').querySelector('.page.models');
      if (next) morph(document.querySelector('.page.models'), next);
    } catch (error) {
      // The Portal is temporarily unreachable.
      if (!(error instanceof TypeError)) throw error;
    }
  }
}

if (new URLSearchParams(location.search).has('said')) follow();
