import { createHash } from 'node:crypto';
import { randomStream, shuffle } from '../../engine/random';
import type { Call, Page } from '../route';
import { numberArg } from './effects';

/** Reads a page as the faults of the call would have it; without any, as it is. */
export function spoilPage<T>(call: Pick<Call, 'page' | 'effects'>, read: (page: Page) => T[]): T[] {
  const { page, effects } = call;
  let rows: T[] | undefined;
  for (const { kind, args } of effects.pages ?? []) {
    const sofar: T[] = rows ?? read(page);
    if (kind === 'empty-list') rows = [];
    else if (kind === 'short-page') rows = sofar.slice(0, Math.max(1, Math.floor(sofar.length * numberArg(args, 'share', 0.5))));
    else if (kind === 'duplicate-rows') rows = page.skip === 0 ? sofar : [...read({ select: numberArg(args, 'count', 1), skip: page.skip - 1 }), ...sofar].slice(0, page.select);
    else if (kind === 'unstable-order') rows = shuffle(randomStream(hash(sofar)), sofar);
    // As if that many rows before this page had been deleted (the window skips rows) or inserted (rows come again).
    else if (kind === 'page-shift') rows = read({ select: page.select, skip: Math.max(0, page.skip + (args.deleted ? 1 : -1) * numberArg(args, 'count', 1)) });
    else rows = sofar;
  }
  return rows ?? read(page);
}

const hash = (rows: unknown[]): string => createHash('sha1').update(JSON.stringify(rows)).digest('hex');
