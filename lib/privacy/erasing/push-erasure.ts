import { recordAudit, type Context, type FlowContext } from '../../context';
import type { Tx } from '../../db';
import { DotdigitalError } from '../../dotdigital';
import { AppError } from '../../errors';
import { openDotdigital } from '../../integrations';
import { permit } from '../../permissions';
import { filesNaming } from '../person/files-naming';
import { patternOf, spellingsOf } from '../person/mentions';
import { personSql, type PersonRef } from '../person/person';
import { deleteAtDotdigital } from './delete-at-dotdigital';
import { eraseHere } from './erase-here';
import { openPerson } from './sealed-person';

const second = 1_000;
const minute = 60 * second;
/** Erasing looks through tables that have no index for it. */
const scrubTimeout = 30 * minute;

export async function findDueErasures(ctx: Pick<Context, 'db' | 'now'>): Promise<{ erasureId: bigint }[]> {
  const rows = await ctx.db.prisma.$queryRaw<{ erasureId: bigint }[]>`
    SELECT id AS "erasureId" FROM erasures WHERE state <> 'ended' AND (next_step_at IS NULL OR next_step_at <= ${ctx.now()}) ORDER BY id`;
  return rows;
}

type Step = { again: true } | { again: false; nextStepAt: Date | null };
type Work = { ctx: FlowContext; id: bigint; person: PersonRef };

/**
 * Carries an erasure on as far as it goes now. Safe to repeat, to overlap and to be killed anywhere: each step asks the rows where it
 * stands, deleting twice is once, and what is here goes in the transaction that ends it. Dotdigital comes before here, since what is
 * still there would come back.
 */
export async function pushErasure(ctx: FlowContext, id: bigint): Promise<{ nextStepAt: Date | null }> {
  permit(ctx, 'privacy.write');
  for (;;) {
    ctx.signal.throwIfAborted();
    const row = await ctx.db.prisma.erasure.findUnique({ where: { id } });
    const person = row && openPerson(ctx, row);
    if (!row || !person || row.state === 'ended') return { nextStepAt: null };
    const steps = { waiting: waitForFiles, at_dotdigital: deleteInAccounts, here: eraseAndEnd };
    const step = await steps[row.state]({ ctx, id, person });
    if (!step.again) return { nextStepAt: step.nextStepAt };
  }
}

/** A file that Dotdigital is working on would make the contact anew; one that we are reading is refused row by row, and then goes. */
async function waitForFiles({ ctx, id, person }: Work): Promise<Step> {
  const { prisma } = ctx.db;
  const { ids, keys } = personSql(person);
  const [file] = await prisma.$queryRaw<{ runId: bigint }[]>`
    SELECT w.sync_run_id AS "runId" FROM export_batches b JOIN waves w ON w.id = b.wave_id
    JOIN planned_changes p ON p.batch_id = b.id
    WHERE b.state IN ('sending', 'submitted', 'unknown') AND p.outcome IS NULL AND (p.email_key = ${keys} OR p.record_id = ${ids}) LIMIT 1`;
  if (file) return wait(ctx, id, `Sync run ${file.runId} has a file under way that names the person.`);
  const spellings = spellingsOf([...person.emailKeys, ...person.emails]);
  if (spellings.length > 0) {
    const [reading] = await prisma.$queryRaw<{ importId: bigint }[]>`
      SELECT f.id AS "importId" ${filesNaming(spellings)} AND f.state IN ('queued', 'running') LIMIT 1`;
    if (reading) return wait(ctx, id, `Import ${reading.importId} is reading a file that names the person.`);
  }
  await prisma.$executeRaw`
    UPDATE erasures SET state = 'at_dotdigital', quiet_after = clock_timestamp(), problem = NULL, next_step_at = NULL
    WHERE id = ${id} AND state = 'waiting'`;
  return { again: true };
}

async function deleteInAccounts(work: Work): Promise<Step> {
  const { ctx, id } = work;
  const { prisma } = ctx.db;
  const open = { erasureId: id, state: 'waiting' as const };
  const due = await prisma.erasureTarget.findMany({
    where: { ...open, OR: [{ nextTryAt: null }, { nextTryAt: { lte: ctx.now() } }] },
    orderBy: { integrationId: 'asc' },
  });
  for (const target of due) {
    ctx.signal.throwIfAborted();
    await deleteInAccount(work, target);
  }
  const left = await prisma.erasureTarget.aggregate({ where: open, _count: true, _min: { nextTryAt: true } });
  if (left._count === 0) {
    await prisma.erasure.updateMany({
      where: { id, state: 'at_dotdigital' },
      data: { state: 'here', problem: null, nextStepAt: null },
    });
    return { again: true };
  }
  const nextStepAt = left._min.nextTryAt ?? new Date(ctx.now().getTime() + minute);
  await prisma.erasure.updateMany({ where: { id, state: 'at_dotdigital' }, data: { nextStepAt } });
  return { again: false, nextStepAt };
}

async function deleteInAccount(
  { ctx, id, person }: Work,
  { integrationId, attemptCount }: { integrationId: bigint; attemptCount: number },
): Promise<void> {
  const { prisma } = ctx.db;
  const where = { erasureId: id, integrationId, state: 'waiting' as const };
  try {
    const client = await openDotdigital(ctx, integrationId, { signal: ctx.signal });
    try {
      const state = await deleteAtDotdigital({ tx: prisma, client, person, integrationId });
      const { emptyBin } = await prisma.erasure.findUniqueOrThrow({
        where: { id },
        select: { emptyBin: true },
      });
      const binEmptied = emptyBin && state === 'deleted';
      if (binEmptied) await client.emptyRecycleBin();
      await prisma.erasureTarget.updateMany({
        where,
        data: { state, binEmptied, problem: null, nextTryAt: null, endedAt: ctx.now() },
      });
    } finally {
      await client.close();
    }
  } catch (error) {
    if (ctx.signal.aborted || !(error instanceof AppError)) throw error;
    const soon = error instanceof DotdigitalError && error.transient;
    const pause = soon ? Math.min(60 * minute, 30 * second * 2 ** attemptCount) : 60 * minute;
    await prisma.erasureTarget.updateMany({
      where,
      data: {
        attemptCount: { increment: 1 },
        problem: withoutAddress(error.userMessage, person),
        nextTryAt: new Date(ctx.now().getTime() + pause),
      },
    });
  }
}

const withoutAddress = (text: string, { emailKeys, emails }: PersonRef): string => {
  const spellings = spellingsOf([...emailKeys, ...emails]);
  return spellings.length === 0 ? text : text.replace(new RegExp(patternOf(spellings), 'giu'), 'the address');
};

/** Whoever began before the block was known may still be storing the person: those are let end first. */
async function eraseAndEnd({ ctx, id, person }: Work): Promise<Step> {
  const isQuiet = await ctx.db.prisma.$transaction(
    async (tx) => {
      const [row] = await tx.$queryRaw<{ older: boolean }[]>`
        SELECT EXISTS (SELECT FROM pg_stat_activity a WHERE a.datname = current_database() AND a.backend_type = 'client backend'
          AND a.pid <> pg_backend_pid() AND a.xact_start <= e.quiet_after) AS older
        FROM erasures e WHERE e.id = ${id} AND e.state = 'here' FOR UPDATE`;
      if (!row) return true;
      if (row.older) return false;
      const counts = await eraseHere(tx, await withLatecomers(tx, person));
      await tx.erasure.update({
        where: { id },
        data: {
          state: 'ended',
          endedAt: ctx.now(),
          keyId: null,
          sealed: null,
          problem: null,
          nextStepAt: null,
          counts,
        },
      });
      await recordAudit(ctx, tx, {
        action: 'privacy.erased',
        subjectType: 'erasure',
        subjectId: id,
        detail: { rows: Object.values(counts).reduce((sum, count) => sum + count, 0) },
      });
      return true;
    },
    { timeout: scrubTimeout },
  );
  return isQuiet
    ? { again: true }
    : wait(ctx, id, 'Something that began before is still storing.', 5 * second);
}

/** Whoever was storing a record of the person when the erasure was asked for. */
async function withLatecomers(tx: Tx, person: PersonRef): Promise<PersonRef> {
  const records = await tx.crmRecord.findMany({
    where: { emailKey: { in: person.emailKeys } },
    select: { id: true },
  });
  return {
    ...person,
    recordIds: [...new Set([...person.recordIds, ...records.map(({ id }) => String(id))])],
  };
}

async function wait(ctx: Context, id: bigint, problem: string, pause = 20 * second): Promise<Step> {
  const nextStepAt = new Date(ctx.now().getTime() + pause);
  await ctx.db.prisma.erasure.updateMany({
    where: { id, state: { not: 'ended' } },
    data: { problem, nextStepAt, attemptCount: { increment: 1 } },
  });
  return { again: false, nextStepAt };
}
