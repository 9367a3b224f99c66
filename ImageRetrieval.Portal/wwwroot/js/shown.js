// The picture that is open in the lightbox is part of the address: Back closes it, and a link opens it.
const name = 'shown';
const isShown = pair => pair.startsWith(`${name}=`);

/** The key of the open picture in the address bar; null for none. */
export const shownKey = () => new URLSearchParams(location.search).get(name);

/** An address of this site with the open picture, or without one when the key is null; the rest stays as it is written. */
export function withShown(key, from = location.href) {
  const url = new URL(from, location.href);
  const pairs = url.search.slice(1).split('&').filter(pair => pair && !isShown(pair));
  if (key !== null) pairs.push(`${name}=${encodeURIComponent(key)}`);
  return url.pathname + (pairs.length ? `?${pairs.join('&')}` : '') + url.hash;
}

/** What the page shows behind the lightbox: the same for addresses that differ only in the open picture or the fragment. */
export const pageBehind = () => withShown(null).split('#')[0];
