// The texts that scripts show, in the page's language.
const texts = JSON.parse(document.querySelector('meta[name="texts"]').content);

export const text = (key, ...values) => texts[key].replace(/\{(\d)\}/g, (place, i) => values[i] ?? place);

export const number = value => value.toLocaleString(document.documentElement.lang);

export function announce(words) {
  document.getElementById('announce').textContent = words;
}
