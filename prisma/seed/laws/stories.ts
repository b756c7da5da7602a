import fc from 'fast-check';
import { scene } from './scenes';
import { shortened } from './shortened';
import { setting } from './steps';

export const lawWorlds = fc.record({
  setting,
  steps: shortened(fc.array(scene, { minLength: 2, maxLength: 4 }).map((scenes) => scenes.flat())),
});

export type LawStory = typeof lawWorlds extends fc.Arbitrary<infer T> ? T : never;
