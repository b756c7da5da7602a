import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import { condition, createList, createPerson, filterOf } from '@/prisma/seed/marketing-lists';
import { testContext } from '@/prisma/test-context';
import type { FlowContext } from '@/lib/context';
import { parseTableQuery } from '@/lib/table-query';
import { addAddresses, checkAddresses } from './add-addresses';
import { addMembers, addMembersByQuery } from './add-members';
import { removeMembers, restoreMembers } from './change-many-members';
import { cloneMarketingList } from '../lists/clone-marketing-list';
import { createMarketingList } from '../lists/create-marketing-list';
import { findAddable } from './find-addable';
import { getMarketingList } from '../lists/get-marketing-list';
import { listMembers } from './list-members';
import { memberGrid } from './member-grid';
import { CreateMarketingList } from '../schemas';
import { emptyFilter } from '@/lib/filters/schemas';
import { updateMarketingList } from '../lists/update-marketing-list';

const manualList = async (ctx: FlowContext): Promise<string> =>
  (
    await createMarketingList(
      ctx,
      CreateMarketingList.parse({
        name: `List ${randomUUID()}`,
        entity: 'contact',
        type: 'manual',
        columns: ['email'],
        filter: emptyFilter,
      }),
    )
  ).id;
const names = async (ctx: FlowContext, listId: string) =>
  (await listMembers(ctx, listId, parseTableQuery({}, memberGrid.table))).rows.map(({ name }) => name);
const mail = (name: string) => `${name}-${randomUUID()}@example.com`;

it('begins empty, takes people by hand once each, and is always up to date', async () => {
  const ctx = await testContext({ role: 'marketer' });
  const listId = await manualList(ctx);
  expect(await getMarketingList(ctx, listId)).toMatchObject({
    memberCount: 0,
    sentence: 'contacts picked by hand',
    evaluation: { state: 'fresh', outdated: false },
  });
  const ids = [
    await createPerson(ctx.db.prisma, { firstName: 'Ann' }),
    await createPerson(ctx.db.prisma, { firstName: 'Bob' }),
  ].map(String);
  const lead = String(await createPerson(ctx.db.prisma, { entity: 'lead' }));
  const gone = String(await createPerson(ctx.db.prisma, { deletedAt: new Date() }));
  expect(await addMembers(ctx, { listId, recordIds: [...ids, lead, gone, '999999999'] })).toEqual({
    added: 2,
    restored: 0,
    already: 0,
    unknown: 3,
    memberCount: 2,
  });
  expect(await addMembers(ctx, { listId, recordIds: ids })).toMatchObject({
    added: 0,
    already: 2,
    memberCount: 2,
  });
  expect(await names(ctx, listId)).toEqual(['Ann', 'Bob']);
  expect(
    await ctx.db.prisma.listEvent.count({
      where: { listId: BigInt(listId), kind: 'joined', cause: 'added by hand' },
    }),
  ).toBe(2);
  expect(
    await ctx.db.prisma.auditEntry.count({
      where: { subjectId: listId, action: 'marketing-list.add-members' },
    }),
  ).toBe(2);
});

it('tells of every pasted line what it is, adds those it knows, and puts back who was removed', async () => {
  const ctx = await testContext();
  const listId = await manualList(ctx);
  const [ann, bob, twice] = [mail('ann'), mail('bob'), mail('twice')];
  const annId = String(await createPerson(ctx.db.prisma, { firstName: 'Ann', email: ann }));
  await createPerson(ctx.db.prisma, { firstName: 'Bob', email: bob });
  await createPerson(ctx.db.prisma, { firstName: 'Old', email: twice });
  await createPerson(ctx.db.prisma, { firstName: 'New', email: twice });
  await addMembers(ctx, { listId, recordIds: [annId] });
  await removeMembers(ctx, { listId, recordIds: [annId], reason: 'asked to' });
  const text = `Ann <${ann.toUpperCase()}>\n${bob}\n\n${twice}\n${bob}\nnobody@example.com\nBob Builder`;
  const check = await checkAddresses(ctx, { listId, text });
  expect(check.lines.map(({ line, outcome }) => [line, outcome])).toEqual([
    [1, 'removed'],
    [2, 'new'],
    [4, 'new'],
    [5, 'repeated'],
    [6, 'unknown'],
    [7, 'no_address'],
  ]);
  expect(check.lines[2]).toMatchObject({ record: { name: 'Old' }, others: 1 });
  expect(check.counts).toEqual({ new: 2, removed: 1, member: 0, unknown: 1, no_address: 1, repeated: 1 });
  expect(await addAddresses(ctx, { listId, text })).toMatchObject({
    added: 2,
    restored: 1,
    already: 0,
    unknown: 1,
    memberCount: 3,
  });
  expect(await names(ctx, listId)).toEqual(['Ann', 'Bob', 'Old']);
  expect((await checkAddresses(ctx, { listId, text })).counts).toMatchObject({ member: 3, new: 0 });
});

it('counts every line of a long paste, tells the first of each kind, and all that can’t be added as they were written', async () => {
  const ctx = await testContext();
  const listId = await manualList(ctx);
  const ann = mail('ann');
  await createPerson(ctx.db.prisma, { firstName: 'Ann', email: ann });
  const wordy = `Somebody ${'of whom much is said '.repeat(30)}`.trim();
  const text = [
    ...Array.from({ length: 402 }, () => ann),
    ...Array.from({ length: 350 }, (_, n) => mail(`unknown${n}`)),
    wordy,
  ].join('\n');
  const { lines, counts } = await checkAddresses(ctx, { listId, text });
  expect(counts).toEqual({ new: 1, repeated: 401, unknown: 350, no_address: 1, member: 0, removed: 0 });
  expect(lines.filter(({ outcome }) => outcome === 'repeated')).toHaveLength(300);
  expect(lines.filter(({ outcome }) => outcome === 'unknown')).toHaveLength(350);
  expect(lines.at(-1)).toMatchObject({ line: 753, outcome: 'no_address', text: wordy });
});

it('takes everyone whom a records grid shows, in the number that was shown', async () => {
  const ctx = await testContext();
  const listId = await manualList(ctx);
  const city = `City ${randomUUID()}`;
  for (const firstName of ['Ann', 'Bob', 'Cyd'])
    await createPerson(ctx.db.prisma, { firstName, city: firstName === 'Cyd' ? 'Elsewhere' : city });
  const query = new URLSearchParams({ 'f.city': `is:${city}` }).toString();
  await expect(addMembersByQuery(ctx, { listId, query, expected: 3 })).rejects.toMatchObject({
    code: 'conflict',
    userMessage: expect.stringContaining('It would now be 2, not 3'),
  });
  expect(await ctx.db.prisma.listItem.count({ where: { listId: BigInt(listId) } })).toBe(0);
  expect(await addMembersByQuery(ctx, { listId, query, expected: 2 })).toMatchObject({
    added: 2,
    memberCount: 2,
  });
  await expect(
    addMembersByQuery(ctx, { listId, query: `${query}&f.custom.gone=is:x`, expected: 2 }),
  ).rejects.toMatchObject({
    code: 'conflict',
    userMessage: expect.stringContaining('asks for something that is not there any more'),
  });
});

it('removes and restores several at once, each told as an event', async () => {
  const ctx = await testContext();
  const listId = await manualList(ctx);
  const ids = [await createPerson(ctx.db.prisma), await createPerson(ctx.db.prisma)].map(String);
  await addMembers(ctx, { listId, recordIds: ids });
  expect(await removeMembers(ctx, { listId, recordIds: [...ids, '99999999'], reason: 'moved' })).toEqual({
    changed: 2,
    memberCount: 0,
  });
  expect(await removeMembers(ctx, { listId, recordIds: ids, reason: 'again' })).toEqual({
    changed: 0,
    memberCount: 0,
  });
  expect(await restoreMembers(ctx, { listId, recordIds: ids, reason: '' })).toEqual({
    changed: 2,
    memberCount: 2,
  });
  expect(
    await ctx.db.prisma.listEvent.groupBy({
      by: ['kind'],
      where: { listId: BigInt(listId) },
      _count: true,
      orderBy: { kind: 'asc' },
    }),
  ).toMatchObject([
    { kind: 'joined', _count: 2 },
    { kind: 'removed', _count: 2 },
    { kind: 'restored', _count: 2 },
  ]);
});

it('offers people to pick, with how they stand to the list', async () => {
  const ctx = await testContext();
  const listId = await manualList(ctx);
  const company = `Co ${randomUUID()}`;
  const ids = [
    await createPerson(ctx.db.prisma, { firstName: 'Ann', company }),
    await createPerson(ctx.db.prisma, { firstName: 'Bob', company }),
  ].map(String);
  await addMembers(ctx, { listId, recordIds: ids.slice(0, 1) });
  expect(await findAddable(ctx, { listId, q: company })).toMatchObject([
    { name: 'Ann', state: 'member' },
    { name: 'Bob', state: 'new' },
  ]);
});

it('is cloned with its people, and a list that becomes manual keeps the people it has', async () => {
  const ctx = await testContext();
  const city = `City ${randomUUID()}`;
  const person = await createPerson(ctx.db.prisma, { city });
  const made = await createMarketingList(
    ctx,
    CreateMarketingList.parse({
      name: `List ${randomUUID()}`,
      entity: 'contact',
      type: 'dynamic',
      columns: ['email'],
      filter: filterOf(condition('city', 'is', city)),
    }),
  );
  const { name, filter, description } = await getMarketingList(ctx, made.id);
  const saved = await updateMarketingList(ctx, {
    id: made.id,
    version: 1,
    name,
    description,
    type: 'manual',
    columns: ['email'],
    filter,
    ownerId: null,
    ownerOnly: false,
    folderId: null,
    timeZone: null,
  });
  expect(saved.evaluation).toBeNull();
  await ctx.db.prisma.crmRecord.update({ where: { id: person }, data: { city: 'Elsewhere' } });
  const copy = await cloneMarketingList(ctx, { id: made.id });
  for (const id of [made.id, copy.id])
    expect(await getMarketingList(ctx, id)).toMatchObject({
      type: 'manual',
      memberCount: 1,
      evaluation: { outdated: false },
    });
});

it('refuses other types, viewers, archived lists, and lists of somebody else', async () => {
  const ctx = await testContext({ role: 'marketer' });
  const [other, viewer] = [await testContext({ role: 'marketer' }), await testContext({ role: 'viewer' })];
  const dynamic = String(await createList(ctx.db.prisma, {}));
  await expect(addMembers(ctx, { listId: dynamic, recordIds: ['1'] })).rejects.toMatchObject({
    code: 'conflict',
  });
  const ownerId = ctx.actor.kind === 'person' ? BigInt(ctx.actor.userId) : null;
  const mine = String(await createList(ctx.db.prisma, { type: 'manual', ownerId }));
  await expect(addMembers(viewer, { listId: mine, recordIds: ['1'] })).rejects.toMatchObject({
    code: 'forbidden',
  });
  await expect(addAddresses(other, { listId: mine, text: 'a@example.com' })).rejects.toMatchObject({
    code: 'forbidden',
  });
  const hidden = String(
    await createList(ctx.db.prisma, { type: 'manual', ownerId, ownerOnly: true, archivedAt: new Date() }),
  );
  await expect(getMarketingList(other, hidden)).rejects.toMatchObject({ code: 'not_found' });
  await expect(addMembers(other, { listId: hidden, recordIds: ['1'] })).rejects.toMatchObject({
    code: 'not_found',
  });
  await expect(findAddable(other, { listId: hidden, q: '' })).rejects.toMatchObject({ code: 'not_found' });
  await expect(addMembers(ctx, { listId: hidden, recordIds: ['1'] })).rejects.toMatchObject({
    code: 'conflict',
  });
});
