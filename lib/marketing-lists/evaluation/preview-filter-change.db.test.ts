import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import { condition, connectList, createList, createPerson, filterOf } from '@/prisma/seed/marketing-lists';
import { testContext } from '@/prisma/test-context';
import { evaluateList } from './evaluate-list';
import { previewFilterChange } from './preview-filter-change';

it('says who would come in and go out, which condition decides each, and changes nothing', async () => {
  const ctx = await testContext({ role: 'marketer' });
  const tx = ctx.db.prisma;
  const source = randomUUID();
  const of = (city: string, company: string) => createPerson(tx, { source, city, company });
  const [stays, leaves, comes] = [await of('Oslo', 'A'), await of('Oslo', 'B'), await of('Bergen', 'A')];
  await of('Bergen', 'B');
  const here = condition('source', 'is', source);
  const listId = await createList(tx, { filter: filterOf(here, condition('city', 'is', 'Oslo')) });
  await evaluateList(ctx, listId);
  const removed = await of('Bergen', 'A');
  await tx.listItem.create({ data: { listId, recordId: removed, inFilter: false, removedAt: new Date() } });

  const preview = await previewFilterChange(ctx, {
    listId: String(listId),
    filter: filterOf(here, condition('company', 'is', 'A')),
  });
  expect(preview).toMatchObject({
    problems: [],
    joining: 1,
    leaving: 1,
    staying: 1,
    removedByHand: 1,
    mailable: { count: 1, leftOut: [] },
    books: [],
    onUpdateOnly: false,
    joiningSample: [
      {
        id: String(comes),
        note: null,
        decidedBy: { path: [1], words: 'whose city is “Oslo”', value: 'Bergen' },
      },
    ],
    leavingSample: [
      { id: String(leaves), note: null, decidedBy: { path: [1], words: 'whose company is “A”', value: 'B' } },
    ],
  });
  const items = await tx.listItem.findMany({
    where: { listId, inFilter: true },
    orderBy: { recordId: 'asc' },
  });
  expect(items.map(({ recordId }) => recordId)).toEqual([stays, leaves]);
});

it('says how many of those coming in can be mailed, and what each connected book would do', async () => {
  const ctx = await testContext();
  const tx = ctx.db.prisma;
  const [company, key] = [randomUUID(), (n: string) => `${n}-${randomUUID()}@change.example`];
  const out = key('out');
  const leaver = await createPerson(tx, { company: 'old', email: out });
  const listId = await createList(tx, {
    filter: filterOf(condition('company', 'is', 'old'), condition('email', 'is', out)),
  });
  await evaluateList(ctx, listId);
  const { integrationId, bookId, connectionId } = await connectList(tx, listId);
  await tx.bookMember.create({
    data: { addressBookId: bookId, emailKey: out, present: true, putThereByUs: true, recordId: leaver },
  });

  const [fresh, twice, refused] = [key('fresh'), key('twice'), key('refused')];
  await createPerson(tx, { company, email: fresh });
  await createPerson(tx, { company, email: twice });
  await createPerson(tx, { company, email: twice });
  await createPerson(tx, { company, email: null });
  await createPerson(tx, { company, consentState: 'withdrawn' });
  await createPerson(tx, { company, email: refused });
  await tx.dotdigitalContact.create({ data: { integrationId, emailKey: refused, status: 'HardBounced' } });

  const preview = await previewFilterChange(ctx, {
    listId: String(listId),
    filter: filterOf(condition('company', 'is', company)),
  });
  expect(preview).toMatchObject({
    joining: 6,
    leaving: 1,
    mailable: { count: 2 },
    books: [
      { connectionId: String(connectionId), bookName: 'Newsletter', adding: 2, removing: 1, inBook: 1 },
    ],
  });
  expect(Object.fromEntries(preview.mailable.leftOut.map(({ label, count }) => [label, count]))).toEqual({
    'No e-mail address': 1,
    'Shares the address of another record': 1,
    'Opted out of mail': 1,
    'Hard bounced': 1,
  });
});

it('tells the problems of a filter instead of numbers, and stops when nobody asks any more', async () => {
  const ctx = await testContext();
  const listId = String(await createList(ctx.db.prisma));
  expect(
    await previewFilterChange(ctx, { listId, filter: filterOf(condition('gone', 'is', 'x')) }),
  ).toMatchObject({ joining: 0, problems: [{ path: [0] }] });
  await expect(
    previewFilterChange(ctx, { listId, filter: filterOf() }, AbortSignal.abort()),
  ).rejects.toMatchObject({ code: 'unavailable' });
});

it('names only lists that the person may see', async () => {
  const ctx = await testContext({ role: 'marketer' });
  const owner = await ctx.db.prisma.user.create({
    data: { email: `${randomUUID()}@example.com`, name: 'Other', role: 'marketer' },
  });
  const listId = String(await createList(ctx.db.prisma, { ownerId: owner.id, ownerOnly: true }));
  await expect(previewFilterChange(ctx, { listId, filter: filterOf() })).rejects.toMatchObject({
    code: 'not_found',
  });
});
