import type { Role } from '../../db/vocabulary.ts';
import { useTexts } from '../language.ts';
import { withQuery } from '../navigation.ts';
import { useSurroundings } from '../surroundings.ts';
import { fill } from '../words/fill.ts';

const seesResults: readonly Role[] = ['leader', 'auditor', 'clerk'];
const seesEverything: readonly Role[] = ['leader', 'auditor'];

/** Whose pages these are, where one can go, who is signed in. */
export function Masthead({ url, isDemo, signOut }: { url: URL; isDemo: boolean; signOut: () => void }) {
  const { words, language } = useTexts();
  const { session } = useSurroundings();
  const other = language === 'vi' ? 'en' : 'vi';
  const may = (roles: readonly Role[]) => session?.roles.some((role) => roles.includes(role)) ?? false;
  const places = [
    { href: '/admin', text: words.overview.title, open: may(seesEverything) },
    { href: '/admin/results', text: words.results, open: may(seesResults) },
    { href: '/admin/compare', text: words.compare.title, open: may(seesEverything) && !session?.unit },
    { href: '/admin/comments', text: words.comments.title, open: may(['leader']) },
    {
      href: '/admin/feedback',
      text: words.places.feedback,
      open: may(['leader', 'handler', 'auditor']) && !!session?.unit,
    },
    { href: '/admin/cases', text: words.cases, open: may(['clerk']) },
    { href: '/admin/print', text: words.places.print, open: may(['clerk']) },
    { href: '/admin/paper', text: words.places.paper, open: may(['clerk']) },
    { href: '/admin/counter', text: words.places.counter, open: may(['clerk']) },
    { href: '/admin/displays', text: words.places.displays, open: may(['admin', 'clerk']) },
    { href: '/admin/targets', text: words.places.targets, open: may(['admin', 'leader', 'auditor']) },
    { href: '/admin/questionnaires', text: words.places.questionnaires, open: may(['admin', 'leader', 'auditor']) },
    { href: '/admin/catalogue', text: words.places.catalogue, open: may(['admin']) },
    { href: '/admin/method', text: words.places.method, open: session !== null },
    { href: '/admin/integration', text: words.places.integration, open: may(['admin']) },
    { href: '/admin/settings', text: words.places.settings, open: session !== null },
  ].filter(({ open }) => open);
  return (
    <header class="masthead">
      {isDemo && (
        <p class="demo">
          <b>{words.demo}.</b> {words.demoRevealed}
        </p>
      )}
      <div class="masthead-top">
        <a class="brand" href="/admin">
          {words.product}
        </a>
        <span class="unit">{session?.unit?.name}</span>
        <a class="quiet" href={withQuery(url, { lang: other })} lang={other} hreflang={other} data-replace>
          {words.language[other]}
        </a>
        {session && (
          <>
            <span class="who" title={fill(words.signIn.signedInAs, { username: session.username })}>
              {session.username}
            </span>
            <button type="button" class="quiet" onClick={signOut}>
              {words.signIn.signOut}
            </button>
          </>
        )}
      </div>
      {places.length > 0 && (
        <nav aria-label={words.navigation}>
          {places.map(({ href, text }) => (
            <a key={href} href={href} aria-current={isWithin(url.pathname, href) ? 'page' : undefined}>
              {text}
            </a>
          ))}
        </nav>
      )}
    </header>
  );
}

function isWithin(path: string, href: string): boolean {
  return path.replace(/\/$/, '') === href || (href !== '/admin' && path.startsWith(`${href}/`));
}
