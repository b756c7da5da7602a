import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import { condition, connectList, createList, createPerson, filterOf } from '@/prisma/seed/marketing-lists';
import { testContext } from '@/prisma/test-context';
import type { FlowContext } from '@/lib/context';
import { parseTableQuery } from '@/lib/table-query';
import { restoreMembers } from './change-many-members';
import { evaluateList } from '../evaluation/evaluate-list';
import { listGrowth } from './list-growth';
import { listMembers } from './list-members';
import { listRemoved } from './list-removed';
import { memberGrid } from './member-grid';
import { removedGrid } from './removed-grid';
import { removeMember, subscribeMember, unsubscribeMember } from './mark-members';
import { clearItemsUnsubscribed, markItemsUnsubscribed, recordContacted } from './marks-for-flows';
import { membersCsv } from './members-csv';
import { readStaircase } from './read-staircase';

type Seeded = { listId: bigint; ids: bigint[]; city: string };

async function seed(ctx: FlowContext, people: Parameters<typeof createPerson>[1][]): Promise<Seeded> {
  const city = `City ${randomUUID()}`;
  const ids: bigint[] = [];
  for (const person of people) ids.push(await createPerson(ctx.db.prisma, { ...person, city }));
  const listId = await createList(ctx.db.prisma, {
    filter: filterOf(condition('city', 'is', city)),
    columns: ['firstName', 'email', 'city', 'createdAt'],
  });
  await evaluateList(ctx, listId);
  return { listId, ids, city };
}

/** For a look at what happened today: midnight comes before all of it, or after. */
async function withinOneDay(): Promise<FlowContext> {
  const now = new Date();
  return testContext({ now: () => now });
}

const item = (ctx: FlowContext, listId: bigint, recordId: bigint | undefined) =>
  ctx.db.prisma.listItem.findUniqueOrThrow({
    where: { listId_recordId: { listId, recordId: recordId ?? 0n } },
  });
const members = (ctx: FlowContext, listId: bigint, params: Record<string, string> = {}) =>
  listMembers(ctx, String(listId), parseTableQuery(params, memberGrid.table));
const removed = (ctx: FlowContext, listId: bigint) =>
  listRemoved(ctx, String(listId), parseTableQuery({}, removedGrid.table));

it('removes by hand with a reason, shows it in Removed, and undoes it', async () => {
  const ctx = await testContext({ role: 'marketer' });
  const { listId, ids } = await seed(ctx, [{ firstName: 'Ann' }, { firstName: 'Bob' }]);
  const mark = { listId: String(listId), recordId: String(ids[0]) };
  await removeMember(ctx, { ...mark, reason: 'asked by phone' });
  await removeMember(ctx, { ...mark, reason: 'again' });
  expect((await members(ctx, listId)).rows.map(({ name }) => name)).toEqual(['Bob']);
  expect((await removed(ctx, listId)).rows).toMatchObject([
    {
      name: 'Ann',
      code: 'removed_by_hand',
      cause: 'asked by phone',
      by: 'A marketer',
      stillMatches: true,
    },
  ]);
  expect(await ctx.db.prisma.listEvent.count({ where: { listId, kind: 'removed' } })).toBe(1);
  expect((await ctx.db.prisma.marketingList.findUniqueOrThrow({ where: { id: listId } })).memberCount).toBe(
    1,
  );
  await restoreMembers(ctx, {
    listId: mark.listId,
    recordIds: [mark.recordId],
    reason: 'wrote that she wants it',
  });
  expect((await ctx.db.prisma.listEvent.findFirst({ where: { listId, kind: 'restored' } }))?.cause).toBe(
    'wrote that she wants it',
  );
  expect((await members(ctx, listId)).total).toBe(2);
  expect((await removed(ctx, listId)).total).toBe(0);
});

it('refuses a viewer and a record that is not on the list', async () => {
  const ctx = await testContext();
  const { listId } = await seed(ctx, [{}]);
  await expect(
    removeMember(ctx, { listId: String(listId), recordId: '999999', reason: '' }),
  ).rejects.toMatchObject({ code: 'not_found' });
  const viewer = await testContext({ role: 'viewer' });
  for (const verb of [subscribeMember, unsubscribeMember])
    await expect(verb(viewer, { listId: '1', recordId: '1' })).rejects.toMatchObject({ code: 'forbidden' });
});

it('takes an address off the list on every record that carries it, and puts it back', async () => {
  const ctx = await testContext();
  const email = `${randomUUID()}@example.com`;
  const { listId, ids } = await seed(ctx, [{ email }, { email: email.toUpperCase() }, {}]);
  await unsubscribeMember(ctx, { listId: String(listId), recordId: String(ids[1]) });
  expect([
    (await item(ctx, listId, ids[0])).unsubscribedReason,
    (await item(ctx, listId, ids[1])).unsubscribedReason,
    (await item(ctx, listId, ids[2])).unsubscribedReason,
  ]).toEqual(['person', 'person', null]);
  await subscribeMember(ctx, { listId: String(listId), recordId: String(ids[0]) });
  expect((await item(ctx, listId, ids[1])).unsubscribedAt).toBeNull();
});

it('does not subscribe against Dotdigital’s status, a book unsubscribe or an opt-out recorded here', async () => {
  const ctx = await testContext();
  const tx = ctx.db.prisma;
  const [suppressed, left, optedOut] = [1, 2, 3].map(() => `${randomUUID()}@example.com`);
  const { listId, ids } = await seed(ctx, [
    { email: suppressed },
    { email: left },
    { email: optedOut, consentState: 'withdrawn' },
  ]);
  const { integrationId, bookId } = await connectList(tx, listId);
  await tx.dotdigitalContact.create({
    data: { integrationId, emailKey: suppressed ?? '', status: 'HardBounced' },
  });
  await tx.bookMember.create({
    data: { addressBookId: bookId, emailKey: left ?? '', present: false, unsubscribedAt: new Date() },
  });
  for (const recordId of ids) {
    await unsubscribeMember(ctx, { listId: String(listId), recordId: String(recordId) });
    await expect(
      subscribeMember(ctx, { listId: String(listId), recordId: String(recordId) }),
    ).rejects.toMatchObject({ code: 'conflict' });
  }
  expect((await members(ctx, listId)).rows.map(({ canSubscribe }) => canSubscribe)).toEqual([
    false,
    false,
    false,
  ]);
});

it('an import marks and clears by address; a hand removal and a person’s own wish stay; twice equals once', async () => {
  const ctx = await testContext();
  const [a, b] = [`${randomUUID()}@example.com`, `${randomUUID()}@example.com`];
  const { listId, ids } = await seed(ctx, [{ email: a }, { email: b }]);
  await unsubscribeMember(ctx, { listId: String(listId), recordId: String(ids[1]) });
  await removeMember(ctx, { listId: String(listId), recordId: String(ids[0]), reason: '' });
  const all = { listIds: [listId], emailKeys: [a, b] };
  const at = new Date('2026-11-20T10:00:00Z');
  expect(await markItemsUnsubscribed(ctx.db.prisma, { ...all, reason: 'Unsubscribed', at })).toBe(1);
  expect(await markItemsUnsubscribed(ctx.db.prisma, { ...all, reason: 'Unsubscribed', at })).toBe(0);
  expect(await item(ctx, listId, ids[0])).toMatchObject({
    unsubscribedAt: at,
    unsubscribedReason: 'Unsubscribed',
  });
  expect((await item(ctx, listId, ids[1])).unsubscribedReason).toBe('person');
  expect(await markItemsUnsubscribed(ctx.db.prisma, { ...all, reason: 'HardBounced', at: new Date() })).toBe(
    0,
  );
  expect(await item(ctx, listId, ids[0])).toMatchObject({
    unsubscribedAt: at,
    unsubscribedReason: 'HardBounced',
  });
  expect(await clearItemsUnsubscribed(ctx.db.prisma, all)).toBe(1);
  expect(await clearItemsUnsubscribed(ctx.db.prisma, all)).toBe(0);
  expect((await item(ctx, listId, ids[0])).removedAt).not.toBeNull();
  expect((await item(ctx, listId, ids[1])).unsubscribedReason).toBe('person');
  expect(
    await ctx.db.prisma.listEvent.count({
      where: { listId, recordId: ids[0] ?? 0n, kind: { in: ['unsubscribed', 'subscribed'] } },
    }),
  ).toBe(2);
});

it('counts a campaign once per person however often it is told', async () => {
  const ctx = await testContext();
  const email = `${randomUUID()}@example.com`;
  const { listId, ids } = await seed(ctx, [{ email }]);
  const told = { listIds: [listId], emailKeys: [email] };
  const [first, second] = [new Date('2026-10-01T10:00:00Z'), new Date('2026-11-01T10:00:00Z')];
  for (const at of [first, first, second, second, first])
    await recordContacted(ctx.db.prisma, { ...told, at });
  expect(await item(ctx, listId, ids[0])).toMatchObject({ contactedCount: 2, lastContactedAt: second });
});

async function seedEveryState(ctx: FlowContext) {
  const tx = ctx.db.prisma;
  const mail = (name: string): string => `${name}-${randomUUID()}@example.com`;
  const at = {
    inBook: mail('in'),
    goingOut: mail('out'),
    bounced: mail('bounced'),
    unsubscribed: mail('unsub'),
    optedOut: mail('opted'),
    refused: mail('refused'),
  };
  const { listId, ids } = await seed(ctx, [
    { email: at.inBook, firstName: 'Ina' },
    { email: at.inBook, firstName: 'Ina again' },
    { email: null, firstName: 'Nobody' },
    { email: at.goingOut, firstName: 'Otto' },
    { email: at.bounced, firstName: 'Bo' },
    { email: at.unsubscribed, firstName: 'Una' },
    { email: at.optedOut, firstName: 'Opal', consentState: 'withdrawn' },
    { email: at.refused, firstName: 'Rex' },
  ]);
  const { integrationId, bookId, connectionId } = await connectList(tx, listId);
  await tx.bookMember.create({
    data: {
      addressBookId: bookId,
      emailKey: at.inBook,
      present: true,
      sentAt: new Date('2026-11-20T14:02:00Z'),
    },
  });
  await tx.dotdigitalContact.create({ data: { integrationId, emailKey: at.bounced, status: 'HardBounced' } });
  await markItemsUnsubscribed(tx, {
    listIds: [listId],
    emailKeys: [at.unsubscribed],
    reason: 'Unsubscribed',
    at: new Date(),
  });
  const run = await tx.syncRun.create({
    data: { kind: 'export', trigger: 'button', integrationId, connectionId },
  });
  const wave = await tx.wave.create({
    data: { connectionId, syncRunId: run.id, kind: 'first', phase: 'settled' },
  });
  await tx.plannedChange.create({
    data: {
      waveId: wave.id,
      n: 1,
      emailKey: at.refused,
      action: 'add',
      outcome: 'rejected',
      reasonText: 'POSTCODE too long',
    },
  });
  return { listId, ids };
}

it('names the state of each member and the reason for it', async () => {
  const ctx = await testContext();
  const { listId } = await seedEveryState(ctx);
  const { rows } = await members(ctx, listId);
  expect(
    rows.map(({ name, state, reason, marketingState }) => [name, state, reason, marketingState]),
  ).toEqual([
    ['Ina', 'in_book', null, 'Subscribed'],
    ['Ina again', 'duplicate', 'duplicate of Ina', 'Subscribed'],
    ['Nobody', 'no_email', null, 'Subscribed'],
    ['Otto', 'going_out', 'next wave', 'Subscribed'],
    ['Bo', 'left_out', 'hard bounced', 'Hard bounced'],
    ['Una', 'left_out', 'unsubscribed', 'Unsubscribed'],
    ['Opal', 'left_out', 'opted out of mail', 'Opted out of mail'],
    ['Rex', 'refused', 'POSTCODE too long', 'Subscribed'],
  ]);
  expect(rows[0]).toMatchObject({
    lastSentAt: '2026-11-20T14:02:00.000Z',
    values: { city: expect.stringContaining('City'), firstName: 'Ina' },
  });
});

it('leaves out an address that was opted out on another record, a deleted one included, and one that is none', async () => {
  const ctx = await testContext();
  const email = `${randomUUID()}@example.com`;
  await createPerson(ctx.db.prisma, {
    email,
    entity: 'lead',
    consentState: 'withdrawn',
    deletedAt: new Date(),
  });
  const { listId } = await seed(ctx, [{ email }, { email: 'no address at all' }]);
  expect((await members(ctx, listId)).rows).toMatchObject([
    { state: 'left_out', reason: 'opted out of mail' },
    { state: 'no_email', reason: 'not a valid address' },
  ]);
});

it('filters members by state, searches them literally and sorts by each column', async () => {
  const ctx = await testContext();
  const { listId } = await seedEveryState(ctx);
  expect((await members(ctx, listId, { 'f.state': 'any:left_out' })).rows.map(({ name }) => name)).toEqual([
    'Bo',
    'Una',
    'Opal',
  ]);
  expect(await members(ctx, listId, { 'f.state': 'any:duplicate,refused' })).toMatchObject({ total: 2 });
  expect(await members(ctx, listId, { q: 'ina' })).toMatchObject({ total: 2 });
  for (const q of ['%', '_', "'", '\\'])
    expect(await members(ctx, listId, { q })).toMatchObject({ total: 0 });
  for (const field of memberGrid.table.sortable)
    expect((await members(ctx, listId, { sort: `${field}.desc`, size: '3' })).rows).toHaveLength(3);
});

it('builds the staircase: each step is the one before less whom it names', async () => {
  const ctx = await withinOneDay();
  const { listId } = await seedEveryState(ctx);
  const { steps, refused, goingOut, changeToday, connected } = await readStaircase(ctx, String(listId));
  expect(steps.map(({ count }) => count)).toEqual([8, 7, 6, 3, 1]);
  expect(steps[3]?.leftOut).toEqual([
    { label: 'Hard bounced', count: 1, states: ['reason.HardBounced'] },
    { label: 'Opted out of mail', count: 1, states: ['reason.opted_out'] },
    { label: 'Unsubscribed', count: 1, states: ['reason.Unsubscribed'] },
  ]);
  expect({ refused, goingOut, changeToday, connected }).toEqual({
    refused: 1,
    goingOut: 1,
    changeToday: 8,
    connected: true,
  });
  for (let n = 1; n < steps.length; n += 1) {
    const out = (steps[n]?.leftOut ?? []).reduce((sum, { count }) => sum + count, 0);
    expect((steps[n - 1]?.count ?? 0) - out).toBe(steps[n]?.count);
  }
});

it('draws joined and left of 30 days in the account’s days', async () => {
  const ctx = await withinOneDay();
  const { listId, ids } = await seed(ctx, [{}, {}, {}]);
  await removeMember(ctx, { listId: String(listId), recordId: String(ids[0]), reason: '' });
  const growth = await listGrowth(ctx, String(listId));
  expect(growth).toHaveLength(30);
  expect(growth.at(-1)).toMatchObject({ joined: 3, left: 1 });
});

it('writes the members as a file whose cells no spreadsheet runs', async () => {
  const ctx = await testContext();
  const { listId, city } = await seed(ctx, [
    { firstName: '=1+1', email: 'formula@example.com' },
    { firstName: 'Ann, "the" one', email: null },
  ]);
  const { name, lines } = await membersCsv(
    ctx,
    String(listId),
    { q: '', filters: [], sort: { field: 'recordId', direction: 'asc' } },
    ['company', 'city', 'nonsense'],
  );
  let text = '';
  for await (const line of lines) text += line;
  const [head, first, second, end] = text.split('\r\n');
  expect(name).toMatch(/\.csv$/);
  // The list's columns, then orders and engagement, then what the grid brought in.
  expect(head).toMatch(
    /^\uFEFFId,First name,E-mail,City,Created,.*Engagement score.*,Company,State,Reason,Marketing state,Total contacted,Last contacted,Joined$/,
  );
  expect(head).toContain('Last open');
  expect(first).toContain(`,'=1+1,formula@example.com,${city},`);
  expect(second).toContain(',"Ann, ""the"" one",,');
  expect(end).toBe('');
});

it('lets go of its connection when the reader of the file goes away', async () => {
  const ctx = await testContext();
  const { listId } = await seed(ctx, [{}]);
  for (let n = 0; n < 12; n += 1) {
    const { lines } = await membersCsv(ctx, String(listId), {
      q: '',
      filters: [],
      sort: { field: 'recordId', direction: 'asc' },
    });
    await lines.next();
    await lines.return(undefined);
  }
  expect(ctx.db.pool.idleCount).toBe(ctx.db.pool.totalCount);
});

it('an unsubscribe holds for an address, also on an older record that comes onto the list later, until either is subscribed', async () => {
  const ctx = await testContext({ role: 'marketer' });
  const email = `${randomUUID()}@example.com`;
  const older = await createPerson(ctx.db.prisma, { email, firstName: 'Older' });
  const { listId, ids, city } = await seed(ctx, [{ email, firstName: 'Younger' }]);
  await unsubscribeMember(ctx, { listId: String(listId), recordId: String(ids[0]) });
  await ctx.db.prisma.crmRecord.update({ where: { id: older }, data: { city } });
  await evaluateList(ctx, listId);
  const shown = async () =>
    (await members(ctx, listId)).rows.map((row) => [
      row.name,
      row.reasonCode,
      row.subscribed,
      row.canSubscribe,
    ]);
  expect(await shown()).toEqual([
    ['Older', 'taken_off', false, true],
    ['Younger', 'duplicate', false, true],
  ]);
  await subscribeMember(ctx, { listId: String(listId), recordId: String(older) });
  expect(await shown()).toEqual([
    ['Older', null, true, false],
    ['Younger', 'duplicate', true, false],
  ]);
  await removeMember(ctx, { listId: String(listId), recordId: String(older), reason: '' });
  expect(await shown()).toEqual([['Younger', null, true, false]]);
});
