import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';
import { surveyAssets } from './scripts/survey-assets.ts';

const browserTests = ['**/*.browser.test.{ts,tsx}'];
// Held against other people's programs; they run by `npm run test:outside`, which needs those programs.
const outsideTests = ['**/*.outside.test.ts'];
const notOurs = ['**/node_modules/**', '**/dist/**', 'data/**'];

export default defineConfig({
  // What survey-web/render.tsx carries inline, so that tests can import it as it stands.
  plugins: [surveyAssets()],
  test: {
    // Only starts a door: PostgreSQL itself starts when the first test asks for a database.
    globalSetup: 'scripts/testing/global-setup.ts',
    // Generous, since a hook may start the database or unpack the browser while both cores are busy.
    hookTimeout: 120_000,
    teardownTimeout: 30_000,
    projects: [
      {
        extends: true,
        test: {
          name: 'service',
          include: ['**/*.test.{ts,tsx}'],
          exclude: [...notOurs, ...browserTests, ...outsideTests],
          testTimeout: 20_000,
          maxWorkers: Math.max(2, availableParallelism()),
          sequence: { groupOrder: 0 },
        },
      },
      {
        extends: true,
        test: {
          name: 'browser',
          include: browserTests,
          exclude: notOurs,
          testTimeout: 60_000,
          // A browser is several processes by itself: more than two at once only make each other late.
          maxWorkers: 2,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
