import { expect, it } from 'vitest';
import { condition, createList, createPerson, filterOf } from '@/prisma/seed/marketing-lists';
import { testContext } from '@/prisma/test-context';
import { evaluateList } from '../marketing-lists';
import { findAttention } from './find-attention';

it('a list that could not be evaluated asks for attention with its reason, until it can be again', async () => {
  const ctx = await testContext();
  const tx = ctx.db.prisma;
  await createPerson(tx, { city: 'Attention' });
  const id = await createList(tx, {
    name: 'Needs a look',
    filter: filterOf(condition('city', 'is', 'Attention')),
  });
  const ours = async () => (await findAttention(ctx)).filter(({ subject }) => subject === 'Needs a look');
  await evaluateList(ctx, id);
  expect(await ours()).toEqual([]);
  await tx.marketingList.update({
    where: { id },
    data: { filter: filterOf(condition('custom.gone', 'is', 'x')), version: { increment: 1 } },
  });
  await evaluateList(ctx, id);
  expect(await ours()).toMatchObject([
    {
      state: 'Not evaluated',
      message: expect.stringContaining('The last members stay.'),
      href: `/marketing-lists/${id}/edit`,
    },
  ]);
  await tx.marketingList.update({
    where: { id },
    data: { filter: filterOf(condition('city', 'is', 'Attention')), version: { increment: 1 } },
  });
  await evaluateList(ctx, id);
  expect(await ours()).toEqual([]);
});
