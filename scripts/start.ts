import './tidy-heap.ts';
import { runService } from './run-service.ts';

await runService(() => import('../api/main.ts'));
