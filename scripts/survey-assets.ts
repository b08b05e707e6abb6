import { isAbsolute, join } from 'node:path';
import { build, type Plugin, type Rolldown } from 'vite';

const folder = join(import.meta.dirname, '..', 'survey-web');
const name = 'virtual:survey-assets';

/**
 * What the citizen's pages carry inline, as `virtual:survey-assets`: the style sheets, minified, and `script`, `enhance.ts`
 * with all it imports as one classic script, for the phones of 2019; and `worker`, which is sent by itself. A build of its own makes each, so nothing is shared
 * with other parts (a shared chunk could not be inlined), and tests get the very text that the service sends.
 */
export function surveyAssets(onInput: (path: string) => void = () => {}): Plugin {
  return {
    name: 'survey-assets',
    resolveId: (id) => (id === name ? `\0${name}` : undefined),
    async load(id) {
      if (id !== `\0${name}`) return undefined;
      const entries = {
        script: 'enhance.ts',
        worker: 'resend-worker.ts',
        displayScript: 'display.ts',
        pairingScript: 'pairing.ts',
        tabletScript: 'tablet.ts',
        css: 'style.css',
        slipCss: 'slip.css',
        posterCss: 'poster.css',
        paperCss: 'paper.css',
        publishedCss: 'published.css',
        displayCss: 'display.css',
        tabletCss: 'tablet.css',
      };
      const texts = await Promise.all(
        Object.entries(entries).map(async ([exported, entry]) => {
          const { text, files } = await buildText(entry);
          for (const file of files) {
            this.addWatchFile(file);
            onInput(file);
          }
          return `export const ${exported} = ${JSON.stringify(text)};\n`;
        }),
      );
      return texts.join('');
    },
  };
}

async function buildText(entry: string): Promise<{ text: string; files: string[] }> {
  const isCss = entry.endsWith('.css');
  const files: string[] = [];
  const result = (await build({
    root: folder,
    configFile: false,
    envDir: false,
    publicDir: false,
    logLevel: 'warn',
    plugins: [
      {
        name: 'list-files',
        buildEnd() {
          files.push(...this.getModuleIds());
        },
      },
    ],
    build: {
      write: false,
      target: ['es2019', 'chrome79', 'safari13'],
      modulePreload: false,
      rolldownOptions: { input: join(folder, entry), output: { format: isCss ? 'es' : 'iife' } },
    },
  })) as Rolldown.RolldownOutput;
  const wanted = result.output.filter((file) => (isCss ? file.fileName.endsWith('.css') : file.type === 'chunk'));
  const [only] = wanted;
  if (!only || wanted.length > 1) throw new Error(`${entry} was built into ${wanted.length} files instead of one.`);
  const text = only.type === 'chunk' ? only.code : String(only.source);
  return { text: text.trim(), files: files.filter((file) => isAbsolute(file)) };
}
