import { Client } from 'pg';
import { expect, test } from 'vitest';
import { openDb } from '@/lib/db';
import { readEnvironment } from '@/lib/env';
import { openQueue } from '@/lib/jobs/queue';
import { recordAudit } from '@/lib/context';
import { createLogger } from '@/lib/logger';
import { createIntegrationRow } from '@/prisma/seed/integrations';
import { testContext } from '@/prisma/test-context';
import { testDatabase } from '@/prisma/test-database';
import { examineDatabase } from './database';
import { examineEnvironment } from './environment';
import { examine } from './examine';
import { examineSecrets } from './secrets';
import { examineWork } from './work';

const whole = {
  NEXTAUTH_URL: 'https://dotbridge.example.com',
  NEXTAUTH_SECRET: 'a secret that only tests know of',
  ENCRYPTION_KEYS: `test:${Buffer.alloc(32, 7).toString('base64')}`,
  CRON_SECRET: 'a secret of sixteen',
  METRICS_TOKEN: 'a token of sixteen signs',
};

const states = (found: { about: string; state: string }[]) =>
  Object.fromEntries(found.map(({ about, state }) => [about, state]));

async function tamper(statement: string): Promise<void> {
  const client = new Client({ connectionString: testDatabase() });
  await client.connect();
  await client.query('SET session_replication_role = replica');
  await client.query(statement);
  await client.end();
}

test('what is set is told without saying it; what is missing, by its name', () => {
  const found = examineEnvironment(readEnvironment(whole));
  expect(found.every(({ state }) => state === 'good')).toBe(true);
  for (const secret of [
    whole.NEXTAUTH_SECRET,
    whole.CRON_SECRET,
    whole.METRICS_TOKEN,
    Buffer.alloc(32, 7).toString('base64'),
  ])
    expect(JSON.stringify(found)).not.toContain(secret);
  expect(
    states(examineEnvironment(readEnvironment({ NEXTAUTH_URL: 'http://dotbridge.example.com' }))),
  ).toEqual({
    NEXTAUTH_SECRET: 'bad',
    ENCRYPTION_KEYS: 'bad',
    NEXTAUTH_URL: 'bad',
    CRON_SECRET: 'note',
    METRICS_TOKEN: 'note',
  });
});

test('what would travel readably to another machine is noted, with what to write instead', () => {
  const noted = (set: Record<string, string>): string[] =>
    examineEnvironment(readEnvironment({ ...whole, ...set })).flatMap(({ about, state }) =>
      state === 'good' ? [] : [about],
    );
  const elsewhere = 'postgresql://dotbridge:word@db.example.com:5432/dotbridge';
  expect(noted({ DATABASE_URL: elsewhere, SMTP_URL: 'smtp://mail.example.com' })).toEqual([
    'DATABASE_URL',
    'SMTP_URL',
  ]);
  for (const set of [
    { DATABASE_URL: `${elsewhere}?sslmode=verify-full`, SMTP_URL: 'smtps://mail.example.com' },
    { DATABASE_URL: 'postgresql://dotbridge:word@localhost:5432/x', SMTP_URL: 'smtp://127.0.0.1:25' },
    { DATABASE_URL: `${elsewhere}?sslmode=require`, SMTP_URL: 'smtp://a:word@mail.example.com' },
  ])
    expect(noted(set)).toEqual([]);
});

test('server, clocks and schema are looked at; a clock that is wrong and a migration that is missing are named', async () => {
  const { db } = await testContext();
  expect(states(await examineDatabase(db))).toEqual({ Database: 'good', Clocks: 'good', Schema: 'good' });
  let asked = 0;
  const slow = await examineDatabase(db, () => Date.now() + (asked++ === 0 ? -120_000 : 120_000));
  expect(states(slow).Clocks).toBe('good');
  const late = await examineDatabase(db, () => Date.now() - 300_000);
  expect(late.find(({ about }) => about === 'Clocks')).toMatchObject({
    state: 'bad',
    said: expect.stringContaining('5'),
  });
  await tamper(
    `UPDATE _prisma_migrations SET rolled_back_at = now() WHERE migration_name LIKE '%audit_chain_rules'`,
  );
  expect(states(await examineDatabase(db)).Schema).toBe('bad');
  await tamper(`UPDATE _prisma_migrations SET rolled_back_at = NULL`);
  await tamper(
    `UPDATE _prisma_migrations SET finished_at = NULL WHERE migration_name LIKE '%audit_chain_rules'`,
  );
  expect(states(await examineDatabase(db)).Schema).toBe('bad');
  await tamper(`UPDATE _prisma_migrations SET finished_at = now()`);
});

test('a key that is gone is told with whose secrets need it; an old one, that it can be rotated away', async () => {
  const ctx = await testContext();
  const id = await createIntegrationRow(ctx, { name: 'Lost account' });
  await ctx.db.prisma.integrationSecret.updateMany({ where: { integrationId: id }, data: { keyId: 'gone' } });
  await ctx.db.prisma.integrationSecret.create({
    data: { integrationId: id, kind: 'client_secret', keyId: 'old', ciphertext: new Uint8Array(40) },
  });
  const key = Buffer.alloc(32, 1);
  const keys = new Map([
    ['new', key],
    ['old', key],
  ]);
  const found = await examineSecrets({
    ...ctx,
    config: { ...ctx.config, keyring: { primary: 'new', keys } },
  });
  expect(found.map(({ state }) => state)).toEqual(['bad', 'note']);
  expect(found[0]?.said).toMatch(/key gone is missing.*Lost account/);
  expect(found[1]?.said).toContain('old');
});

test('whether anybody works, and what has waited too long', async () => {
  const ctx = await testContext();
  expect(states(await examineWork(ctx.db)).Worker).toBe('bad');
  const boss = await openQueue(ctx.db, createLogger('silent'), { supervise: false });
  const { pool } = ctx.db;
  await pool.query(`UPDATE pgboss.version SET maintained_on = now() - interval '10 minutes'`);
  expect(states(await examineWork(ctx.db)).Worker).toBe('bad');
  await boss.send('maintenance.clean-up', {});
  await pool.query(`UPDATE pgboss.job SET state = 'completed', completed_on = now() - interval '5 minutes'`);
  expect(states(await examineWork(ctx.db))).toMatchObject({ Worker: 'good', Queue: 'good' });
  await pool.query(`UPDATE pgboss.version SET maintained_on = now()`);
  await boss.send('maintenance.clean-up', {});
  await pool.query(
    `UPDATE pgboss.job SET start_after = now() - interval '1 hour', created_on = now() - interval '1 hour' WHERE state = 'created'`,
  );
  const found = await examineWork(ctx.db);
  expect(states(found)).toMatchObject({ Worker: 'good', Queue: 'bad' });
  expect(found.find(({ about }) => about === 'Queue')?.said).toMatch(
    /maintenance\.clean-up has waited for 1 h/,
  );
  await boss.stop({ graceful: false, close: false });
});

async function examined(environment: Record<string, string>, url = testDatabase()) {
  const ctx = await testContext();
  const found = [];
  for await (const finding of examine(readEnvironment(environment), () => ({ ...ctx, db: openDb(url) })))
    found.push(finding);
  return found;
}

test('a database that is away is told, and so is everything that needs none', async () => {
  const found = await examined(whole, 'postgresql://nobody@127.0.0.1:1/none');
  expect(states(found)).toMatchObject({ NEXTAUTH_SECRET: 'good', Database: 'bad', 'Audit log': 'bad' });
  expect(found.find(({ about }) => about === 'Database')?.said).toContain('DATABASE_URL');
});

test('the first broken line of the audit log is named', async () => {
  const ctx = await testContext();
  await ctx.db.prisma.$transaction((tx) =>
    recordAudit(ctx, tx, { action: 'test.write', subjectType: 'test', subjectId: 'doctor' }),
  );
  const line = (await examined(whole)).find(({ about }) => about === 'Audit log');
  expect(line).toMatchObject({
    state: 'good',
    said: expect.stringMatching(/lines are what was written; the chain ends at \d+ with [0-9a-f]{64}/),
  });
  const { id } = await ctx.db.prisma.auditEntry.findFirstOrThrow({ where: { subjectId: 'doctor' } });
  await tamper(`UPDATE audit_entries SET actor_label = 'nobody' WHERE id = ${id}`);
  expect((await examined(whole)).find(({ about }) => about === 'Audit log')).toMatchObject({
    state: 'bad',
    said: expect.stringContaining(`(line ${id}): it is not what was written`),
  });
});
