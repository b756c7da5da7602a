import { z } from 'zod';
import { differences, recordAudit, type Context, type FlowContext } from '../../context';
import type { Tx } from '../../db';
import { permit } from '../../permissions';
import { Retention, retainedKinds, RetentionInput, type RetainedKind, type RetentionView } from '../schemas';
import { retained } from './kinds';

const setting = 'privacy.retention';
const doneSetting = 'privacy.retention-done';
const bite = 5_000;
const dayMs = 86_400_000;

/** How long each kind is kept, and how much of it is older. */
export async function getRetention(ctx: Context): Promise<RetentionView[]> {
  permit(ctx, 'privacy.read');
  const { prisma } = ctx.db;
  const chosen = await readRetention(prisma);
  const views: RetentionView[] = [];
  for (const kind of retainedKinds) {
    const days = chosen[kind] ?? null;
    views.push({ kind, days, oldCount: days === null ? 0 : await countOld(ctx, kind, days) });
  }
  return views;
}

/** How much would go if this were chosen. Changes nothing. */
export async function previewRetention(ctx: Context, raw: RetentionInput): Promise<RetentionView> {
  permit(ctx, 'privacy.read');
  const { kind, days } = RetentionInput.parse(raw);
  return { kind, days, oldCount: days === null ? 0 : await countOld(ctx, kind, days) };
}

/** From the next night on. */
export async function changeRetention(ctx: Context, raw: RetentionInput): Promise<RetentionView> {
  permit(ctx, 'privacy.write');
  const { kind, days } = RetentionInput.parse(raw);
  await ctx.db.prisma.$transaction(async (tx) => {
    await tx.$queryRaw`SELECT pg_advisory_xact_lock(hashtextextended(${setting}, 0))::text`;
    const before = await readRetention(tx);
    const value = { ...before, [kind]: days };
    await tx.setting.upsert({ where: { key: setting }, create: { key: setting, value }, update: { value } });
    await recordAudit(ctx, tx, {
      action: 'privacy.retention',
      subjectType: 'settings',
      detail: differences({ [kind]: before[kind] ?? null }, { [kind]: days }),
    });
  });
  return previewRetention(ctx, { kind, days });
}

export async function isRetentionDue(ctx: Pick<FlowContext, 'db' | 'now'>): Promise<boolean> {
  const { prisma } = ctx.db;
  const chosen = await readRetention(prisma);
  if (!Object.values(chosen).some((days) => days !== null && days !== undefined)) return false;
  const done = await prisma.setting.findUnique({ where: { key: doneSetting } });
  const at = z.object({ at: z.coerce.date() }).safeParse(done?.value).data?.at;
  return at === undefined || ctx.now().getTime() - at.getTime() > dayMs;
}

/** What is older than was chosen goes, in bites of a transaction each. Safe to repeat and to be cut off: the next slice goes on. */
export async function applyRetention(ctx: FlowContext): Promise<Record<string, number>> {
  permit(ctx, 'privacy.write');
  const { prisma } = ctx.db;
  const chosen = await readRetention(prisma);
  const gone: Record<string, number> = {};
  for (const kind of retainedKinds) {
    const days = chosen[kind];
    if (days === null || days === undefined) continue;
    for (let count = bite; count === bite;) {
      ctx.signal.throwIfAborted();
      count = await prisma.$executeRaw(retained[kind].drop(beforeOf(ctx, days), bite));
      gone[kind] = (gone[kind] ?? 0) + count;
    }
  }
  const value = { at: ctx.now().toISOString() };
  await prisma.$transaction(async (tx) => {
    await tx.setting.upsert({
      where: { key: doneSetting },
      create: { key: doneSetting, value },
      update: { value },
    });
    if (Object.values(gone).some((count) => count > 0))
      await recordAudit(ctx, tx, { action: 'privacy.retention-done', subjectType: 'settings', detail: gone });
  });
  return gone;
}

const beforeOf = (ctx: Pick<Context, 'now'>, days: number): Date =>
  new Date(ctx.now().getTime() - days * dayMs);

export async function readRetention(tx: Tx): Promise<Retention> {
  const row = await tx.setting.findUnique({ where: { key: setting } });
  return Retention.safeParse(row?.value).data ?? {};
}

async function countOld(ctx: Context, kind: RetainedKind, days: number): Promise<number> {
  const [row] = await ctx.db.prisma.$queryRaw<{ count: number }[]>`
    SELECT count(*)::int AS count ${retained[kind].old(beforeOf(ctx, days))}`;
  return row?.count ?? 0;
}
