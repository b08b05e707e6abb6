import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { cruise, type ICruiseResult, type IReporterOutput } from 'dependency-cruiser';
import extractDepcruiseOptions from 'dependency-cruiser/config-utl/extract-depcruise-options';

export interface Violation {
  rule: string;
  from: string;
  to: string;
  comment: string;
}

export interface ImportReport {
  /** Files of ours that were read. */
  modules: string[];
  /** Arrows seen between and out of our files. */
  arrows: number;
  violations: Violation[];
}

const folders = ['api', 'db', 'survey-web', 'admin-web', 'scripts'];
const rulesFile = resolve(import.meta.dirname, '../../.dependency-cruiser.cjs');

/** Holds the files under a folder that is laid out like ours against the import rules. */
export async function checkImports(root: string): Promise<ImportReport> {
  const options = await extractDepcruiseOptions(rulesFile);
  const there = folders.filter((folder) => existsSync(join(root, folder)));
  const comments = new Map(options.ruleSet?.forbidden?.map(({ name, comment }) => [name, comment]));
  const { output }: IReporterOutput = await cruise(there, { ...options, baseDir: root, validate: true });
  if (typeof output === 'string') throw new Error(output);
  return {
    modules: ourModules(output).map((module) => module.source),
    arrows: ourModules(output).reduce((sum, module) => sum + module.dependencies.length, 0),
    violations: output.summary.violations.map(({ rule, from, to, cycle }) => ({
      rule: rule.name,
      from,
      to: cycle ? cycle.map((step) => step.name).join(' → ') : to,
      comment: comments.get(rule.name) ?? '',
    })),
  };
}

function ourModules(output: ICruiseResult): ICruiseResult['modules'] {
  return output.modules.filter((module) => /^(api|db|survey-web|admin-web|scripts)\/.*[.]tsx?$/.test(module.source));
}
