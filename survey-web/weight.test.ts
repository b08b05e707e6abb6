import { expect, test } from 'vitest';
import * as render from './render.tsx';

test('x', () => {
  console.log(render.slip.length, render.contentSecurityPolicy);
});
