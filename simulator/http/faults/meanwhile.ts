import { z } from 'zod';
import type { Sandbox } from '../sandbox';
import type { Injection } from './rule';

const stepsSchema = z.array(
  z.object({ method: z.string().default('POST'), path: z.string(), body: z.unknown().optional() }),
);

/** Somebody else does something, by control calls, just before the call is looked at: between two pages, before an upload. */
export function doMeanwhile(sandbox: Sandbox, injections: Injection[]): void {
  for (const { kind, args } of injections) {
    if (kind !== 'meanwhile') continue;
    for (const { method, path, body } of stepsSchema.parse(args.do ?? []))
      sandbox.runControl(method, path, body);
  }
}
