import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { readEnvironment } from '@/lib/env';
import { createOrResetUser, signIn, unknownPlace } from '@/lib/users';
import { testContext } from '@/prisma/test-context';
import { testDatabase } from '@/prisma/test-database';
import { loadDemoData } from './demo-data';

const demoPassword = 'bikuda-nomeri-tasovu-42';

test('an installation without demo data has none of its people, and none of their passwords opens it (20)', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'no-demo-'));
  onTestFinished(() => rmSync(dataDir, { recursive: true }));
  const ctx = await testContext();
  const env = { ...process.env, DATABASE_URL: testDatabase(), DEMO_DATA: 'off', DEMO_PASSWORD: demoPassword };
  const load = () =>
    loadDemoData(readEnvironment(env), dataDir, env, {
      say: () => undefined,
      abort: new AbortController().signal,
    });

  expect([await load(), await ctx.db.prisma.user.count()]).toEqual([false, 0]);
  const own = { email: 'owner@example.com', password: 'correct horse battery' };
  await createOrResetUser(ctx, { ...own, role: 'admin' });
  expect([await load(), await ctx.db.prisma.user.count()]).toEqual([false, 1]);

  expect(await signIn(ctx, own, unknownPlace)).not.toBeNull();
  for (const email of ['admin@example.com', 'marketer@example.com', 'viewer@example.com', own.email])
    for (const password of [demoPassword, 'password1234', 'demo', 'changeme'])
      expect([email, password, await signIn(ctx, { email, password }, unknownPlace)]).toEqual([
        email,
        password,
        null,
      ]);
});
