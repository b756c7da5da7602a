import type { ConnectionOptions } from '../../connections/schemas';
import type { Tx } from '../../db';
import { plural } from '../../format';
import type { PlanCounts } from '../schemas';

export type Hold = { code: 'removal_guard' | 'empty_list'; message: string };

type GuardInput = Pick<PlanCounts, 'listed' | 'remove' | 'inBook'> & {
  /** People taken out of this book within the last day by waves nobody had to approve. */
  removedToday: number;
  options: Pick<ConnectionOptions, 'guardPercent' | 'guardPeople'>;
};

const number = (value: number): string => value.toLocaleString('en-GB');
const people = (value: number): string => plural(value, 'person', 'people');

/** Whether a plan must wait until someone approves exactly it (law L12). Counted over a rolling day, so that many small runs add up. */
export function guardRemovals(input: GuardInput): Hold | null {
  if (input.remove === 0) return null;
  if (input.listed === 0) {
    return {
      code: 'empty_list',
      message: `The list is empty, so ${people(input.remove)} would leave the address book. Nobody is taken out until someone approves it. Check the list’s filter first.`,
    };
  }
  const leaving = input.remove + input.removedToday;
  const base = input.inBook + input.removedToday;
  if (leaving <= input.options.guardPeople || leaving * 100 <= base * input.options.guardPercent) return null;
  const today =
    input.removedToday > 0 ? ` (${people(input.removedToday)} left within the last day already)` : '';
  return {
    code: 'removal_guard',
    message: `${people(input.remove)} would leave the address book, which holds ${number(input.inBook)}${today}. That is over the limit of ${input.options.guardPercent} % and ${people(input.options.guardPeople)} a day, so nothing is sent until someone approves it.`,
  };
}

export async function countRemovedToday(tx: Tx, addressBookId: bigint, now: Date): Promise<number> {
  const dayAgo = new Date(now.getTime() - 86_400_000);
  const [row] = await tx.$queryRaw<{ count: number }[]>`
    SELECT count(*)::int AS count
    FROM connections x JOIN waves w ON w.connection_id = x.id JOIN planned_changes p ON p.wave_id = w.id
    WHERE x.address_book_id = ${addressBookId} AND (w.finished_at IS NULL OR w.finished_at > ${dayAgo})
      AND NOT w.counts ? 'approvedBy'
      AND p.action = 'remove' AND p.outcome = 'removed' AND p.settled_at > ${dayAgo}`;
  return row?.count ?? 0;
}
