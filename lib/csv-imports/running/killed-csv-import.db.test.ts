import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { afterEach, expect, it } from 'vitest';

import type { FlowContext } from '@/lib/context';
import { createQueuedImport } from '@/prisma/seed/csv-imports';
import { createRecords } from '@/prisma/seed/records';
import { testContext } from '@/prisma/test-context';
import { eventually } from '@/prisma/test-eventually';
import { testDatabase } from '@/prisma/test-database';
import { getCsvImport, undoCsvImport } from '@/lib/csv-imports';

const BATCH = 50;
const BATCHES = 3;
const LOCK = "hashtextextended('csv-import:contact', 0)";

/** A process of its own that brings an import in, or takes it back, and ends. */
const program = `
  import { systemActor } from '@/lib/context';
  import { runCsvImport } from '@/lib/csv-imports';
  import { openDb } from '@/lib/db';
  import { createLogger } from '@/lib/logger';
  const db = openDb(process.env.DATABASE_URL, { poolSize: 3 });
  const config = { keyring: { primary: 'test', keys: new Map() }, dotdigitalUrl: 'http://127.0.0.1:1', dotdigitalAllowedHosts: [], importMinutes: 4, exportMinutes: 4 };
  const ctx = { actor: systemActor, db, now: () => new Date(), log: createLogger('silent'), signal: new AbortController().signal, config };
  await runCsvImport(ctx, BigInt(process.env.CSV_IMPORT), { batchRows: ${BATCH} });
  await db.close();
`;
const children = new Set<ChildProcess>();

afterEach(async () => {
  await Promise.all([...children].map(kill));
});

async function kill(child: ChildProcess): Promise<void> {
  children.delete(child);
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  child.kill('SIGKILL');
  await gone;
}

function start(id: bigint): ChildProcess {
  const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '--eval', program], {
    stdio: 'inherit',
    env: { ...process.env, DATABASE_URL: testDatabase(), CSV_IMPORT: String(id) },
  });
  children.add(child);
  return child;
}

async function dump(ctx: FlowContext): Promise<unknown[]> {
  const { rows } = await ctx.db.pool.query<{ record: unknown }>(`
    SELECT to_jsonb(r) - 'version' - 'updated_at' || jsonb_build_object('tags',
      (SELECT coalesce(jsonb_agg(t.name ORDER BY t.name), '[]') FROM record_tags x JOIN tags t ON t.id = x.tag_id WHERE x.record_id = r.id)) AS record
    FROM crm_records r WHERE deleted_at IS NULL ORDER BY id`);
  return rows.map((row) => row.record);
}

/**
 * Lets one batch through at a time and kills the process in the middle of the next: batches take turns by a lock, which this
 * test holds, and a lock is given in the order in which it was asked for. Calls `look` after each kill.
 */
async function killInEveryBatch(
  ctx: FlowContext,
  id: bigint,
  look: (batch: number) => Promise<void>,
): Promise<void> {
  const holder = await ctx.db.pool.connect();
  const waiting =
    "FROM pg_locks WHERE locktype = 'advisory' AND NOT granted AND database = (SELECT oid FROM pg_database WHERE datname = current_database())";
  const expectWaiting = (count: number) =>
    eventually(async () => {
      const { rows } = await ctx.db.pool.query<{ n: number }>(`SELECT count(*)::int AS n ${waiting}`);
      expect(rows[0]?.n).toBe(count);
    });
  try {
    await holder.query(`SELECT pg_advisory_lock(${LOCK})`);
    for (let batch = 1; batch <= BATCHES; batch += 1) {
      await ctx.db.pool.query('UPDATE csv_imports SET lease_until = NULL WHERE id = $1', [id]);
      const child = start(id);
      await expectWaiting(1);
      await Promise.all([
        holder.query(`SELECT pg_advisory_unlock(${LOCK})`),
        holder.query(`SELECT pg_advisory_lock(${LOCK})`),
      ]);
      if (batch < BATCHES) await expectWaiting(1);
      else if (child.exitCode === null) await once(child, 'exit');
      await kill(child);
      // While it waits for a lock, the server doesn't see that nobody is left to answer.
      await ctx.db.pool.query(`SELECT pg_terminate_backend(pid) ${waiting}`);
      await expectWaiting(0);
      await look(batch);
    }
  } finally {
    await holder.query('SELECT pg_advisory_unlock_all()');
    holder.release();
  }
}

it('L19: a CSV import killed by SIGKILL in every batch goes on behind the last whole one, and so does its undo, which gives the earlier rows back', async () => {
  const ctx = await testContext({ role: 'marketer' });
  await createRecords(ctx.db.prisma, 90, (n) => ({
    email: `killed-${n}@example.com`,
    city: 'Porto',
    phone: n % 2 ? '040 12345678' : null,
  }));
  const before = await dump(ctx);
  const rows = Array.from(
    { length: BATCH * BATCHES },
    (_, n) => `killed-${n}@example.com,Ada,Rome,0171 5555555,tag ${n % 90}`,
  );
  const id = await createQueuedImport(ctx, ['E-mail,First name,City,Phone,Tags', ...rows].join('\n'));
  const view = () => getCsvImport(ctx, { id: String(id) });

  await killInEveryBatch(ctx, id, async (batch) => {
    const { doneRowCount, createdCount, updatedCount } = await view();
    expect([batch, doneRowCount, createdCount + updatedCount]).toEqual([batch, batch * BATCH, batch * BATCH]);
    expect(await ctx.db.prisma.crmRecord.count({ where: { city: 'Rome' } })).toBe(batch * BATCH);
  });
  expect(await view()).toMatchObject({
    state: 'finished',
    doneRowCount: 150,
    createdCount: 60,
    updatedCount: 90,
    rejectedCount: 0,
  });

  await undoCsvImport(ctx, { id: String(id) });
  await killInEveryBatch(ctx, id, async (batch) => {
    expect(await ctx.db.prisma.crmRecord.count({ where: { city: 'Rome', deletedAt: null } })).toBe(
      (BATCHES - batch) * BATCH,
    );
  });
  expect((await view()).undo).toMatchObject({
    state: 'finished',
    counts: { deleted: 60, keptRecords: 0, keptValues: 0 },
  });
  expect(await dump(ctx)).toEqual(before);
  expect(await ctx.db.prisma.tag.count()).toBe(0);
});
