import { expect, it } from 'vitest';
import { condition, createPerson, filterOf } from '@/prisma/seed/marketing-lists';
import { testContext } from '@/prisma/test-context';
import {
  addAddresses,
  checkAddresses,
  countFilter,
  createMarketingList,
  getMarketingList,
  listMembers,
  memberGrid,
  previewFilterChange,
  updateMarketingList,
} from '..';
import { parseTableQuery } from '@/lib/table-query';
import { CreateMarketingList, PastedAddresses } from '../schemas';
import { FilterDefinition } from '@/lib/filters/schemas';

const addresses = (count: number): string[] =>
  Array.from({ length: count }, (_, n) => `somebody.with.a.long.name.${n}@a-company.example`);
const pasted = (values: string[]) => filterOf(condition('email', 'one_of', values));

it('fifty thousand pasted addresses are counted, shown before they are saved, and saved', async () => {
  const ctx = await testContext({ role: 'marketer' });
  const values = addresses(50_000);
  for (const n of [7, 49_999]) await createPerson(ctx.db.prisma, { email: values[n] ?? '' });
  const filter = FilterDefinition.parse(pasted(values));
  expect(await countFilter(ctx, { entity: 'contact', filter, exact: true, listId: null })).toMatchObject({
    count: 2,
    problems: [],
  });

  const input = CreateMarketingList.parse({
    name: 'Pasted',
    entity: 'contact',
    type: 'dynamic',
    columns: ['email'],
    filter,
  });
  const saved = await createMarketingList(ctx, input);
  expect(saved.evaluation).toMatchObject({ state: 'fresh', memberCount: 2 });
  expect((await listMembers(ctx, saved.id, parseTableQuery({}, memberGrid.table))).rows).toHaveLength(2);
  const less = FilterDefinition.parse(pasted(values.slice(0, 40_000)));
  expect(await previewFilterChange(ctx, { listId: saved.id, filter: less })).toMatchObject({
    joining: 0,
    leaving: 1,
    staying: 1,
  });
  await updateMarketingList(ctx, { ...input, filter: less, id: saved.id, version: saved.version });
  const { memberCount, sentence } = await getMarketingList(ctx, saved.id);
  expect(memberCount).toBe(1);
  expect(sentence?.length).toBeLessThan(300);
});

it.each([
  [
    '50,001 values in a condition',
    pasted(addresses(50_001)),
    'A condition may hold 50,000 pasted values at most.',
  ],
  [
    'more text than a request holds',
    pasted(Array.from({ length: 4_000 }, () => 'x'.repeat(800))),
    'The pasted values of a filter may have 3 million characters together.',
  ],
])('says what is too much of %s', (_, filter, message) => {
  expect(FilterDefinition.safeParse(filter).error?.issues[0]?.message).toBe(message);
});

it('a manual list takes fifty thousand pasted addresses, and says so of more', async () => {
  const ctx = await testContext({ role: 'marketer' });
  const values = addresses(50_000);
  await createPerson(ctx.db.prisma, { entity: 'lead', email: values[49_000] ?? '' });
  const { id } = await createMarketingList(
    ctx,
    CreateMarketingList.parse({
      name: 'By hand',
      entity: 'lead',
      type: 'manual',
      columns: ['email'],
      filter: filterOf(),
    }),
  );
  const input = PastedAddresses.parse({ listId: id, text: values.join('\n') });
  expect((await checkAddresses(ctx, input)).counts).toMatchObject({ new: 1, unknown: 49_999 });
  expect(await addAddresses(ctx, input)).toMatchObject({ added: 1, unknown: 49_999, memberCount: 1 });
  await expect(checkAddresses(ctx, { listId: id, text: addresses(50_001).join('\n') })).rejects.toMatchObject(
    { userMessage: expect.stringContaining('50,001 addresses are more than the 50,000') },
  );
  expect(PastedAddresses.safeParse({ listId: id, text: 'x'.repeat(3_000_001) }).success).toBe(false);
});
