import { defineConfig } from 'vitest/config';

/** Holds our output against other people's programs. A program that is missing fails its test. */
export default defineConfig({
  test: {
    include: ['**/*.outside.test.ts'],
    exclude: ['**/node_modules/**', '**/dist/**', 'data/**'],
    globalSetup: 'scripts/testing/global-setup.ts',
    hookTimeout: 120_000,
    testTimeout: 60_000,
    teardownTimeout: 30_000,
  },
});
