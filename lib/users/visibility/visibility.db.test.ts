import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import type { Actor } from '@/lib/actor';
import { readingOnly, visiblePeople, type Context } from '@/lib/context';
import { Prisma } from '@/lib/db';
import { pageRecords } from '@/lib/crm';
import { getMarketingList, pageMarketingLists } from '@/lib/marketing-lists';
import { parseTableQuery } from '@/lib/table-query';
import { createList } from '@/prisma/seed/marketing-lists';
import { testContext } from '@/prisma/test-context';
import { findActorBySession } from '../session';
import { createTeam, deleteTeam, updateTeam } from './change-teams';
import { getTeam, listTeams } from './list-teams';
import { teamGrid } from './team-grid';
import { changeSeenByOwner, getSeenByOwner } from './seen-by-owner';
import { changeViewerSight, getViewerSight } from './viewer-sight';

const idOf = ({ actor }: Context): string => (actor.kind === 'person' ? actor.userId : '');

/** As they come in by a session of their own. */
async function signedIn(ctx: Context): Promise<Context> {
  const id = randomUUID();
  await ctx.db.prisma.session.create({
    data: { id, userId: BigInt(idOf(ctx)), createdAt: ctx.now(), lastSeenAt: ctx.now() },
  });
  const actor = await findActorBySession(ctx, id);
  if (!actor) throw new Error('not signed in');
  return { ...ctx, actor };
}

const firstPage = { after: null, limit: 100, filter: {} };
const namesSeen = async (ctx: Context): Promise<string[]> =>
  (await pageMarketingLists(await signedIn(ctx), firstPage)).data.map(({ name }) => name);

it('what somebody owns for themselves alone is seen by their teams too, and changed by nobody but them; without the team it isn’t there', async () => {
  const admin = await testContext({ role: 'admin' });
  const [owner, mate, stranger] = [
    await testContext({ role: 'marketer' }),
    await testContext({ role: 'marketer' }),
    await testContext({ role: 'marketer' }),
  ];
  const name = `Quiet ${randomUUID()}`;
  const list = String(
    await createList(admin.db.prisma, { name, ownerId: BigInt(idOf(owner)), ownerOnly: true }),
  );
  expect(await namesSeen(mate)).not.toContain(name);
  const { id } = await createTeam(admin, {
    name: `North ${randomUUID()}`,
    memberIds: [idOf(owner), idOf(mate)],
  });
  expect(await namesSeen(mate)).toContain(name);
  expect(await getMarketingList(await signedIn(mate), list)).toMatchObject({ name, canChange: false });
  expect(await namesSeen(stranger)).not.toContain(name);
  await expect(getMarketingList(await signedIn(stranger), list)).rejects.toMatchObject({ code: 'not_found' });
  await updateTeam(admin, { id, name: `South ${randomUUID()}`, memberIds: [idOf(owner), idOf(stranger)] });
  expect([await namesSeen(mate), await namesSeen(stranger)].map((names) => names.includes(name))).toEqual([
    false,
    true,
  ]);
  await deleteTeam(admin, { id });
  expect(await namesSeen(stranger)).not.toContain(name);
  await expect(getTeam(admin, { id })).rejects.toMatchObject({ code: 'not_found' });
});

it('a team has a name of its own and people who are there, and says in the audit log who came and went', async () => {
  const admin = await testContext({ role: 'admin' });
  const marketer = await testContext({ role: 'marketer' });
  const name = `East ${randomUUID()}`;
  await expect(createTeam(marketer, { name, memberIds: [idOf(marketer)] })).rejects.toMatchObject({
    code: 'forbidden',
  });
  const { id } = await createTeam(admin, { name, memberIds: [idOf(marketer)] });
  await expect(
    createTeam(admin, { name: name.toUpperCase(), memberIds: [idOf(admin)] }),
  ).rejects.toMatchObject({
    fieldErrors: { name: expect.any(String) as string },
  });
  await expect(updateTeam(admin, { id, name, memberIds: ['9000000000000000000'] })).rejects.toMatchObject({
    fieldErrors: { memberIds: expect.any(String) as string },
  });
  await updateTeam(admin, { id, name, memberIds: [idOf(marketer), idOf(admin)] });
  expect(await getTeam(admin, { id })).toMatchObject({
    name,
    memberIds: [idOf(admin), idOf(marketer)].sort((a, b) => Number(a) - Number(b)),
  });
  expect(await listTeams(admin, parseTableQuery({ q: name }, teamGrid.table))).toMatchObject({
    total: 1,
    rows: [{ id, name, memberCount: 2, memberNames: 'A admin, A marketer' }],
  });
  const line = await admin.db.prisma.auditEntry.findFirst({
    where: { action: 'team.update', subjectId: id },
  });
  expect(line?.detail).toEqual({
    before: { members: [idOf(marketer)] },
    after: { members: [idOf(admin), idOf(marketer)].sort((a, b) => Number(a) - Number(b)) },
  });
});

it('a viewer reads people only where that was chosen, only on a road that reads, and never unmasked', async () => {
  const admin = await testContext({ role: 'admin' });
  const viewer = await testContext({ role: 'viewer' });
  const email = `ada-${randomUUID()}@people.example`;
  await admin.db.prisma.crmRecord.create({
    data: { entity: 'lead', firstName: 'Ada', email, emailKey: email },
  });
  const read = async (ctx: Context): Promise<unknown> =>
    (await pageRecords(ctx, { ...firstPage, entity: 'lead' })).data;
  await expect(read(readingOnly(await signedIn(viewer)))).rejects.toMatchObject({ code: 'forbidden' });
  await expect(changeViewerSight(viewer, { seesPeople: true })).rejects.toMatchObject({ code: 'forbidden' });
  await changeViewerSight(admin, { seesPeople: true });
  expect(await getViewerSight(admin)).toMatchObject({ seesPeople: true });
  const now = await signedIn(viewer);
  await expect(read(now)).rejects.toMatchObject({ code: 'forbidden' });
  const seen = JSON.stringify(await read(readingOnly(now)));
  expect(seen).toContain('a•••@p•••.example');
  expect(seen).not.toContain('people.example');
  const marketer: Actor = (await signedIn(await testContext({ role: 'marketer' }))).actor;
  expect(marketer).not.toHaveProperty('seesPeople');
  await changeViewerSight(admin, { seesPeople: false });
  await expect(read(readingOnly(await signedIn(viewer)))).rejects.toMatchObject({ code: 'forbidden' });
});

it('what is seen by owner is chosen by admins, holds from the next click on, and is told in the audit log', async () => {
  const admin = await testContext({ role: 'admin' });
  const marketer = await testContext({ role: 'marketer' });
  expect(await getSeenByOwner(admin)).toEqual({ records: false, campaigns: false });
  await expect(changeSeenByOwner(marketer, { records: true, campaigns: true })).rejects.toMatchObject({
    code: 'forbidden',
  });
  expect((await signedIn(marketer)).actor).not.toHaveProperty('byOwner');
  await changeSeenByOwner(admin, { records: true, campaigns: false });
  expect((await signedIn(marketer)).actor).toMatchObject({ byOwner: { records: true, campaigns: false } });
  const line = await admin.db.prisma.auditEntry.findFirst({ where: { action: 'settings.owners' } });
  expect(line?.detail).toEqual({ before: { records: false }, after: { records: true } });
  await changeSeenByOwner(admin, { records: false, campaigns: false });
  expect(await getSeenByOwner(admin)).toEqual({ records: false, campaigns: false });
});

it('a record of nobody is everybody’s, one of a team mate theirs too, and whom an address alone names goes by its records', async () => {
  const admin = await testContext({ role: 'admin' });
  const [owner, mate] = [await testContext({ role: 'marketer' }), await testContext({ role: 'marketer' })];
  const { prisma } = admin.db;
  const key = `${randomUUID()}@owned.example`;
  const make = (data: object) =>
    prisma.crmRecord.create({ data: { entity: 'contact', email: key, emailKey: key, ...data } });
  await changeSeenByOwner(admin, { records: true, campaigns: false });
  const sees = async (): Promise<boolean> => {
    const ctx = await signedIn(mate);
    const [row] = await prisma.$queryRaw<{ seen: boolean }[]>`
      SELECT ${visiblePeople(ctx, Prisma.sql`${key}`)} AS seen`;
    return row?.seen ?? false;
  };
  expect(await sees()).toBe(true);
  const { id } = await make({ ownerId: BigInt(idOf(owner)) });
  expect(await sees()).toBe(false);
  const { id: nobodys } = await make({});
  expect(await sees()).toBe(true);
  await prisma.crmRecord.update({ where: { id: nobodys }, data: { deletedAt: admin.now() } });
  expect(await sees()).toBe(false);
  await prisma.crmRecord.update({ where: { id }, data: { deletedAt: admin.now() } });
  await prisma.crmRecord.update({ where: { id: nobodys }, data: { ownerId: BigInt(idOf(owner)) } });
  expect(await sees()).toBe(false);
  const { id: team } = await createTeam(admin, {
    name: `Both ${randomUUID()}`,
    memberIds: [idOf(owner), idOf(mate)],
  });
  expect(await sees()).toBe(true);
  await deleteTeam(admin, { id: team });
  await changeSeenByOwner(admin, { records: false, campaigns: false });
});
