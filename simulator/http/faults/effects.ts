import { importStatuses, type ImportOrders, type ImportStatus } from '../../engine/imports/import-record';
import type { Injection } from './rule';

/** What the faults of a call ask of the engine itself, as against its answer or its socket. */
export interface FaultEffects {
  importOrders?: ImportOrders;
  removal?: { share?: number; endless?: boolean };
  /** `since` leaves out the instant itself. */
  excludeEqual?: boolean;
  /** The call is done as if it were so much later. */
  skewSeconds?: number;
}

export const numberArg = (args: Record<string, unknown>, name: string, fallback: number): number =>
  typeof args[name] === 'number' ? args[name] : fallback;
export const textArg = (args: Record<string, unknown>, name: string, fallback: string): string =>
  typeof args[name] === 'string' ? args[name] : fallback;

export const engineKinds = [
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
  'removal-half',
  'removal-endless',
  'exclude-equal',
  'clock-skew',
  'meanwhile',
] as const;

export function readEffects(injections: Injection[]): FaultEffects {
  const effects: FaultEffects = {};
  for (const { id, kind, args } of injections) {
    const orders = importOrders(kind, args);
    if (orders) effects.importOrders = { ...effects.importOrders, ...orders, fault: id };
    if (kind === 'removal-half') effects.removal = { share: numberArg(args, 'share', 0.5) };
    if (kind === 'removal-endless') effects.removal = { endless: true };
    if (kind === 'exclude-equal') effects.excludeEqual = true;
    if (kind === 'clock-skew') effects.skewSeconds = numberArg(args, 'seconds', 300);
  }
  return effects;
}

const longHold = 6 * 3600;

function importOrders(kind: string, args: Record<string, unknown>): ImportOrders | undefined {
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
      return undefined;
  }
}

const statusArg = (args: Record<string, unknown>): ImportStatus =>
  importStatuses.find((status) => status === args.status) ?? 'Unknown';
