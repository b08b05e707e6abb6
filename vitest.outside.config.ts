import { defineConfig } from 'vitest/config';
import { surveyAssets } from './scripts/survey-assets.ts';

/** Holds our output against other people's programs. A program that is missing fails its test. */
export default defineConfig({
  // What survey-web/render.tsx carries inline, so that tests can import it as it stands.
  plugins: [surveyAssets()],
  test: {
    include: ['**/*.outside.test.ts'],
    exclude: ['**/node_modules/**', '**/dist/**', 'data/**'],
    globalSetup: 'scripts/testing/global-setup.ts',
    hookTimeout: 120_000,
    testTimeout: 60_000,
    teardownTimeout: 30_000,
  },
});
