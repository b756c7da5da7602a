import { readFileSync, existsSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Client } from 'pg';
import { expect, inject, onTestFinished, test } from 'vitest';
import { checkChain } from '@/lib/audit';
import { getConnection } from '@/lib/connections';
import type { FlowContext } from '@/lib/context';
import { findAttention } from '@/lib/dashboard/find-attention';
import { openDb } from '@/lib/db';
import { findDueConnections, pushConnection, requestSync } from '@/lib/export';
import { runImportPass } from '@/lib/import';
import { askErasure, findDueErasures, isSweepDue, pushErasure, sweepErased } from '@/lib/privacy';
import type { Keyring } from '@/lib/secrets';
import { exportWorld, type ExportWorld } from '@/prisma/seed/export-world';
import { testDatabase } from '@/prisma/test-database';
import { makeScratchFolder } from '@/scripts/local/scratch-folder';
import { restoreBackup } from './restore-backup';
import { writeBackup } from './write-backup';

const keyring: Keyring = { primary: 'k1', keys: new Map([['k1', Buffer.alloc(32, 1)]]) };

function folder(): string {
  const path = makeScratchFolder('dotbridge-backup-');
  onTestFinished(() => rmSync(path, { recursive: true, force: true }));
  return path;
}

async function ask<Row extends object>(url: string, statement: string): Promise<Row[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Row>(statement)).rows;
  } finally {
    await client.end();
  }
}

async function emptyDatabase(name: string): Promise<string> {
  const { adminUrl } = inject('testServer');
  await ask(adminUrl, `DROP DATABASE IF EXISTS "${name}" WITH (FORCE)`);
  await ask(adminUrl, `CREATE DATABASE "${name}"`);
  onTestFinished(async () => {
    await ask(adminUrl, `DROP DATABASE IF EXISTS "${name}" WITH (FORCE)`);
  });
  return adminUrl.replace(/\/[^/]*$/, `/${name}`);
}

/** Somebody is in the book, somebody else waits to be sent. */
async function worldOfYesterday(): Promise<ExportWorld> {
  const world = await exportWorld();
  await world.people(3, (n) => ({ email: world.mail(`p${n}`), firstName: `Zoë\t\\N ${n}` }));
  await world.connect();
  await world.settle();
  await world.people(1, () => ({ email: world.mail('waits') }));
  return world;
}

/** A campaign whose sending was asked for, and an automation with somebody who waits for it. */
async function waitingToReach({ ctx, connectionId }: ExportWorld): Promise<void> {
  const { prisma } = ctx.db;
  const { listId, integrationId, addressBookId } = await prisma.connection.findUniqueOrThrow({
    where: { id: connectionId },
  });
  await prisma.campaignDraft.create({
    data: {
      id: 900_001n,
      listId,
      connectionId,
      integrationId,
      addressBookId,
      name: 'Spring',
      subject: 'Spring',
      fromName: '',
      fromAddressId: 1,
      fromAddress: 'shop@example.com',
      replyAction: 'Unset',
      htmlContent: '',
      plainTextContent: '',
      state: 'asked',
      nextStepAt: new Date(),
    },
  });
  const record = await prisma.crmRecord.findFirstOrThrow({ select: { id: true } });
  await prisma.automation.create({
    data: {
      name: 'Carts',
      entity: 'customer',
      trigger: {},
      conditions: {},
      action: {},
      limits: {},
      state: 'on',
      firings: {
        create: {
          version: 1,
          recordId: record.id,
          personKey: 'ann@example.com',
          eventKey: 'cart:1@1',
          eventAt: new Date(),
          dueAt: new Date(),
        },
      },
    },
  });
}

const backup = (file: string, now = new Date()) =>
  writeBackup({ databaseUrl: testDatabase(), keyring, file, now });
const restore = (databaseUrl: string, file: string, more: { replace?: boolean; now?: Date } = {}) =>
  restoreBackup({ databaseUrl, keyring, file, now: new Date(), replace: false, ...more });

/** Everything of each table, but for what a restore writes itself. */
async function contents(url: string): Promise<Record<string, string>> {
  const tables = await ask<{ name: string }>(
    url,
    `SELECT relname AS name FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'
       AND relname NOT IN ('_prisma_migrations', 'audit_head', 'audit_entries', 'audit_links', 'connections', 'integrations', 'mails', 'campaign_drafts', 'automations', 'automation_firings') ORDER BY 1`,
  );
  const found: Record<string, string> = {};
  for (const { name } of tables) {
    const [row] = await ask<{ sum: string }>(
      url,
      `SELECT count(*) || ' ' || md5(coalesce(string_agg(t::text, '|' ORDER BY t::text), '')) AS sum FROM "${name}" t`,
    );
    found[name] = row?.sum ?? '';
  }
  return found;
}

const guards = (url: string) =>
  ask(
    url,
    `SELECT conrelid::regclass::text AS of, conname AS name, pg_get_constraintdef(oid) AS what FROM pg_constraint WHERE connamespace = 'public'::regnamespace
     UNION ALL SELECT tgrelid::regclass::text, tgname, tgenabled::text || pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal
     ORDER BY 1, 2, 3`,
  );

test('what was backed up stands in another database as it was, chain, guards and sequences with it', async () => {
  const world = await worldOfYesterday();
  const file = join(folder(), 'all.backup');
  await world.ctx.db.prisma.mail.create({
    data: {
      key: 'a mail that waits',
      kind: 'test',
      toName: 'Ann',
      toAddress: 'ann@example.com',
      content: new Uint8Array([1]),
      keyId: 'test',
      nextTryAt: new Date(),
      expiresAt: new Date(Date.now() + 86_400_000),
    },
  });
  await waitingToReach(world);
  await backup(file);
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(existsSync(`${file}.part`)).toBe(false);
  expect(readFileSync(file).includes(world.source)).toBe(false);
  await expect(backup(file)).rejects.toThrow('is there already');

  const url = await emptyDatabase('restored_whole');
  expect(await restore(url, file)).toMatchObject({ heldConnections: 1, pausedAutomations: 1 });
  expect(await contents(url)).toEqual(await contents(testDatabase()));
  expect(await guards(url)).toEqual(await guards(testDatabase()));
  const ctx = { ...world.ctx, db: openDb(url) };
  onTestFinished(() => ctx.db.close());
  expect((await checkChain(ctx, 'cut')).fault).toBeNull();
  const last = await ctx.db.prisma.auditEntry.findFirstOrThrow({ orderBy: { id: 'desc' } });
  expect(last).toMatchObject({ action: 'database.restore', road: 'command' });
  await expect(ask(url, `UPDATE audit_entries SET actor_label = 'x'`)).rejects.toThrow('never changed');
  await expect(ask(url, 'TRUNCATE audit_entries CASCADE')).rejects.toThrow('never changed');
  expect(await ctx.db.prisma.mail.findFirstOrThrow({ where: { key: 'a mail that waits' } })).toMatchObject({
    state: 'unknown',
    content: null,
  });
  await expect(ctx.db.prisma.automation.findFirstOrThrow()).resolves.toMatchObject({
    state: 'paused',
    stateReason: expect.stringContaining('restored from a backup'),
  });
  await expect(ctx.db.prisma.automationFiring.findFirstOrThrow()).resolves.toMatchObject({
    state: 'unknown',
  });
  await expect(ctx.db.prisma.campaignDraft.findFirstOrThrow()).resolves.toMatchObject({
    state: 'draft',
    problem: expect.stringContaining('may have been sent since'),
  });
  const of = async (db: string) =>
    (await ask<{ id: string }>(db, `SELECT nextval('crm_records_id_seq')::text AS id`))[0]?.id;
  expect(await of(url)).toBe(await of(testDatabase()));
});

test('a file that is cut off, altered or under another key changes nothing and says why', async () => {
  await worldOfYesterday();
  const place = folder();
  const file = join(place, 'all.backup');
  await backup(file);
  const whole = readFileSync(file);
  const url = await emptyDatabase('restored_not');
  const hurt = async (bytes: Buffer): Promise<string> => {
    const path = join(place, 'hurt.backup');
    writeFileSync(path, bytes);
    return restore(url, path).then(
      () => 'restored',
      (error: Error) => error.message,
    );
  };
  expect(await hurt(whole.subarray(0, 40))).toContain('not a backup');
  expect(await hurt(whole.subarray(0, 1_000))).toContain('cut off');
  expect(await hurt(whole.subarray(0, -1))).toContain('cut off');
  const altered = Buffer.from(whole);
  altered[whole.length - 30] = (altered[whole.length - 30] ?? 0) ^ 1;
  expect(await hurt(altered)).toMatch(/altered/);
  expect(await hurt(Buffer.from('-- PostgreSQL database dump'))).toContain('not a backup');
  const other = { primary: 'k2', keys: new Map([['k2', Buffer.alloc(32, 2)]]) };
  await expect(
    restoreBackup({ databaseUrl: url, keyring: other, file, now: new Date(), replace: true }),
  ).rejects.toThrow(/made with key k1/);
  expect(await ask(url, `SELECT FROM pg_class WHERE relnamespace = 'public'::regnamespace`)).toEqual([]);
});

test('a backup of another version is told with what differs, and changes nothing', async () => {
  const place = folder();
  const url = await emptyDatabase('restored_version');
  const history = (statement: string) => ask(testDatabase(), statement);
  await history(
    `INSERT INTO _prisma_migrations (id, checksum, migration_name, finished_at, applied_steps_count) VALUES ('x', 'x', '29990101000000_to_come', now(), 1)`,
  );
  await backup(join(place, 'newer.backup'));
  await history(`DELETE FROM _prisma_migrations WHERE id = 'x'`);
  await history(
    `UPDATE _prisma_migrations SET rolled_back_at = now() WHERE migration_name LIKE '%_connection_restored'`,
  );
  await backup(join(place, 'older.backup'));
  await history('UPDATE _prisma_migrations SET rolled_back_at = NULL');
  await expect(restore(url, join(place, 'newer.backup'))).rejects.toThrow(/29990101000000_to_come/);
  await expect(restore(url, join(place, 'older.backup'))).rejects.toThrow(/older version/);
  expect(await ask(url, `SELECT FROM pg_class WHERE relnamespace = 'public'::regnamespace`)).toEqual([]);
});

test('a database that has something in it is left alone unless it is said, and so is one that is at work', async () => {
  await worldOfYesterday();
  const file = join(folder(), 'all.backup');
  await backup(file);
  const url = await emptyDatabase('restored_over');
  await restore(url, file);
  await ask(url, `UPDATE crm_records SET first_name = 'Of today'`);
  await expect(restore(url, file)).rejects.toThrow(/isn't empty.*--replace/);
  const worker = openDb(url);
  await worker.pool.query('SELECT 1');
  await expect(restore(url, file, { replace: true })).rejects.toThrow(/at work.*Stop web and worker/);
  await worker.close();
  expect(await ask(url, `SELECT FROM crm_records WHERE first_name <> 'Of today'`)).toEqual([]);
  await restore(url, file, { replace: true });
  expect(await contents(url)).toEqual(await contents(testDatabase()));
});

test('who was erased since the backup stays erased when it is restored', async () => {
  const { ctx } = await exportWorld();
  const { prisma } = ctx.db;
  const email = 'erased.since@example.com';
  await prisma.crmRecord.create({ data: { entity: 'contact', email, emailKey: email } });
  const file = join(folder(), 'yesterday.backup');
  await writeBackup({ databaseUrl: ctx.db.url, keyring: ctx.config.keyring, file, now: new Date() });
  await prisma.integration.updateMany({ data: { deletedAt: new Date() } });
  const { id } = await askErasure(ctx, { person: { email } });
  await pushErasure(ctx, BigInt(id));

  const other = await emptyDatabase('erased_since');
  const later = join(folder(), 'today.backup');
  await writeBackup({ databaseUrl: ctx.db.url, keyring: ctx.config.keyring, file: later, now: new Date() });
  await restoreBackup({
    databaseUrl: other,
    keyring: ctx.config.keyring,
    file: later,
    now: new Date(),
    replace: false,
  });
  await restoreBackup({
    databaseUrl: other,
    keyring: ctx.config.keyring,
    file,
    now: new Date(),
    replace: true,
  });
  const db = openDb(other);
  onTestFinished(() => db.close());
  const restored = { ...ctx, db };
  expect(await db.prisma.crmRecord.count({ where: { emailKey: email } })).toBe(1);
  expect(await isSweepDue(restored)).toBe(true);
  expect(await sweepErased(restored)).toEqual({ found: 1 });
  for (const { erasureId } of await findDueErasures(restored)) await pushErasure(restored, erasureId);
  expect(await db.prisma.crmRecord.count({ where: { emailKey: email } })).toBe(0);
});

test('after a restore of yesterday nothing goes out to a book before it has been read back', async () => {
  const world = await worldOfYesterday();
  const file = join(folder(), 'yesterday.backup');
  await backup(file, world.clock.now);
  await world.settle();
  await world.nextCycle();
  expect(await world.emails()).toContain(world.mail('waits'));
  // Dotdigital moves on: the colleague takes somebody off, somebody else unsubscribes.
  await world.pass(86_400);
  const [taken] = (await world.book()).filter(({ email }) => email === world.mail('p0'));
  await world.client.removeFromBook(world.dotdigitalId, [taken?.id ?? 0]);
  await world.client.unsubscribe(world.mail('p1'));

  const url = await emptyDatabase('restored_yesterday');
  await restore(url, file, { now: world.clock.now });
  const ctx: FlowContext = { ...world.ctx, db: openDb(url) };
  onTestFinished(() => ctx.db.close());
  const id = String(world.connectionId);
  const told = async () => (await findAttention(ctx)).filter(({ readBack }) => readBack === id);
  await world.pass(300);
  await world.clearRequests();
  expect(await findDueConnections(ctx)).toEqual([]);
  await pushConnection(ctx, world.connectionId);
  await pushConnection(ctx, world.connectionId, { trigger: 'button' });
  await expect(requestSync(ctx, { id })).rejects.toMatchObject({ code: 'conflict' });
  expect(await world.writes()).toEqual([]);
  expect(await getConnection(ctx, id)).toMatchObject({
    status: 'waiting',
    isReadingBack: true,
    message: expect.stringContaining('restored from a backup'),
  });
  expect(await told()).toMatchObject([{ state: 'Held after a restore', action: 'Read it back' }]);

  await runImportPass(ctx, world.integrationId, { trigger: 'schedule' });
  expect(await told()).toEqual([]);
  expect(await findDueConnections(ctx)).toMatchObject([{ connectionId: world.connectionId }]);
  for (let n = 0; n < 10; n += 1) {
    await pushConnection(ctx, world.connectionId);
    await world.pass(6);
  }
  const sent = await world.emails();
  expect(sent).toContain(world.mail('waits'));
  expect(sent).not.toContain(world.mail('p0'));
  expect(await getConnection(ctx, id)).toMatchObject({ whoLeft: { takenOff: 1 } });
});
