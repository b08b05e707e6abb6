import { type ComponentType, Fragment } from 'preact';
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { type Role, roles } from '../db/vocabulary.ts';
import { connect, type Session } from './client.ts';
import { languageOf, settle, TextsContext, textsIn } from './language.ts';
import { address, navigate, safeTarget, useUrl } from './navigation.ts';
import { findPage, type Page, type PageProps } from './page.ts';
import { Failure } from './parts/failure.tsx';
import { Masthead } from './parts/masthead.tsx';
import { Message } from './parts/message.tsx';
import { Progress } from './parts/progress.tsx';
import { Refusal } from './refusal.ts';
import { type Surroundings, SurroundingsContext } from './surroundings.ts';

const seesResults: readonly Role[] = ['leader', 'auditor', 'clerk'];
/** Periods that are not settled, too. */
const seesEverything: readonly Role[] = ['leader', 'auditor'];
const seesTargets: readonly Role[] = ['admin', 'leader', 'auditor'];

const seesFeedback: readonly Role[] = ['leader', 'handler', 'auditor'];

const pages: readonly Page[] = [
  { path: '/admin/sign-in', load: () => import('./pages/sign-in.tsx') },
  { path: '/admin/setup', load: () => import('./pages/setup.tsx') },
  { path: '/admin', roles: seesEverything, load: () => import('./pages/overview.tsx') },
  { path: '/admin/results', roles: seesResults, load: () => import('./pages/results.tsx') },
  { path: '/admin/results/:fieldId', roles: seesResults, load: () => import('./pages/field.tsx') },
  { path: '/admin/comments', roles: ['leader'], load: () => import('./pages/comments.tsx') },
  { path: '/admin/feedback', roles: seesFeedback, load: () => import('./pages/feedback-list.tsx') },
  { path: '/admin/feedback/:feedbackId', roles: seesFeedback, load: () => import('./pages/feedback.tsx') },
  { path: '/admin/compare', roles: seesEverything, load: () => import('./pages/compare.tsx') },
  { path: '/admin/cases', roles: ['clerk'], load: () => import('./pages/cases.tsx') },
  { path: '/admin/cases/new', roles: ['clerk'], load: () => import('./pages/new-case.tsx') },
  { path: '/admin/cases/import', roles: ['clerk'], load: () => import('./pages/import.tsx') },
  { path: '/admin/cases/:caseCode', roles: ['clerk'], load: () => import('./pages/case.tsx') },
  { path: '/admin/print', roles: ['clerk'], load: () => import('./pages/print.tsx') },
  { path: '/admin/paper', roles: ['clerk'], load: () => import('./pages/paper.tsx') },
  { path: '/admin/counter', roles: ['clerk'], load: () => import('./pages/counter.tsx') },
  { path: '/admin/displays', roles: ['admin', 'clerk'], load: () => import('./pages/displays.tsx') },
  { path: '/admin/targets', roles: seesTargets, load: () => import('./pages/targets.tsx') },
  { path: '/admin/questionnaires', roles: seesTargets, load: () => import('./pages/questionnaires.tsx') },
  {
    path: '/admin/questionnaires/new',
    roles: ['admin', 'leader'],
    load: () => import('./pages/questionnaire-draft.tsx'),
  },
  { path: '/admin/questionnaires/:version', roles: seesTargets, load: () => import('./pages/questionnaire.tsx') },
  { path: '/admin/catalogue', roles: ['admin'], load: () => import('./pages/catalogue.tsx') },
  { path: '/admin/catalogue/fields', roles: ['admin'], load: () => import('./pages/fields.tsx') },
  { path: '/admin/catalogue/import', roles: ['admin'], load: () => import('./pages/procedure-list.tsx') },
  { path: '/admin/catalogue/new', roles: ['admin'], load: () => import('./pages/procedure.tsx') },
  {
    path: '/admin/catalogue/procedures/:procedureCode',
    roles: ['admin'],
    load: () => import('./pages/procedure.tsx'),
  },
  { path: '/admin/method', roles, load: () => import('./pages/method.tsx') },
  { path: '/admin/integration', roles: ['admin'], load: () => import('./pages/integration.tsx') },
  { path: '/admin/settings', roles, load: () => import('./pages/settings.tsx') },
];

/** Where a person begins who asks for no page in particular and may not see the overview. */
function startFor(session: Session): string | undefined {
  if (session.roles.some((role) => seesEverything.includes(role))) return undefined;
  if (session.roles.includes('clerk')) return '/admin/cases';
  if (session.roles.includes('handler')) return '/admin/feedback';
  return session.roles.includes('admin') ? '/admin/settings' : undefined;
}

export function App({ clock, isDemo }: { clock: () => Date; isDemo: boolean }) {
  const url = useUrl();
  const language = languageOf(url);
  const texts = useMemo(() => textsIn(language), [language]);
  const spoken = useRef(language);
  spoken.current = language;
  useEffect(() => settle(language), [language]);

  const client = useMemo(() => connect(() => spoken.current), []);
  // Undefined until the server has said who this is.
  const [session, setSession] = useState<Session | null>();
  const [failure, setFailure] = useState<Refusal>();
  const [said, announce] = useState({ text: '', on: '' });

  const surroundings: Surroundings = {
    client,
    clock,
    session: session ?? null,
    async refreshSession() {
      setFailure(undefined);
      try {
        setSession(await client.session());
      } catch (reason) {
        if (!(reason instanceof Refusal)) throw reason;
        if (reason.status === 401) setSession(null);
        else setFailure(reason);
      }
    },
    sessionEnded() {
      setSession(null);
      announce({ text: texts.words.signIn.ended, on: '/admin/sign-in' });
    },
    announce: (text, on = location.pathname) => announce({ text, on }),
  };
  const { refreshSession } = surroundings;
  useEffect(() => void refreshSession(), []);

  async function signOut() {
    // Whatever the server answers: this browser is done with the session.
    await client.signOut().catch(() => undefined);
    setSession(null);
    announce({ text: texts.words.signIn.signedOut, on: '/admin/sign-in' });
    navigate('/admin/sign-in');
  }

  return (
    <TextsContext.Provider value={texts}>
      <SurroundingsContext.Provider value={surroundings}>
        <a class="skip" href="#main">
          {texts.words.skip}
        </a>
        <Masthead url={url} isDemo={isDemo} signOut={() => void signOut()} />
        <p class="said" role="status">
          {said.on === url.pathname ? said.text : ''}
        </p>
        <main id="main" tabIndex={-1}>
          {failure ? (
            <Failure refusal={failure} retry={() => void refreshSession()} />
          ) : (
            <Opened url={url} session={session} />
          )}
        </main>
      </SurroundingsContext.Provider>
    </TextsContext.Provider>
  );
}

/** The page that belongs to the URL, or why there is none. */
function Opened({ url, session }: { url: URL; session: Session | null | undefined }) {
  const found = useMemo(() => findPage(pages, url.pathname.replace(/\/$/, '')), [url.pathname]);
  const redirect = session === undefined ? undefined : redirectFrom(url, session, found?.page);
  useEffect(() => {
    if (redirect !== undefined) navigate(redirect, { replace: true });
  }, [redirect]);
  // While the server still says who this is, the page's program is fetched; it may turn out not to be theirs.
  useEffect(() => void found?.page.load().catch(() => undefined), [found]);
  if (session === undefined || redirect !== undefined) return <Progress />;
  if (!found) return <Message kind="notFound" />;
  const { page, params } = found;
  const permitted = !page.roles || session?.roles.some((role) => page.roles?.includes(role));
  if (!permitted) return <Message kind={isStart(url) ? 'nothingForRole' : 'forbidden'} />;
  return <Loaded page={page} url={url} params={params} />;
}

/** Keeps the page before in sight until the next one's program is there. */
function Loaded({ page, url, params }: { page: Page } & PageProps) {
  const [program, setProgram] = useState<{ of: Page; Content: ComponentType<PageProps> }>();
  const [failure, setFailure] = useState<Refusal>();
  useEffect(() => {
    let left = false;
    setFailure(undefined);
    page.load().then(
      (module) => !left && setProgram({ of: page, Content: module.default }),
      () => !left && setFailure(new Refusal('offline')),
    );
    return () => {
      left = true;
    };
  }, [page]);
  const before = useRef<{ Content: ComponentType<PageProps> } & PageProps>(undefined);
  if (program?.of === page) before.current = { Content: program.Content, url, params };
  // A program that could not be fetched once is never asked for again by the browser, so the whole page is.
  if (failure) return <Failure refusal={failure} retry={() => location.reload()} />;
  if (!before.current) return <Progress />;
  const { Content, ...shown } = before.current;
  return (
    <Fragment key={shown.url.pathname}>
      <Content {...shown} />
    </Fragment>
  );
}

function redirectFrom(url: URL, session: Session | null, page: Page | undefined): string | undefined {
  const isSignIn = page?.path === '/admin/sign-in';
  if (session) {
    if (isSignIn) return safeTarget(url.searchParams.get('next'));
    return isStart(url) ? startFor(session) : undefined;
  }
  if (page && !page.roles) return undefined;
  return address('/admin/sign-in', { next: isStart(url) && !url.search ? undefined : `${url.pathname}${url.search}` });
}

function isStart({ pathname }: URL): boolean {
  return pathname === '/admin' || pathname === '/admin/';
}
