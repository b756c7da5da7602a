import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { FlowContext } from '@/lib/context';
import { previewConnection } from '@/lib/export';
import { dropOvertaken } from '@/lib/export/batches/drop-overtaken';
import { planChanges } from '@/lib/export/planning/plan-changes';
import { explainMembership, listMembers, memberGrid, previewFilterChange } from '@/lib/marketing-lists';
import { countStandings } from '@/lib/marketing-lists/members/count-standings';
import { findListConnection } from '@/lib/marketing-lists/members/member-sql';
import { parseTableQuery } from '@/lib/table-query';
import {
  createStandingWorld,
  mailWorlds,
  standingWorlds,
  heldHash,
  type StandingPerson,
  type StandingWorld,
} from '@/prisma/seed/standing-world';
import { testContext } from '@/prisma/test-context';

type Laid = Awaited<ReturnType<typeof createStandingWorld>>;
type Codes = Map<bigint, string | null>;

const consents = (one: StandingPerson) => one.consented && !one.optedOut && !one.deleted;
const onTheList = (one: StandingPerson) => one.place === 'listed' && !one.deleted && !one.removed;

const allowing = new Set(['Subscribed', 'SoftBounced', 'sms_subscribed', 'sms_nosubscription']);

/** The plainest reading of the rules, person by person; it shares nothing with the SQL. */
function expected(
  { channel, people, addresses, gate }: StandingWorld,
  n: number,
  connected: boolean,
): string | null {
  const isSms = channel === 'sms';
  const one = people[n];
  if (!one || one.place !== 'listed' || one.deleted) return 'not_on_list';
  if (one.removed) return 'removed_by_hand';
  if (one.address === 'none' || one.address === 'blank') return isSms ? 'no_mobile' : 'no_email';
  if (one.address === 'invalid') return isSms ? 'invalid_mobile' : 'invalid_address';
  const alike = people.map((other, m) => ({ ...other, m })).filter(({ address }) => address === one.address);
  if (alike.some((other) => other.m < n && onTheList(other))) return isSms ? 'duplicate_mobile' : 'duplicate';
  if (alike.some(({ optedOut }) => optedOut)) return isSms ? 'opted_out_sms' : 'opted_out';
  const known = addresses[one.address];
  const status = known?.known ? known.status : null;
  if (status !== null && !allowing.has(status)) return status;
  if (connected && gate === 'consented' && !alike.some(consents))
    return isSms ? 'no_sms_consent' : 'no_consent';
  if (connected && !isSms && known?.book === 'unsubscribed') return 'unsubscribed_from_book';
  const marks = alike.filter(
    // A hard bounce is about mail alone.
    ({ place, mark }) => place !== 'never' && mark !== 'none' && !(isSms && mark === 'HardBounced'),
  );
  if (marks.some(({ mark }) => mark === 'person')) return 'taken_off';
  const [first] = marks;
  if (first) return first.mark === 'unnamed' ? 'unsubscribed' : first.mark;
  if (connected && known?.book === 'deleted') return 'deleted_there';
  if (connected && known?.book === 'taken off') return 'taken_off_there';
  if (!connected || !known?.refused || known.refused.reason === 'contact_limit') return null;
  const held = (known.book === 'present' || known.book === 'subscribed again') && known.holds === one.name;
  return known.refused.name === one.name && !held ? 'refused_before' : null;
}

const offTheList = (code: string | null | undefined) => code === 'not_on_list' || code === 'removed_by_hand';

/** How often each code stands, among those on the list. */
function counted(codes: Iterable<string | null>): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const code of codes) {
    if (offTheList(code)) continue;
    counts[String(code)] = (counts[String(code)] ?? 0) + 1;
  }
  return counts;
}

/** The change of the filter is previewed while nobody is on the list yet: everybody comes in by it. */
async function filterChange(ctx: FlowContext, { listId, filter }: Laid) {
  const { mailable, books } = await previewFilterChange(ctx, { listId: String(listId), filter });
  const codes: Record<string, number> = Object.fromEntries(
    mailable.leftOut.map(({ code, count }) => [code, count]),
  );
  if (mailable.count > 0) codes.null = mailable.count;
  return { codes, adding: books.map(({ adding }) => adding) };
}

async function grid(ctx: FlowContext, { listId }: Laid): Promise<Codes> {
  const query = { ...parseTableQuery({ size: '100' }, memberGrid.table), q: '' };
  const { rows } = await listMembers(ctx, String(listId), query);
  return new Map(rows.map(({ recordId, reasonCode }) => [BigInt(recordId), reasonCode]));
}

async function staircase(ctx: FlowContext, { listId }: Laid) {
  const { prisma } = ctx.db;
  const connection = await findListConnection(prisma, { id: listId, entity: 'contact' });
  const piles = await countStandings(prisma, listId, connection);
  const counts: Record<string, number> = {};
  for (const { code, count } of piles) counts[String(code)] = (counts[String(code)] ?? 0) + Number(count);
  return counts;
}

async function explanation(ctx: FlowContext, { listId, ids }: Laid): Promise<Map<bigint, (string | null)[]>> {
  const codes = new Map<bigint, (string | null)[]>();
  for (const id of ids) {
    const { records } = await explainMembership(ctx, { listId: String(listId), who: `#${id}` });
    for (const { code, books, steps } of records) {
      const failing = [...steps, ...(books[0]?.steps ?? [])].some(
        ({ ok, key }) => ok === false && key !== 'wave',
      );
      codes.set(id, [code, ...books.map((book) => book.code)]);
      if (!offTheList(code) && code !== 'refused_before') expect(failing).toBe(code !== null);
    }
  }
  return codes;
}

/** Addresses that leave the book (numbers: whether messages are wanted or not): put there by us, mailable, and nobody on the list has them whom the person's own wish or the account's gate didn't take off. */
function leaving({ channel, people, addresses, gate }: StandingWorld): number[] {
  const isSms = channel === 'sms';
  return addresses.flatMap(({ book, known, status }, n) => {
    const alike = people.filter((one) => one.address === n);
    const refused = known && status !== null && !allowing.has(status);
    const optedOut = alike.some((one) => one.optedOut);
    const stays =
      alike.some(onTheList) &&
      !(isSms && optedOut) &&
      (gate === 'everyone' || alike.some(consents)) &&
      !alike.some((one) => one.place !== 'never' && one.mark === 'person');
    const present = book === 'present' || book === 'subscribed again';
    return present && !stays && (isSms || (!refused && !optedOut)) ? [n] : [];
  });
}

type PlanRow = { recordId: bigint; emailKey: string; action: string; code: string | null };

const plan = (ctx: FlowContext, { listId, integrationId, bookId, channel }: Laid): Promise<PlanRow[]> =>
  ctx.db.prisma.$transaction(async (tx) => {
    const scope = {
      listId,
      entity: 'contact',
      integrationId,
      addressBookId: bookId,
      channel,
      ownsMemory: true,
      options: { resubscribe: 'never', strangers: 'leave' },
    } as const;
    await planChanges(tx, { ...scope, mode: 'full' });
    return tx.$queryRaw<PlanRow[]>`
      SELECT record_id AS "recordId", email_key AS "emailKey", action, reason_code AS code FROM plan_rows ORDER BY email_key`;
  });

async function connectionPreview(ctx: FlowContext, { listId, integrationId, bookId }: Laid) {
  const { counts } = await previewConnection(ctx, {
    listId: String(listId),
    integrationId: String(integrationId),
    addressBookId: String(bookId),
    takeOver: false,
  });
  return { skippedBy: counts.skippedBy, mailed: counts.add + counts.update + counts.unchanged };
}

async function beforeSending(ctx: FlowContext, laid: Laid): Promise<Codes> {
  const id = await laid.fileOfEveryone();
  const { listId, integrationId, bookId: addressBookId, channel } = laid;
  await ctx.db.prisma.$transaction((tx) =>
    dropOvertaken(
      tx,
      { listId, integrationId, addressBookId, channel },
      { id, kind: 'import_v2' },
      'regular',
    ),
  );
  const rows = await ctx.db.prisma.plannedChange.findMany({ where: { batchId: id } });
  return new Map(rows.map(({ recordId, reasonCode }) => [recordId ?? 0n, reasonCode]));
}

const manyWorlds = { numRuns: 60 };
const minutes = 60_000;

it(
  'gives every person of a random world the same code in plan, previews, staircase, explanation, grid and the check before sending',
  async () => {
    const ctx = await testContext();
    await fc.assert(
      fc.asyncProperty(standingWorlds, async (world) => {
        const laid = await createStandingWorld(ctx, world, true);
        const codes: Codes = new Map(laid.ids.map((id, n) => [id, expected(world, n, true)]));
        const counts = counted(codes.values());
        const members = laid.ids.filter((id) => !offTheList(codes.get(id)));

        const change = await filterChange(ctx, laid);
        expect(change.codes, 'preview of a filter change').toEqual(counts);
        const absent = (n: number) => {
          const at = world.people[n]?.address;
          const book = typeof at === 'number' ? world.addresses[at]?.book : undefined;
          return book !== 'present' && book !== 'subscribed again';
        };
        const added = laid.ids.filter((id, n) => codes.get(id) === null && absent(n));
        expect(change.adding, 'preview of a filter change, the book').toEqual([added.length]);

        await laid.comeIn();
        expect(await grid(ctx, laid), 'members grid').toEqual(
          new Map(members.map((id) => [id, codes.get(id)])),
        );
        expect(await staircase(ctx, laid), 'staircase').toEqual(counts);
        for (const [id, told] of await explanation(ctx, laid))
          for (const code of told) expect(code, `explanation of ${id}`).toBe(codes.get(id));

        const rows = await plan(ctx, laid);
        const of = (...actions: string[]) => rows.filter(({ action }) => actions.includes(action));
        const planned = new Map(of('add', 'update', 'skip').map(({ recordId, code }) => [recordId, code]));
        const removed = of('remove').map(({ emailKey }) =>
          Number(world.channel === 'sms' ? emailKey[4] : emailKey[0]),
        );
        expect(removed, 'plan, who leaves the book').toEqual(leaving(world));
        for (const id of laid.ids)
          if (offTheList(codes.get(id))) expect(planned.has(id), `plan, off the list: ${id}`).toBe(false);
          else expect(planned.get(id) ?? null, `plan of ${id}`).toBe(codes.get(id));
        const { null: mailed = 0, ...skippedBy } = counts;
        expect(await connectionPreview(ctx, laid), 'preview of a connection').toEqual({ skippedBy, mailed });

        for (const [id, code] of await beforeSending(ctx, laid)) {
          const mine = codes.get(id) ?? null;
          expect(code, `check before sending of ${id}`).toBe(offTheList(mine) ? 'taken_off' : mine);
        }
      }),
      manyWorlds,
    );
  },
  5 * minutes,
);

it(
  'counts the refusal of any account while a list feeds no book, alike wherever it is shown',
  async () => {
    const ctx = await testContext();
    await fc.assert(
      fc.asyncProperty(mailWorlds, async (world) => {
        const laid = await createStandingWorld(ctx, world, false);
        const codes: Codes = new Map(laid.ids.map((id, n) => [id, expected(world, n, false)]));
        const counts = counted(codes.values());
        const members = laid.ids.filter((id) => !offTheList(codes.get(id)));
        expect((await filterChange(ctx, laid)).codes, 'preview of a filter change').toEqual(counts);
        await laid.comeIn();
        expect(await grid(ctx, laid), 'members grid').toEqual(
          new Map(members.map((id) => [id, codes.get(id)])),
        );
        expect(await staircase(ctx, laid), 'staircase').toEqual(counts);
        for (const [id, told] of await explanation(ctx, laid))
          expect(told, `explanation of ${id}`).toEqual([codes.get(id)]);
      }),
      { numRuns: 25 },
    );
  },
  5 * minutes,
);

it('the world’s hash is the one that a plan makes', async () => {
  const ctx = await testContext();
  const one: StandingPerson = {
    address: 0,
    name: 'Ada',
    optedOut: false,
    consented: false,
    deleted: false,
    place: 'listed',
    removed: false,
    mark: 'none',
  };
  const laid = await createStandingWorld(
    ctx,
    { channel: 'email', people: [one], addresses: [], gate: 'everyone' },
    true,
  );
  await laid.comeIn();
  const { listId, integrationId, bookId: addressBookId } = laid;
  const scope = {
    listId,
    entity: 'contact',
    integrationId,
    addressBookId,
    channel: 'email',
    ownsMemory: true,
    options: { resubscribe: 'never', strangers: 'leave' },
    mode: 'full',
  } as const;
  const [row] = await ctx.db.prisma.$transaction(async (tx) => {
    await planChanges(tx, scope);
    return tx.$queryRaw<{ hash: Uint8Array }[]>`SELECT wanted_hash AS hash FROM plan_rows`;
  });
  expect(Buffer.from(row?.hash ?? [])).toEqual(Buffer.from(heldHash('Ada')));
});
