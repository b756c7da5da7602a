import { expect, it } from 'vitest';
import { processDb } from '@/lib/db';
import { testContext } from '@/prisma/test-context';
import { checkReadiness } from './check-readiness';
import { cleanUpJob } from './definitions/clean-up';

it('cleans up once a day', async () => {
  const ctx = await testContext();
  expect(await cleanUpJob.findDue(ctx)).toMatchObject([{ key: 'all' }]);
  await cleanUpJob.run({ ...ctx, signal: new AbortController().signal }, {});
  expect(await cleanUpJob.findDue(ctx)).toEqual([]);
  await ctx.db.prisma.setting.update({
    where: { key: 'maintenance.clean-up' },
    data: { updatedAt: new Date(Date.now() - 25 * 3_600_000) },
  });
  expect(await cleanUpJob.findDue(ctx)).toMatchObject([{ key: 'all' }]);
});

it('is not ready while a migration has not finished, and says that it is the schema', async () => {
  await processDb().pool.query(
    `INSERT INTO _prisma_migrations (id, checksum, migration_name, applied_steps_count) VALUES ('half', 'x', 'half', 0)`,
  );
  expect(await checkReadiness()).toEqual({
    ready: false,
    database: 'ok',
    schema: 'not in order',
    queue: 'not checked',
  });
});
