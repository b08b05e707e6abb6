import { availableParallelism, cpus } from 'node:os';

/** On what a figure was measured. */
export function machine() {
  return {
    node: process.versions.node,
    processors: `${availableParallelism()} × ${cpus()[0]?.model.trim() ?? 'unknown'}`,
  };
}
