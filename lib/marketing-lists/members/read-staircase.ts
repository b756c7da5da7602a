import type { Context } from '@/lib/context';
import type { Tx } from '@/lib/db';
import { permit } from '@/lib/permissions';
import { listDay, type DayFrame } from '@/lib/filters';
import { listKey } from '../internal';
import { fetchSeenList } from '../list-access';
import { standingWord } from '@/lib/standing';
import { countStandings, type Pile } from './count-standings';
import { findListConnection } from './member-sql';
import type { ListStaircase, MemberState } from '../schemas';

/** From list to book: each step with its number and whom it leaves out. One pass over the members. */
export async function readStaircase(ctx: Context, listId: string): Promise<ListStaircase> {
  permit(ctx, 'lists.read');
  const list = await fetchSeenList(ctx, ctx.db.prisma, listKey(listId));
  const frame = await listDay(ctx, { listId: list.id });
  return ctx.db.prisma.$transaction(
    async (tx) => {
      await tx.$executeRaw`SELECT set_config('statement_timeout', '60000', true)`;
      const connection = await findListConnection(tx, list);
      const piles = await countStandings(tx, list.id, connection);
      return {
        ...buildSteps(piles),
        changeToday: await changeToday(tx, list.id, frame),
        connected: connection !== null,
        connectionId: connection === null ? null : String(connection.id),
        bookName: connection?.bookName ?? null,
      };
    },
    { timeout: 90_000 },
  );
}

function buildSteps(piles: readonly Pile[]): Pick<ListStaircase, 'steps' | 'refused' | 'goingOut'> {
  const of = (...states: MemberState[]): number =>
    piles.reduce((sum, pile) => sum + (states.includes(pile.state) ? Number(pile.count) : 0), 0);
  const all = piles.reduce((sum, pile) => sum + Number(pile.count), 0);
  const withAddress = all - of('no_email');
  const unique = withAddress - of('duplicate');
  const allowed = unique - of('left_out');
  const [refused, goingOut] = [of('refused'), of('going_out')];
  const reasons = piles
    .filter(({ state }) => state === 'left_out')
    .map(({ code, count }) => ({ label: standingWord(code ?? ''), count: Number(count) }))
    .sort((a, b) => b.count - a.count || a.label.localeCompare(b.label));
  const some = (label: string, count: number) => (count > 0 ? [{ label, count }] : []);
  return {
    refused,
    goingOut,
    steps: [
      { key: 'list', label: 'In the list', count: all, leftOut: [] },
      {
        key: 'address',
        label: 'With an address',
        count: withAddress,
        leftOut: some('without', of('no_email')),
      },
      {
        key: 'unique',
        label: 'After duplicates',
        count: unique,
        leftOut: some('share one', of('duplicate')),
      },
      { key: 'allowed', label: 'Allowed to be mailed', count: allowed, leftOut: reasons },
      {
        key: 'book',
        label: 'In the book now',
        count: of('in_book'),
        leftOut: [...some('refused', refused), ...some('going out', goingOut)],
      },
    ],
  };
}

async function changeToday(tx: Tx, listId: bigint, { zone, today }: DayFrame): Promise<number> {
  const [row] = await tx.$queryRaw<{ change: bigint }[]>`
    SELECT count(*) FILTER (WHERE kind IN ('joined', 'restored')) - count(*) FILTER (WHERE kind IN ('left', 'removed')) AS change
    FROM list_events WHERE list_id = ${listId} AND at >= (${today}::text::date)::timestamp AT TIME ZONE ${zone}::text`;
  return Number(row?.change ?? 0n);
}
