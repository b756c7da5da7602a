import { playEvent, scheduleEvent } from '../events';
import { addPairs, type MemberPair } from '../members';
import type { World } from '../world';
import type { ImportRecord } from './import-record';

/** Of a hundred rows the first so many. */
export const isLateRow = (i: number, share: number): boolean => (i % 100) / 100 < share;

/** Under a fault some people come into their book only long after the import has told that it is finished. */
export function holdBack(world: World, record: ImportRecord, pairs: MemberPair[]): MemberPair[] {
  const { missingShare = 0, missingSeconds = 0 } = record.orders;
  if (missingShare === 0) return pairs;
  const late = pairs.filter((_, i) => isLateRow(i, missingShare));
  scheduleEvent(world, world.now() + missingSeconds * 1000, 'import.late', late);
  return pairs.filter((_, i) => !isLateRow(i, missingShare));
}

playEvent<MemberPair[]>('import.late', addPairs);
