import { randomUUID } from 'node:crypto';
import { expect, it, onTestFinished } from 'vitest';
import type { Context } from '../context';
import { createCampaign } from '@/prisma/seed/campaigns';
import { connectList, createList } from '@/prisma/seed/marketing-lists';
import { createRecords } from '@/prisma/seed/records';
import { testContext } from '@/prisma/test-context';
import { eventually } from '@/prisma/test-eventually';
import { followChanges } from './index';
import { FollowInput, type Marks } from './schemas';

/** What was told so far, the last at the end; ended with the test. */
function follow(ctx: Context, watch: string): Marks[] {
  const told: Marks[] = [];
  const end = followChanges(ctx, FollowInput.parse({ watch }), (marks) => told.push(marks));
  onTestFinished(() => end());
  return told;
}

async function world() {
  const ctx = await testContext({ role: 'marketer' });
  const { prisma } = ctx.db;
  const listId = await createList(prisma);
  const connected = await connectList(prisma, listId);
  const run = await prisma.syncRun.create({
    data: {
      kind: 'export',
      trigger: 'button',
      integrationId: connected.integrationId,
      connectionId: connected.connectionId,
    },
  });
  return { ctx, prisma, listId, runId: run.id, ...connected };
}

it('tells each page of what it shows, and of nothing else', async () => {
  const { ctx, prisma, listId, runId, integrationId } = await world();
  const of = follow(ctx, `run:${runId},list:${listId},integration:${integrationId},runs,imports`);
  const elsewhere = follow(ctx, 'run:999999,imports');
  await eventually(() => expect(of).toHaveLength(1));
  await prisma.syncRun.update({ where: { id: runId }, data: { apiCallCount: 7 } });
  await eventually(() => expect(of).toHaveLength(2));
  const moved = Object.keys(of[0] ?? {}).filter(
    (subject) => of[0]?.[subject as keyof Marks] !== of[1]?.[subject as keyof Marks],
  );
  expect(moved).toEqual([`run:${runId}`, `list:${listId}`, `integration:${integrationId}`, 'runs']);
  expect(elsewhere).toHaveLength(1);
});

it('tells of a connection that is paused, an integration that is deactivated and an import that goes on', async () => {
  const { ctx, prisma, listId, connectionId, integrationId } = await world();
  const file = await prisma.csvImport.create({
    data: {
      entity: 'contact',
      fileName: 'a.csv',
      byteCount: 1,
      encoding: 'utf-8',
      delimiter: ',',
      headers: [],
    },
  });
  const told = follow(ctx, `list:${listId},integrations,import:${file.id},lists`);
  const changed = async (change: () => Promise<unknown>): Promise<string[]> => {
    await eventually(() => expect(told.length).toBeGreaterThan(0));
    const before = told.at(-1) ?? {};
    const count = told.length;
    await change();
    await eventually(() => expect(told.length).toBeGreaterThan(count));
    return Object.entries(told.at(-1) ?? {}).flatMap(([subject, mark]) =>
      before[subject as keyof Marks] === mark ? [] : [subject],
    );
  };
  expect(
    await changed(() => prisma.connection.update({ where: { id: connectionId }, data: { state: 'paused' } })),
  ).toEqual([`list:${listId}`, 'lists']);
  expect(
    await changed(() => prisma.integration.update({ where: { id: integrationId }, data: { active: false } })),
  ).toEqual([`list:${listId}`, 'integrations']);
  expect(
    await changed(() => prisma.csvImport.update({ where: { id: file.id }, data: { doneRowCount: 5 } })),
  ).toEqual([`import:${file.id}`]);
});

it('tells of a campaign whose numbers were counted anew', async () => {
  const { ctx, prisma, integrationId } = await world();
  const { id } = await createCampaign(prisma, { integrationId, recipients: [{ email: 'a@live.example' }] });
  const [told, elsewhere] = [follow(ctx, `campaign:${id},campaigns`), follow(ctx, 'campaign:999999')];
  await eventually(() => expect(told).toHaveLength(1));
  await prisma.campaignTotals.update({ where: { campaignId: BigInt(id) }, data: { openerCount: 1 } });
  await eventually(() => expect(told).toHaveLength(2));
  expect(told[1]).not.toMatchObject({ campaigns: told[0]?.campaigns });
  expect(told[1]?.[`campaign:${id}`]).not.toBe(told[0]?.[`campaign:${id}`]);
  expect(elsewhere).toHaveLength(1);
});

it('tells of a campaign that was read without anything new, and of orders', async () => {
  const { ctx, prisma, integrationId } = await world();
  const { id } = await createCampaign(prisma, { integrationId, recipients: [{ email: 'b@live.example' }] });
  const { dotdigitalId } = await prisma.emailCampaign.findUniqueOrThrow({ where: { id: BigInt(id) } });
  const told = follow(ctx, `campaign:${id},orders`);
  await eventually(() => expect(told).toHaveLength(1));
  await prisma.importCursor.create({
    data: {
      integrationId,
      connector: 'activities',
      scopeId: String(dotdigitalId),
      position: {},
      lastSuccessAt: ctx.now(),
    },
  });
  await eventually(() => expect(told).toHaveLength(2));
  expect(told[1]?.[`campaign:${id}`]).not.toBe(told[0]?.[`campaign:${id}`]);
  const [record] = await createRecords(prisma, 1);
  await prisma.order.create({
    data: {
      externalId: randomUUID(),
      recordId: record?.id ?? 0n,
      status: 'completed',
      currency: 'EUR',
      total: 1,
      placedAt: ctx.now(),
    },
  });
  await eventually(() => expect(told).toHaveLength(3));
  expect(told[2]?.orders).not.toBe(told[0]?.orders ?? told[1]?.orders);
});

it('a list that only its owner sees stands still for everybody else, and everything does for a viewer', async () => {
  const { ctx, prisma, listId, runId } = await world();
  const owner = await testContext({ role: 'marketer' });
  const viewer = { ...(await testContext({ role: 'viewer' })), db: ctx.db };
  const ownerId = owner.actor.kind === 'person' ? BigInt(owner.actor.userId) : null;
  await prisma.marketingList.update({ where: { id: listId }, data: { ownerOnly: true, ownerId } });
  const watch = `list:${listId},run:${runId},runs,lists`;
  const [seen, hidden, forbidden] = [
    follow({ ...owner, db: ctx.db }, watch),
    follow(ctx, watch),
    follow(viewer, watch),
  ];
  await eventually(() => expect(seen).toHaveLength(1));
  await prisma.syncRun.update({ where: { id: runId }, data: { state: 'waiting' } });
  await eventually(() => expect(seen).toHaveLength(2));
  expect(hidden).toHaveLength(1);
  expect(forbidden).toHaveLength(1);
});

it('has a place for so many pages of one person, and the place is free again afterwards', async () => {
  const ctx = await testContext({ role: 'marketer' });
  const input = FollowInput.parse({ watch: 'runs' });
  const ends = Array.from({ length: 12 }, () => followChanges(ctx, input, () => undefined));
  expect(() => followChanges(ctx, input, () => undefined)).toThrow(
    expect.objectContaining({ code: 'too_many' }),
  );
  ends[0]?.();
  ends[0]?.();
  const again = followChanges(ctx, input, () => undefined);
  expect(() => followChanges(ctx, input, () => undefined)).toThrow();
  for (const end of [...ends, again]) end();
});

it('follows grids and things by their ids alone', () => {
  const ok = (watch: string): boolean => FollowInput.safeParse({ watch }).success;
  expect(ok('lists,run:12')).toBe(true);
  for (const watch of ['', 'users', 'run:x', 'run:1;drop', Array(9).fill('runs').join()])
    expect(ok(watch), watch).toBe(false);
});
