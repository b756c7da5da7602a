import { expect, it } from 'vitest';
import { testContext } from '@/prisma/test-context';
import { countFilter, createMarketingList, getListChange, getMarketingList, updateMarketingList } from '..';
import { CrmEntity } from '@/lib/crm/schemas';
import { CreateMarketingList, listTemplates } from '../schemas';

it('every template is a filter that can be asked, in words, of the records it is offered for', async () => {
  const ctx = await testContext({ role: 'marketer' });
  for (const template of listTemplates) {
    for (const entity of template.entity === null ? CrmEntity.options : [template.entity]) {
      const { problems, sentence, count } = await countFilter(ctx, {
        entity,
        filter: template.filter,
        listId: null,
        exact: true,
      });
      expect([template.key, entity, problems, count]).toEqual([template.key, entity, [], 0]);
      expect(sentence).toBeTruthy();
    }
  }
});

it('of two people who change one list the second is told who was first, and nothing of either is lost', async () => {
  const [first, second] = [await testContext({ role: 'marketer' }), await testContext({ role: 'admin' })];
  const input = CreateMarketingList.parse({
    name: 'Shared',
    entity: 'contact',
    type: 'dynamic',
    columns: ['email'],
    filter: listTemplates.find(({ key }) => key === 'new')?.filter,
  });
  const { id, version } = await createMarketingList(first, input);
  await updateMarketingList(first, { ...input, id, version, description: 'Of the first.' });
  await expect(
    updateMarketingList(second, { ...input, id, version, name: 'Of the second' }),
  ).rejects.toMatchObject({ code: 'stale' });
  expect(await getMarketingList(second, id)).toMatchObject({
    name: 'Shared',
    description: 'Of the first.',
    version: version + 1,
  });
  const change = await getListChange(second, { id });
  expect(change).toMatchObject({ version: version + 1, archived: false, changedBy: 'A marketer' });
  await updateMarketingList(second, { ...input, id, version: change.version, name: 'Of the second' });
  expect((await getMarketingList(first, id)).name).toBe('Of the second');
});
