import fc from 'fast-check';
import { expect, it } from 'vitest';
import { gridAddress, parseTableQuery } from '@/lib/table-query';
import { createStandingWorld, mailWorlds } from '@/prisma/seed/standing-world';
import { testContext } from '@/prisma/test-context';
import {
  countListable,
  createListOfShown,
  listMembers,
  listRemoved,
  memberGrid,
  outChoices,
  readStaircase,
  removedCsv,
  removedGrid,
  stateChoices,
} from '../index';

const minutes = 60_000;
const searchOf = (address: string): URLSearchParams => new URL(address, 'http://x').searchParams;
const whoIsIn = (rows: { recordId: string }[]): string[] => rows.map(({ recordId }) => recordId).sort();

it.each([true, false])(
  'every count of a random world opens exactly as many rows, by step, state and reason, in the list and out of it; a list made of them has as many (connected: %s)',
  async (connected) => {
    const ctx = await testContext({ role: 'admin' });
    let lists = 0;
    await fc.assert(
      fc.asyncProperty(mailWorlds, async (world) => {
        const laid = await createStandingWorld(
          { ...ctx, signal: AbortSignal.timeout(minutes) },
          world,
          connected,
        );
        await laid.comeIn();
        const listId = String(laid.listId);
        await ctx.db.prisma.$executeRaw`UPDATE marketing_lists SET member_count = (
          SELECT count(*) FROM list_items i JOIN crm_records r ON r.id = i.record_id AND r.deleted_at IS NULL
          WHERE i.list_id = ${laid.listId} AND i.in_filter AND i.removed_at IS NULL) WHERE id = ${laid.listId}`;
        const membersAt = async (address: string) => {
          const { rows, total, totalIsAtLeast } = await listMembers(
            ctx,
            listId,
            parseTableQuery(searchOf(address), memberGrid.table),
          );
          expect([total, totalIsAtLeast]).toEqual([rows.length, false]);
          return rows;
        };
        const path = `/marketing-lists/${listId}`;
        const everyone = await membersAt(path);

        const { steps } = await readStaircase(ctx, listId);
        for (const { key, count, states, leftOut } of steps) {
          const address = gridAddress(path, { state: states }, 'people');
          const rows = await membersAt(address);
          expect([key, rows.length]).toEqual([key, count]);
          for (const reason of leftOut) {
            const out = await membersAt(gridAddress(path, { state: reason.states }));
            expect([reason.label, out.length]).toEqual([reason.label, reason.count]);
          }
        }
        for (const { value } of stateChoices) {
          const rows = await membersAt(gridAddress(path, { state: [value] }));
          const meant = everyone.filter(
            ({ state, reasonCode }) => value === state || value === `reason.${reasonCode}`,
          );
          expect([value, whoIsIn(rows)]).toEqual([value, whoIsIn(meant)]);
        }

        const outAt = (search: URLSearchParams) =>
          listRemoved(ctx, listId, parseTableQuery(search, removedGrid.table));
        const out = await outAt(new URLSearchParams());
        const meant = laid.ids.flatMap((id, n) => {
          const person = world.people[n];
          if (!person || person.deleted || person.place === 'never') return [];
          if (person.removed) return [[String(id), 'removed_by_hand']];
          if (person.place === 'left') return [[String(id), 'not_on_list']];
          const member = everyone.find(({ recordId }) => recordId === String(id));
          return member?.state === 'left_out' ? [[String(id), member.reasonCode]] : [];
        });
        expect(out.rows.map(({ recordId, code }) => [recordId, code]).sort()).toEqual(meant.sort());
        expect(out.total).toBe(meant.length);
        for (const { value } of outChoices) {
          const { rows, total } = await outAt(searchOf(gridAddress(path, { 'removed.why': [value] })));
          expect([value, rows.length]).toEqual([value, total]);
          expect(whoIsIn(rows)).toEqual(whoIsIn(out.rows.filter(({ code }) => code === value)));
        }
        let file = '';
        for await (const part of (await removedCsv(ctx, listId, parseTableQuery({}, removedGrid.table)))
          .lines)
          file += part;
        expect(file.trimEnd().split('\r\n').length - 1).toBe(out.total);

        const step = steps[lists % steps.length];
        if (!step) throw new Error('a staircase has steps');
        lists += 1;
        const query = searchOf(gridAddress(path, { state: step.states })).toString();
        for (const [kind, search, expected] of [
          ['members', query, step.count],
          ['removed', '', out.total],
        ] as const) {
          const shown = { kind, id: listId, query: search };
          const found = await countListable(ctx, shown);
          expect(found.reduce((sum, { count }) => sum + count, 0)).toBe(expected);
          const input = { ...shown, name: `Copy ${listId} ${kind}`, entity: 'contact' as const, expected };
          const copy = await createListOfShown(ctx, input);
          const copied = await listMembers(ctx, copy.id, parseTableQuery({}, memberGrid.table));
          expect([copy.memberCount, copied.total, copied.rows.length]).toEqual([
            expected,
            expected,
            expected,
          ]);
          await expect(createListOfShown(ctx, input)).rejects.toMatchObject({ code: 'conflict' });
        }
      }),
      { numRuns: 5 },
    );
  },
  5 * minutes,
);

it('makes no list when the people are not as many as was said, and lets no viewer make one', async () => {
  const ctx = await testContext({ role: 'admin' });
  const laid = await createStandingWorld(
    { ...ctx, signal: AbortSignal.timeout(minutes) },
    {
      people: [
        {
          address: 0,
          name: 'Ada',
          optedOut: false,
          consented: false,
          deleted: false,
          place: 'listed',
          removed: false,
          mark: 'none',
        },
      ],
      addresses: [{ status: null, known: false, book: 'never', refused: null, holds: null }],
      channel: 'email',
      gate: 'everyone',
    },
    true,
  );
  await laid.comeIn();
  const input = {
    kind: 'members' as const,
    id: String(laid.listId),
    query: 'f.state=any:going_out',
    name: `Not that many ${laid.listId}`,
    entity: 'contact' as const,
    expected: 2,
  };
  await expect(createListOfShown(ctx, input)).rejects.toMatchObject({ code: 'conflict' });
  expect(await ctx.db.prisma.marketingList.count({ where: { name: input.name } })).toBe(0);
  await expect(
    createListOfShown(await testContext({ role: 'viewer' }), { ...input, expected: 1 }),
  ).rejects.toMatchObject({ code: 'forbidden' });
  expect(await createListOfShown(ctx, { ...input, expected: 1 })).toMatchObject({ memberCount: 1 });
});
