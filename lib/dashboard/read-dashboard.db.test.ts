import { expect, it } from 'vitest';
import { connectList, createList } from '@/prisma/seed/marketing-lists';
import { testContext } from '@/prisma/test-context';
import { readDashboard } from './index';

it('says which list waits for a book, and which accounts can be asked, as far as the person may ask', async () => {
  const ctx = await testContext({ role: 'marketer' });
  const tx = ctx.db.prisma;
  expect(await readDashboard(ctx)).toMatchObject({ unconnectedListId: null, integrations: [] });

  const [older, newer] = [await createList(tx), await createList(tx)];
  expect(await readDashboard(ctx)).toMatchObject({ listCount: 2, unconnectedListId: String(newer) });

  const { integrationId, connectionId } = await connectList(tx, newer);
  const { name } = await tx.integration.findUniqueOrThrow({ where: { id: integrationId } });
  expect(await readDashboard(ctx)).toMatchObject({
    connectionCount: 1,
    unconnectedListId: String(older),
    integrations: [{ id: String(integrationId), name }],
  });

  await tx.connection.update({ where: { id: connectionId }, data: { state: 'disconnected' } });
  await tx.marketingList.update({ where: { id: older }, data: { archivedAt: ctx.now() } });
  expect(await readDashboard(ctx)).toMatchObject({ connectionCount: 0, unconnectedListId: String(newer) });

  expect(await readDashboard(await testContext({ role: 'viewer' }))).toMatchObject({ integrations: [] });
  await tx.integration.update({ where: { id: integrationId }, data: { active: false } });
  expect(await readDashboard(ctx)).toMatchObject({ integrations: [] });
});
