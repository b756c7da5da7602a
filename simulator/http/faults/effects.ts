import { importStatuses, type ImportOrders, type ImportStatus } from '../../engine/imports/import-record';
import type { Injection } from './rule';
import type { Strikes } from './strikes';

/** What the faults of a call ask of the engine itself, as against its answer or its socket. */
export interface FaultEffects {
  readonly importOrders: ImportOrders | undefined;
  readonly removal: { share?: number; endless?: boolean } | undefined;
  /** `since` leaves out the instant itself. */
  readonly excludeEqual: boolean;
}

export const noEffects: FaultEffects = { importOrders: undefined, removal: undefined, excludeEqual: false };

export const numberArg = (args: Record<string, unknown>, name: string, fallback: number): number =>
  typeof args[name] === 'number' ? args[name] : fallback;
export const textArg = (args: Record<string, unknown>, name: string, fallback: string): string =>
  typeof args[name] === 'string' ? args[name] : fallback;

const importKinds = [
  'import-stuck',
  'import-status',
  'import-failed',
  'watchdog-reject',
  'watchdog-hold',
  'import-not-visible',
  'import-forgotten',
  'import-relapse',
  'import-no-report',
  'import-wrong-sums',
  'import-odd-faults',
  'import-partial',
] as const;

export const engineKinds = [
  ...importKinds,
  'removal-half',
  'removal-endless',
  'exclude-equal',
  'clock-skew',
  'meanwhile',
] as const;

/** What the handler looks at is noted: the rest of these faults has no effect on its call. */
export function readEffects(strikes: Strikes, note: (injection: Injection) => void): FaultEffects {
  const first = <T>(kind: string, read: (args: Record<string, unknown>) => T): T | undefined => {
    const injection = strikes.find(kind);
    if (!injection) return undefined;
    note(injection);
    return read(injection.args);
  };
  return {
    excludeEqual: strikes.find('exclude-equal') !== undefined,
    get importOrders() {
      let orders: ImportOrders | undefined;
      for (const injection of strikes.all(importKinds)) {
        note(injection);
        orders = { ...orders, ...importOrders(injection.kind, injection.args), fault: injection.id };
      }
      return orders;
    },
    get removal() {
      return (
        first('removal-endless', () => ({ endless: true })) ??
        first('removal-half', (args) => ({ share: numberArg(args, 'share', 0.5) }))
      );
    },
  };
}

/** A service whose clock is off tells its own time in the head as well. */
export const skewOf = (strikes: Strikes): number =>
  strikes.all(['clock-skew']).reduce((_, { args }) => numberArg(args, 'seconds', 300), 0) * 1000;

const longHold = 6 * 3600;

function importOrders(kind: string, args: Record<string, unknown>): ImportOrders {
  switch (kind) {
    case 'import-stuck':
    case 'watchdog-hold':
      return {
        status: 'NotFinished',
        holdSeconds: numberArg(args, 'seconds', longHold),
        ...(args.then === 'RejectedByWatchdog' ? { afterHold: 'RejectedByWatchdog' as const } : {}),
      };
    case 'import-failed':
      return { status: 'Failed' };
    case 'watchdog-reject':
      return { status: 'RejectedByWatchdog' };
    case 'import-status':
      return { status: statusArg(args) };
    case 'import-not-visible':
      return { invisibleSeconds: numberArg(args, 'seconds', 30) };
    case 'import-forgotten':
      return { forgottenSeconds: numberArg(args, 'seconds', 7 * 24 * 3600) };
    case 'import-relapse':
      return { relapse: true };
    case 'import-no-report':
      return { noReport: true };
    case 'import-wrong-sums':
      return { wrongSums: true };
    case 'import-odd-faults':
      return { oddFaults: true };
    case 'import-partial':
      return { missingShare: numberArg(args, 'share', 0.1), missingSeconds: numberArg(args, 'seconds', 600) };
    default:
      return {};
  }
}

const statusArg = (args: Record<string, unknown>): ImportStatus =>
  importStatuses.find((status) => status === args.status) ?? 'Unknown';
