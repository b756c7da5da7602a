import { describe } from 'vitest';
import { playWorld } from '@/prisma/seed/laws/play-world';
import { inRandomWorlds } from '@/prisma/test-laws';

// More of them stand in laws-2, -3 and -4: files are played side by side.
describe('whatever people do here and there, and whatever happens to the engines meanwhile, the laws hold', () => {
  inRandomWorlds({ seed: 1, worlds: 15, transport: 'v2' }, playWorld);
});
