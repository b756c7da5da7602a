import { z } from 'zod';
import type { Context } from '@/lib/context';
import type { Tx } from '@/lib/db';
import { permit } from '@/lib/permissions';
import { listDay, type DayFrame } from '@/lib/filters';
import { listKey } from '../internal';
import { fetchSeenList } from '../list-access';
import { standingWord } from '@/lib/standing';
import { countStandings } from './count-standings';
import { largeList, readKeptCount } from './kept-count';
import { findListConnections } from './member-sql';
import { reasonChoice, statesBut } from './state-filter';
import { type ListStaircase, type MemberState, memberStates } from '../schemas';

/** From list to book: each step with its number and whom it leaves out. One pass over the members; of a large list the last one. Into the book of that connection, else of the first. */
export async function readStaircase(
  ctx: Context,
  listId: string,
  connectionId?: string,
): Promise<ListStaircase> {
  permit(ctx, 'lists.read');
  const list = await fetchSeenList(ctx, ctx.db.prisma, listKey(listId));
  const frame = await listDay(ctx, { listId: list.id });
  const connections = await findListConnections(ctx.db.prisma, list);
  const connection = connections.find(({ id }) => String(id) === connectionId) ?? connections[0] ?? null;
  const { value, countedAt } = await readKeptCount(ctx, list, {
    kind: connection === null ? 'standings' : `standings of ${connection.id}`,
    basis: `${frame.zone}|${frame.today}`,
    schema: Standings,
    count: async (tx) => ({
      piles: (await countStandings(tx, list.id, connection)).map((pile) => ({
        ...pile,
        count: Number(pile.count),
      })),
      changeToday: await changeToday(tx, list.id, frame),
    }),
  });
  return {
    ...buildSteps(value.piles),
    changeToday: value.changeToday,
    countedAt: list.memberCount < largeList ? null : countedAt.toISOString(),
    connected: connection !== null,
    connectionId: connection === null ? null : String(connection.id),
    bookName: connection?.bookName ?? null,
  };
}

const Standings = z.object({
  piles: z.array(z.object({ state: z.enum(memberStates), code: z.string().nullable(), count: z.number() })),
  changeToday: z.number(),
});

type CountedPile = z.output<typeof Standings>['piles'][number];

function buildSteps(piles: readonly CountedPile[]): Pick<ListStaircase, 'steps' | 'refused' | 'goingOut'> {
  const of = (...states: MemberState[]): number =>
    piles.reduce((sum, pile) => sum + (states.includes(pile.state) ? pile.count : 0), 0);
  const all = piles.reduce((sum, pile) => sum + pile.count, 0);
  const withAddress = all - of('no_email', 'no_mobile');
  const unique = withAddress - of('duplicate');
  const allowed = unique - of('left_out');
  const reasons = piles
    .filter(({ state }) => state === 'left_out')
    .map(({ code, count }) => ({
      label: standingWord(code ?? ''),
      count,
      states: [reasonChoice(code ?? '')],
    }))
    .sort((a, b) => b.count - a.count || a.label.localeCompare(b.label));
  const some = (label: string, state: MemberState) =>
    of(state) > 0 ? [{ label, count: of(state), states: [state] }] : [];
  return {
    refused: of('refused'),
    goingOut: of('going_out'),
    steps: [
      { key: 'list', label: 'In the list', count: all, states: [], leftOut: [] },
      {
        key: 'address',
        label: piles.some(({ state }) => state === 'no_mobile') ? 'With a mobile number' : 'With an address',
        count: withAddress,
        states: statesBut('no_email', 'no_mobile'),
        leftOut: [...some('without', 'no_email'), ...some('without', 'no_mobile')],
      },
      {
        key: 'unique',
        label: 'After duplicates',
        count: unique,
        states: statesBut('no_email', 'no_mobile', 'duplicate'),
        leftOut: some('share one', 'duplicate'),
      },
      {
        key: 'allowed',
        label: 'Allowed to be mailed',
        count: allowed,
        states: statesBut('no_email', 'no_mobile', 'duplicate', 'left_out'),
        leftOut: reasons,
      },
      {
        key: 'book',
        label: 'In the book now',
        count: of('in_book'),
        states: ['in_book'],
        leftOut: [...some('refused', 'refused'), ...some('going out', 'going_out')],
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
