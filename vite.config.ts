import { join } from 'node:path';
import { defineConfig, type Plugin, type UserConfig } from 'vite';
import { surveyAssets } from './scripts/survey-assets.ts';

/**
 * Two results: the admin pages for the browser (`admin`), and the renderer of the citizen's pages for the server
 * (`survey/render.js`), which carries the survey page's own style and script inside it (`scripts/survey-assets.ts`).
 * `scripts/build.ts` builds into a draft folder first.
 */
export function buildInto(folder: string, onInput?: (path: string) => void): UserConfig {
  const root = import.meta.dirname;
  const inputs: Plugin = {
    name: 'inputs',
    buildEnd() {
      for (const id of this.getModuleIds()) onInput?.(id);
    },
  };
  return {
    root: join(root, 'admin-web'),
    base: '/admin/',
    publicDir: false,
    envDir: false,
    plugins: [surveyAssets(onInput), inputs],
    builder: {
      async buildApp(builder) {
        await Promise.all(Object.values(builder.environments).map((environment) => builder.build(environment)));
      },
    },
    environments: {
      client: {
        build: {
          outDir: join(folder, 'admin'),
          emptyOutDir: true,
          // Everything is a file of its own: the content security policy allows nothing inline.
          assetsInlineLimit: 0,
          modulePreload: { polyfill: false },
          rolldownOptions: { input: join(root, 'admin-web', 'index.html') },
        },
      },
      ssr: {
        // One file without dependencies, whatever is installed beside it.
        resolve: { noExternal: true },
        build: {
          outDir: join(folder, 'survey'),
          emptyOutDir: true,
          target: 'node22',
          ssr: true,
          cssMinify: true,
          rolldownOptions: {
            input: join(root, 'survey-web', 'render.tsx'),
            output: { entryFileNames: 'render.js', codeSplitting: false },
          },
        },
      },
    },
  };
}

export default defineConfig(buildInto(join(import.meta.dirname, 'dist')));
