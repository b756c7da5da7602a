import { describe } from 'vitest';
import { playBeside } from '@/prisma/seed/laws/play-world';
import { neighbourTroubles } from '@/prisma/seed/laws/steps';
import { inRandomWorlds } from '@/prisma/test-laws';

describe.each(neighbourTroubles)(
  'beside an account whose Dotdigital %s, all rests as soon as alone',
  (neighbour) => {
    inRandomWorlds({ seed: 5, worlds: 1, transport: 'v2' }, (bench, story, transport) =>
      playBeside(bench, story, { transport, neighbour }),
    );
  },
);
