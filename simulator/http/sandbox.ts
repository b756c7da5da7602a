import type { World } from '../engine/world';
import type { RateLimiter } from './rate-limiter';
import type { RequestLog } from './request-log';
import type { RuleBook } from './faults/rule-book';
import type { WaitingSwap } from './faults/swap-answers';

/** The engine and what the HTTP side keeps beside it. `world` is replaced as a whole by a reset. */
export interface Sandbox {
  world: World;
  limiter: RateLimiter;
  log: RequestLog;
  faults: RuleBook;
  /** Where each region answers, when it has an address of its own. */
  regionUrls: Map<string, string>;
  port: number;
  swaps: WaitingSwap[];
  /** Does what a control call does, without HTTP. */
  runControl(method: string, path: string, body: unknown): unknown;
  /** Throws the world away and founds a new one, by a clock of its own if so asked. */
  reset(seed: number, contacts: number, clock?: ClockStart): void;
}

export interface ClockStart {
  now?: number | undefined;
  speed?: number | undefined;
}

export const homeRegion = 'r1';

/** The address of a region, as seen by somebody who reached the sandbox at `baseUrl`. */
export function urlOfRegion(sandbox: Sandbox, baseUrl: string, region: string): string {
  if (region === homeRegion) return baseUrl;
  return sandbox.regionUrls.get(region) ?? `${baseUrl}/${region}`;
}
