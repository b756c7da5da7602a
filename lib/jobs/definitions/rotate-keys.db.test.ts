import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { FlowContext } from '@/lib/context';
import { askKeyRotation, listKeys, noteRotated } from '@/lib/keys';
import { queueMail } from '@/lib/mail';
import { sealSecret } from '@/lib/secrets';
import { createIntegrationRow } from '@/prisma/seed/integrations';
import { testContext } from '@/prisma/test-context';
import { runJobNow } from '../run-job-now';
import { rotateKeysJob } from './rotate-keys';

const keyOf = (sign: number): Buffer => Buffer.alloc(32, sign);
const stored = { new: keyOf(9), test: keyOf(7) };

const withKeys = (ctx: FlowContext, ids: (keyof typeof stored)[]): FlowContext => ({
  ...ctx,
  config: {
    ...ctx.config,
    keyring: { primary: ids[0] ?? '', keys: new Map(ids.map((id) => [id, stored[id]])) },
  },
});

const work = (ctx: FlowContext): Promise<number> =>
  runJobNow(ctx, rotateKeysJob, undefined, new AbortController().signal);

const of = async (ctx: FlowContext, id: string) =>
  (await listKeys(ctx)).keys.find((key) => key.id === id) ?? null;

async function world() {
  const ctx = await testContext();
  const { prisma } = ctx.db;
  await prisma.integrationSecret.deleteMany({});
  await prisma.mail.deleteMany({});
  await prisma.setting.deleteMany({ where: { key: 'keys.rotation' } });
  const before = withKeys(ctx, ['test']);
  const name = `Northwind ${randomUUID()}`;
  const id = await createIntegrationRow(before, { name });
  await queueMail(before, prisma, {
    key: `keys:${id}`,
    kind: 'test',
    userId: null,
    to: { name: 'A', address: 'a@example.com' },
    content: { subject: 'S', text: 'T', html: 'H', stopUrl: null },
    expiresAt: new Date(Date.now() + 60_000),
  });
  return { ctx, prisma, id, name, both: withKeys(ctx, ['new', 'test']) };
}

test('asked for once, everything goes under the first key, and the page says that the other one may go', async () => {
  const { ctx, both, prisma, name } = await world();
  expect(await of(both, 'test')).toMatchObject({
    place: 'other',
    secretCount: 2,
    uses: [
      { kind: 'integration', count: 1, names: [name] },
      { kind: 'mail', count: 1, names: [] },
    ],
  });
  expect(await work(both)).toBe(0);
  await askKeyRotation(both);
  const [unaware, stopped] = [withKeys(ctx, ['test']), new AbortController()];
  expect(await work(unaware)).toBe(0);
  stopped.abort();
  await runJobNow(both, rotateKeysJob, {}, stopped.signal);
  expect((await listKeys(both)).rotation).toMatchObject({ endedAt: null, doneCount: 0, secretCount: 2 });
  await Promise.all([work(both), work(both)]);
  expect(await listKeys(both)).toMatchObject({
    otherCount: 0,
    rotation: { key: 'new', doneCount: 2, endedAt: expect.any(String) },
    keys: [
      { id: 'new', place: 'first' },
      { id: 'test', place: 'other', secretCount: 0, uses: [] },
    ],
  });
  expect(await work(both)).toBe(0);
  await expect(askKeyRotation(both)).rejects.toMatchObject({ code: 'conflict' });
  expect(await listKeys(withKeys(ctx, ['new']))).toMatchObject({ keys: [{ id: 'new' }], otherCount: 0 });
  const lines = await prisma.auditEntry.findMany({
    where: { action: { in: ['keys.rotate', 'secrets.rotate'] } },
    orderBy: { id: 'asc' },
  });
  expect(lines.map(({ action, detail }) => ({ action, detail }))).toEqual([
    { action: 'keys.rotate', detail: { key: 'new', secrets: 2 } },
    { action: 'secrets.rotate', detail: { rotated: 1, key: 'new' } },
  ]);
  expect(JSON.stringify([lines.map(({ detail }) => detail), await listKeys(both)])).not.toContain(
    stored.new.toString('base64'),
  );
});

test('what one slice moved counts, though another one found nothing left before it was noted', async () => {
  const { both } = await world();
  await askKeyRotation(both);
  await noteRotated(both, 1, false);
  await noteRotated(both, 0, true);
  const { rotation: ended } = await listKeys(both);
  expect(ended).toMatchObject({ doneCount: 1, endedAt: expect.any(String) });
  await noteRotated(both, 1, false);
  expect((await listKeys(both)).rotation).toEqual({ ...ended, doneCount: 2 });
  await noteRotated(both, 0, true);
  expect((await listKeys(both)).rotation).toEqual({ ...ended, doneCount: 2 });
});

test('a missing key is named with whose secrets need it, and the rest is rotated all the same; so it is beside one that was altered', async () => {
  const { ctx, both, prisma, id, name } = await world();
  const secret = (kind: string, keyId: string) =>
    prisma.integrationSecret.create({
      data: {
        integrationId: id,
        kind,
        keyId,
        ciphertext: sealSecret(both.config.keyring, 'elsewhere', 'x').ciphertext,
      },
    });
  await secret('gone_secret', 'gone');
  await secret('altered_secret', 'test');
  await askKeyRotation(both);
  await work(both);
  expect(await listKeys(both)).toMatchObject({ otherCount: 1, rotation: { doneCount: 2, secretCount: 3 } });
  expect(await of(both, 'gone')).toMatchObject({
    place: 'missing',
    uses: [{ kind: 'integration', names: [name] }],
  });
  expect(await of(withKeys(ctx, ['test']), 'new')).toMatchObject({
    place: 'missing',
    uses: [{ kind: 'integration' }, { kind: 'mail' }, { kind: 'audit' }],
  });
});

test('only an admin sees which keys there are, or rotates them', async () => {
  const marketer = await testContext({ role: 'marketer' });
  await expect(listKeys(marketer)).rejects.toMatchObject({ code: 'forbidden' });
  await expect(askKeyRotation(marketer)).rejects.toMatchObject({ code: 'forbidden' });
});

test('every table that names a key is counted', async () => {
  const { db } = await testContext();
  const { rows } = await db.pool.query<{ table: string }>(
    `SELECT table_name AS table FROM information_schema.columns
     WHERE table_schema = 'public' AND column_name IN ('key_id', 'sealed_with') AND data_type = 'text' ORDER BY 1`,
  );
  const statement = readFileSync(join(import.meta.dirname, '../../keys/list-keys.ts'), 'utf8');
  expect(rows.length).toBeGreaterThan(8);
  expect(rows.map(({ table }) => table).filter((table) => !statement.includes(`FROM ${table} `))).toEqual([]);
});
