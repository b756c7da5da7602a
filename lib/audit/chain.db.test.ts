import { Client } from 'pg';
import { expect, test } from 'vitest';
import { recordAudit, type FlowContext } from '@/lib/context';
import { findAttention } from '@/lib/dashboard';
import { testContext } from '@/prisma/test-context';
import { testDatabase } from '@/prisma/test-database';
import { checkChain, countCut, cutAuditLog, signAuditChain } from './index';

const write = (ctx: FlowContext, name: string) =>
  ctx.db.prisma.$transaction((tx) =>
    recordAudit(ctx, tx, {
      action: 'test.write',
      subjectType: 'test',
      subjectId: name,
      detail: { name, n: 1.5 },
    }),
  );

/** As somebody who owns the tables and means no good. */
async function tamper(...statements: string[]): Promise<void> {
  const client = new Client({ connectionString: testDatabase() });
  await client.connect();
  await client.query('SET session_replication_role = replica');
  for (const statement of statements) await client.query(statement);
  await client.end();
}

/** Puts back what a test did to the chain: the copy of the database is shared by the tests of this file. */
async function fresh(ctx: FlowContext): Promise<void> {
  await tamper(
    'DELETE FROM audit_anchors',
    'DELETE FROM audit_links',
    'DELETE FROM audit_entries',
    `UPDATE audit_head SET seq = 0, hash = sha256(''::bytea)`,
  );
  for (const name of ['a', 'b', 'c', 'd']) await write(ctx, name);
}

const faultOf = async (ctx: FlowContext) => (await checkChain(ctx, 'cut')).fault;
const idOf = async (ctx: FlowContext, name: string): Promise<bigint> =>
  (await ctx.db.prisma.auditEntry.findFirstOrThrow({ where: { subjectId: name } })).id;

test('every line has a link, in the order of the commits, also of many writers at once and of a transaction that waits', async () => {
  const ctx = await testContext();
  await fresh(ctx);
  let letGo = (): void => undefined;
  const waits = new Promise<void>((resolve) => (letGo = resolve));
  const long = ctx.db.prisma.$transaction(async (tx) => {
    await recordAudit(ctx, tx, { action: 'test.write', subjectType: 'test', subjectId: 'long' });
    await waits;
  });
  await Promise.all(Array.from({ length: 40 }, (_, n) => write(ctx, `many ${n}`)));
  letGo();
  await long;
  const links = await ctx.db.prisma.auditLink.findMany({ orderBy: { seq: 'asc' } });
  expect(links.map(({ seq }) => Number(seq))).toEqual(Array.from({ length: 45 }, (_, n) => n + 1));
  expect(links.at(-1)?.entryId).toBe(await idOf(ctx, 'long'));
  expect(await checkChain(ctx, 'cut')).toMatchObject({ count: 45, seq: 45n, fault: null });
});

test('what is undone with its transaction leaves neither line nor link', async () => {
  const ctx = await testContext();
  await fresh(ctx);
  await expect(
    ctx.db.prisma.$transaction(async (tx) => {
      await recordAudit(ctx, tx, { action: 'test.write', subjectType: 'test', subjectId: 'undone' });
      throw new Error('no');
    }),
  ).rejects.toThrow('no');
  expect(await checkChain(ctx, 'cut')).toMatchObject({ count: 4, fault: null });
});

test('nothing is changed, deleted or emptied by any statement', async () => {
  const ctx = await testContext();
  await fresh(ctx);
  await signAuditChain(ctx);
  const tables = ['audit_entries', 'audit_links', 'audit_anchors', 'audit_head'];
  const tries = tables.flatMap((table) => [
    `UPDATE ${table} SET ${table === 'audit_entries' ? `action = 'x'` : 'seq = seq + 1'}`,
    `DELETE FROM ${table}`,
    `TRUNCATE ${table} CASCADE`,
  ]);
  for (const statement of tries)
    await expect(ctx.db.prisma.$executeRawUnsafe(statement), statement).rejects.toThrow(/never changed/);
  await expect(
    ctx.db.prisma.$executeRawUnsafe(`INSERT INTO audit_head (id, seq, hash) VALUES (2, 1, '')`),
  ).rejects.toThrow(/never changed/);
  expect(await faultOf(ctx)).toBeNull();
});

test('a role without rights on the chain writes lines that are linked, and can’t undo the guard', async () => {
  const ctx = await testContext();
  await fresh(ctx);
  await tamper(
    `DO $$ BEGIN IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'audit_test_app') THEN CREATE ROLE audit_test_app; END IF; END $$`,
    'GRANT USAGE ON SCHEMA public TO audit_test_app',
    'GRANT SELECT, INSERT ON audit_entries TO audit_test_app',
    'GRANT USAGE ON SEQUENCE audit_entries_id_seq TO audit_test_app',
  );
  const client = new Client({ connectionString: testDatabase() });
  await client.connect();
  await client.query('SET ROLE audit_test_app');
  await client.query(
    `INSERT INTO audit_entries (actor_label, action, subject_type) VALUES ('app', 'test.write', 'test')`,
  );
  for (const statement of [
    `UPDATE audit_entries SET action = 'x'`,
    'DELETE FROM audit_entries',
    'TRUNCATE audit_entries',
    'DELETE FROM audit_links',
    'UPDATE audit_head SET seq = 0',
    'ALTER TABLE audit_entries DISABLE TRIGGER ALL',
    'SET session_replication_role = replica',
  ])
    await expect(client.query(statement), statement).rejects.toThrow(/permission denied|must be owner/);
  await client.end();
  expect(await checkChain(ctx, 'cut')).toMatchObject({ count: 5, fault: null });
});

const evils: [string, (id: bigint) => string[], { what: string; place: number | null }][] = [
  [
    'a line is altered',
    (id) => [`UPDATE audit_entries SET actor_label = 'nobody' WHERE id = ${id}`],
    { what: 'changed', place: 2 },
  ],
  [
    'its time is altered',
    (id) => [`UPDATE audit_entries SET at = at + interval '1 millisecond' WHERE id = ${id}`],
    { what: 'changed', place: 2 },
  ],
  [
    'what it says in detail is altered',
    (id) => [`UPDATE audit_entries SET detail = '{"name":"b","n":2}' WHERE id = ${id}`],
    { what: 'changed', place: 2 },
  ],
  [
    'whence it came is altered',
    (id) => [`UPDATE audit_entries SET address = '192.0.2.1' WHERE id = ${id}`],
    { what: 'changed', place: 2 },
  ],
  ['a line is deleted', (id) => [`DELETE FROM audit_entries WHERE id = ${id}`], { what: 'gone', place: 2 }],
  [
    'a line and its link are deleted',
    (id) => [`DELETE FROM audit_links WHERE entry_id = ${id}`, `DELETE FROM audit_entries WHERE id = ${id}`],
    { what: 'gap', place: 3 },
  ],
  [
    'the end is taken off',
    () => [
      'DELETE FROM audit_entries WHERE id > 0 AND id IN (SELECT entry_id FROM audit_links WHERE seq = 4)',
      'DELETE FROM audit_links WHERE seq = 4',
    ],
    { what: 'end', place: 3 },
  ],
  [
    'a line is slipped in',
    () => [`INSERT INTO audit_entries (actor_label, action, subject_type) VALUES ('x', 'y', 'z')`],
    { what: 'unlinked', place: null },
  ],
];

test.each(evils)('%s: the first broken line is named', async (_, statements, { what, place }) => {
  const ctx = await testContext();
  await fresh(ctx);
  await tamper(...statements(await idOf(ctx, 'b')));
  expect(await faultOf(ctx)).toMatchObject({ what, seq: place === null ? null : String(place) });
});

test('who writes the whole chain anew is told by what was signed, and can’t sign', async () => {
  const ctx = await testContext();
  await fresh(ctx);
  await signAuditChain(ctx);
  const anew = [
    `UPDATE audit_entries SET actor_label = 'nobody' WHERE subject_id = 'b'`,
    `DO $$ DECLARE l audit_entries; n bigint := 0; h bytea := sha256(''::bytea); BEGIN
       FOR l IN SELECT * FROM audit_entries ORDER BY id LOOP
         n := n + 1; h := audit_line_hash(h, l); UPDATE audit_links SET hash = h WHERE seq = n;
       END LOOP; UPDATE audit_head SET hash = h; END $$`,
  ];
  await tamper(...anew);
  expect(await faultOf(ctx)).toMatchObject({ what: 'anchor', seq: '4' });
  await tamper(`UPDATE audit_anchors SET hash = (SELECT hash FROM audit_head)`);
  expect(await faultOf(ctx)).toMatchObject({ what: 'signature' });
  const other = {
    ...ctx.config,
    keyring: { primary: 'other', keys: new Map([['other', Buffer.alloc(32, 9)]]) },
  };
  await fresh(ctx);
  await signAuditChain({ ...ctx, config: other });
  expect(await faultOf(ctx)).toMatchObject({ what: 'signature' });
});

test('a key that is lost for good is let go by somebody who says so; that leaves a line, and is no way past what was altered', async () => {
  const ctx = await testContext();
  await fresh(ctx);
  const old = {
    ...ctx,
    config: { ...ctx.config, keyring: { primary: 'old', keys: new Map([['old', Buffer.alloc(32, 9)]]) } },
  };
  await signAuditChain(old);
  await expect(signAuditChain(ctx)).rejects.toThrow(/signature/);
  expect(await signAuditChain(ctx, { keyLost: true })).toMatchObject({ seq: 4n });
  expect(await checkChain(ctx, 'cut')).toMatchObject({ count: 5, fault: null });
  expect(await ctx.db.prisma.auditEntry.count({ where: { action: 'audit.sign-anew' } })).toBe(1);
  await tamper(`UPDATE audit_anchors SET signature = '\\x00'`);
  await expect(signAuditChain(ctx, { keyLost: true })).rejects.toThrow(/signature/);
});

test('what was altered since the last anchor is not signed, and nothing is cut of a broken chain', async () => {
  const ctx = await testContext();
  await fresh(ctx);
  expect(await signAuditChain(ctx)).toMatchObject({ seq: 4n, cutSeq: 0n });
  expect(await signAuditChain(ctx)).toBeNull();
  await write(ctx, 'e');
  await tamper(`UPDATE audit_entries SET action = 'x' WHERE subject_id = 'e'`);
  await expect(signAuditChain(ctx)).rejects.toThrow(/not what was written/);
  await expect(cutAuditLog(ctx, new Date())).rejects.toThrow(/not what was written/);
  expect(await ctx.db.prisma.auditAnchor.count()).toBe(1);
});

test('old lines go up to a signed anchor, without a gap, and the rest is as whole as before', async () => {
  const ctx = await testContext();
  await fresh(ctx);
  const long = new Date(Date.now() - 400 * 86_400_000);
  await tamper(
    'DELETE FROM audit_links',
    'DELETE FROM audit_entries',
    `UPDATE audit_head SET seq = 0, hash = sha256(''::bytea)`,
  );
  const old = (name: string) =>
    ctx.db.prisma.auditEntry.create({
      data: { at: long, actorLabel: 'x', action: 'y', subjectType: 'test', subjectId: name },
    });
  await old('one');
  await old('two');
  await write(ctx, 'young');
  await old('late');
  const before = new Date(Date.now() - 365 * 86_400_000);
  expect(await countCut(ctx, before)).toBe(2);
  expect(await cutAuditLog(ctx, before)).toBe(2);
  expect(await cutAuditLog(ctx, before)).toBe(0);
  const left = await ctx.db.prisma.auditEntry.findMany({ orderBy: { id: 'asc' } });
  expect(left.map(({ subjectId, action }) => subjectId ?? action)).toEqual(['young', 'late', 'audit.cut']);
  expect(await checkChain(ctx, 'cut')).toMatchObject({ count: 3, fault: null, anchor: { cutSeq: 2n } });
  await write(ctx, 'after');
  await signAuditChain(ctx);
  expect(await checkChain(ctx, 'cut')).toMatchObject({ count: 4, fault: null, anchor: { cutSeq: 2n } });
  expect(await checkChain(ctx, 'anchor')).toMatchObject({ count: 0, fault: null });
  // Killed after the anchor and before the lines were gone.
  await expect(ctx.db.prisma.auditEntry.deleteMany({})).rejects.toThrow(/never changed/);
});

test('only who may write the log signs and cuts it', async () => {
  const ctx = await testContext({ role: 'marketer' });
  await expect(signAuditChain(ctx)).rejects.toMatchObject({ code: 'forbidden' });
  await expect(cutAuditLog(ctx, new Date())).rejects.toMatchObject({ code: 'forbidden' });
});

test('a log that isn’t what was written stands among what needs an admin until it is whole again', async () => {
  const ctx = await testContext({ role: 'admin' });
  await fresh(ctx);
  const told = async () => (await findAttention(ctx)).filter(({ state }) => state === 'Altered');
  await signAuditChain(ctx);
  expect(await told()).toEqual([]);
  await write(ctx, 'altered');
  const id = await idOf(ctx, 'altered');
  await tamper(`UPDATE audit_entries SET actor_label = 'Somebody else' WHERE id = ${id}`);
  await expect(signAuditChain(ctx)).rejects.toThrow('is not what was written');
  await expect(signAuditChain(ctx)).rejects.toThrow('is not what was written');
  expect(await told()).toMatchObject([{ subject: 'The audit log', href: '/audit-log' }]);
  await fresh(ctx);
  await signAuditChain(ctx);
  expect(await told()).toEqual([]);
});
