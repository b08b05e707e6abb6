import './check-node.mjs';
import './tidy-heap.ts';
import { runCli } from './cli/run-cli.ts';

process.exitCode = await runCli(process.argv.slice(2));
