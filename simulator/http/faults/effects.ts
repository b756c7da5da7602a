import type { ImportOrders } from '../../engine/imports/import-record';
import type { Injection } from './rule';

/** What the faults of a call ask of the engine itself, as against its answer or its socket. */
export interface FaultEffects {
  importOrders?: ImportOrders;
  removal?: { share?: number; endless?: boolean };
  pages?: PageFault[];
}

export interface PageFault {
  kind: 'page-shift' | 'duplicate-rows' | 'unstable-order' | 'empty-list' | 'short-page' | 'exclude-equal';
  args: Record<string, unknown>;
}

export const numberArg = (args: Record<string, unknown>, name: string, fallback: number): number => (typeof args[name] === 'number' ? args[name] : fallback);
export const textArg = (args: Record<string, unknown>, name: string, fallback: string): string => (typeof args[name] === 'string' ? args[name] : fallback);

const pageKinds = new Set<string>(['page-shift', 'duplicate-rows', 'unstable-order', 'empty-list', 'short-page', 'exclude-equal']);

export const engineKinds = [
  ...pageKinds, 'import-stuck', 'import-status', 'import-failed', 'watchdog-reject', 'watchdog-hold', 'import-not-visible', 'import-relapse', 'import-no-report',
  'import-wrong-sums', 'import-odd-faults', 'import-partial', 'removal-half', 'removal-endless',
] as const;

export function readEffects(injections: Injection[]): FaultEffects {
  const effects: FaultEffects = {};
  for (const { id, kind, args } of injections) {
    if (pageKinds.has(kind)) effects.pages = [...(effects.pages ?? []), { kind, args } as PageFault];
    const orders = importOrders(kind, args);
    if (orders) effects.importOrders = { ...effects.importOrders, ...orders, fault: id };
    if (kind === 'removal-half') effects.removal = { share: numberArg(args, 'share', 0.5) };
    if (kind === 'removal-endless') effects.removal = { endless: true };
  }
  return effects;
}

function importOrders(kind: string, args: Record<string, unknown>): ImportOrders | undefined {
  const seconds = numberArg(args, 'seconds', 6 * 3600);
  switch (kind) {
    case 'import-stuck':
    case 'watchdog-hold':
      return { status: 'NotFinished', holdSeconds: seconds, ...(args.then === 'RejectedByWatchdog' ? { afterHold: 'RejectedByWatchdog' as const } : {}) };
    case 'import-failed':
      return { status: 'Failed' };
    case 'watchdog-reject':
      return { status: 'RejectedByWatchdog' };
    case 'import-status':
      return { status: textArg(args, 'status', 'Unknown') as NonNullable<ImportOrders['status']> };
    case 'import-not-visible':
      return { invisibleSeconds: seconds };
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
