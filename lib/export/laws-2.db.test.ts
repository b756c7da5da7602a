import { describe } from 'vitest';
import { playWorld } from '@/prisma/seed/laws/play-world';
import { inRandomWorlds } from '@/prisma/test-laws';

describe('whatever people do here and there, and whatever happens to the engines meanwhile, the laws hold', () => {
  inRandomWorlds({ seed: 2, worlds: 15, transport: 'v2' }, playWorld);
});
