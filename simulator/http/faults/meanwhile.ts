import { z } from 'zod';
import type { Sandbox } from '../sandbox';
import type { Strikes } from './strikes';

const stepsSchema = z.array(
  z.object({ method: z.string().default('POST'), path: z.string(), body: z.unknown().optional() }),
);

/** Somebody else does something, by control calls, just before the call is looked at: between two pages, before an upload. */
export function doMeanwhile(sandbox: Sandbox, strikes: Strikes): void {
  for (const injection of strikes.all(['meanwhile'])) {
    for (const { method, path, body } of stepsSchema.parse(injection.args.do ?? [])) {
      strikes.hit(injection);
      sandbox.runControl(method, path, body);
    }
  }
}
