import { useEffect, useState } from 'preact/hooks';

/** Where the staff pages live; links outside of it are the browser's business. */
const base = '/admin';

const listeners = new Set<() => void>();

/** Goes to a page of ours. `replace` where the way back should not lead here: redirects, sorting. */
export function navigate(to: string, options: { replace?: boolean } = {}): void {
  const url = new URL(to, location.href);
  if (url.href === location.href) return;
  const isOtherPage = url.pathname !== location.pathname;
  if (options.replace) history.replaceState(null, '', url);
  else history.pushState(null, '', url);
  for (const listener of listeners) listener();
  if (isOtherPage) scrollTo(0, 0);
}

/** The current URL; the component is drawn again when it changes. */
export function useUrl(): URL {
  const [href, setHref] = useState(location.href);
  useEffect(() => {
    const update = () => setHref(location.href);
    listeners.add(update);
    addEventListener('popstate', update);
    update();
    return () => {
      listeners.delete(update);
      removeEventListener('popstate', update);
    };
  }, []);
  return new URL(href);
}

/** Lets plain links between our pages work without loading the page anew. */
export function followLinks(): void {
  document.addEventListener('click', (event) => {
    if (
      event.defaultPrevented ||
      event.button !== 0 ||
      event.metaKey ||
      event.ctrlKey ||
      event.shiftKey ||
      event.altKey
    )
      return;
    const link = event.target instanceof Element ? event.target.closest('a') : null;
    if (!link || link.target || link.hasAttribute('download') || !isOurs(link)) return;
    const samePage = link.pathname === location.pathname && link.search === location.search;
    if (samePage && link.hash) return;
    event.preventDefault();
    navigate(link.href, { replace: samePage || link.dataset.replace !== undefined });
  });
}

function isOurs(link: HTMLAnchorElement): boolean {
  return link.origin === location.origin && (link.pathname === base || link.pathname.startsWith(`${base}/`));
}

/** `path` with a query of the values that are there. */
export function address(path: string, query: Readonly<Record<string, string | undefined>>): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) if (value) search.set(name, value);
  const text = search.toString();
  return text ? `${path}?${text}` : path;
}

/** The same page with some of its query changed; an undefined value leaves. */
export function withQuery(url: URL, changes: Readonly<Record<string, string | undefined>>): string {
  return address(url.pathname, { ...Object.fromEntries(url.searchParams), ...changes });
}

/** A page of ours that a URL may send on to; anything else would let a link lead a person astray after signing in. */
export function safeTarget(next: string | null): string {
  if (!next) return base;
  const url = URL.canParse(next, location.origin) ? new URL(next, location.origin) : undefined;
  if (!url || url.origin !== location.origin || !`${url.pathname}/`.startsWith(`${base}/`)) return base;
  return url.pathname === `${base}/sign-in` ? base : `${url.pathname}${url.search}`;
}
