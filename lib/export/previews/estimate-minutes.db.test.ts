import { expect, it } from 'vitest';
import { connectList, createList } from '@/prisma/seed/marketing-lists';
import { testContext } from '@/prisma/test-context';
import { estimateMinutes } from './estimate-minutes';

it('goes by what the account’s runs took, and of more people by what each one more takes', async () => {
  const { prisma } = (await testContext({ role: 'admin' })).db;
  const { integrationId, connectionId } = await connectList(prisma, await createList(prisma));
  expect(await estimateMinutes(prisma, integrationId, 100_000)).toEqual({ minutes: 9, isMeasured: false });
  await prisma.syncRun.createMany({
    data: [60_000, 180_000].map((ms) => ({
      kind: 'export' as const,
      trigger: 'button' as const,
      integrationId,
      connectionId,
      state: 'finished' as const,
      startedAt: new Date(0),
      finishedAt: new Date(ms),
      counts: { planned: 3 },
    })),
  });
  const minutesOf = async (rows: number) => (await estimateMinutes(prisma, integrationId, rows)).minutes;
  // Three people took two minutes on the average: not so much for each of them.
  expect(await Promise.all([0, 3, 100_000].map(minutesOf))).toEqual([0, 2, 10]);
  expect(await estimateMinutes(prisma, integrationId, 3)).toMatchObject({ isMeasured: true });
});
