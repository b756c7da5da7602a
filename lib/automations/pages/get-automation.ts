import type { Context } from '@/lib/context';
import { enrolmentLimits } from '@/lib/dotdigital';
import { may, permit } from '@/lib/permissions';
import { quietUntil } from '@/lib/settings';
import { lastCallAt, readCalls } from '../firing/enrolment-allowance';
import { documentOf, fetchAutomation, zoneOf } from '../internal';
import { firingStates, type AutomationView, type FiringStateWord } from '../schemas';
import { describeAutomation } from './describe-automation';

/** One automation with what stands against it and how many wait. */
export async function getAutomation(ctx: Context, id: string): Promise<AutomationView> {
  permit(ctx, 'automations.read');
  const row = await fetchAutomation(ctx.db.prisma, BigInt(id));
  const automation = documentOf(row);
  const { limits } = automation;
  const [described, counted, last, wait, zone, secret] = await Promise.all([
    describeAutomation(ctx, automation),
    ctx.db.prisma.automationFiring.groupBy({
      by: ['state'],
      where: { automationId: row.id },
      _count: true,
    }),
    ctx.db.prisma.automationFiring.aggregate({
      where: { automationId: row.id, state: 'done' },
      _max: { settledAt: true },
    }),
    readWait(ctx, row.integrationId),
    zoneOf(ctx, limits.zone, row.integration?.timeZone),
    ctx.db.prisma.automationSecret.findUnique({
      where: { automationId: row.id },
      select: { madeBy: true, madeAt: true },
    }),
  ]);
  const counts = Object.fromEntries(
    firingStates.map((state) => [state, counted.find((one) => one.state === state)?._count ?? 0]),
  ) as Record<FiringStateWord, number>;
  return {
    ...automation,
    id,
    version: row.version,
    ...described,
    state: row.state,
    since: row.since?.toISOString() ?? null,
    stateAt: row.stateAt?.toISOString() ?? null,
    stateBy: row.stateBy,
    stateReason: row.stateReason,
    integration: row.integration && { id: String(row.integration.id), name: row.integration.name },
    counts,
    lastFiredAt: last._max.settledAt?.toISOString() ?? null,
    wait: automation.action.kind === 'enrol' && row.state === 'on' && counts.waiting > 0 ? wait : null,
    quietUntil: quietUntil(limits, zone, ctx.now()),
    secret: secret && { madeBy: secret.madeBy, madeAt: secret.madeAt.toISOString() },
    ...(row.state === 'on' && row.retryAt !== null && row.retryAt > ctx.now()
      ? { retryAt: row.retryAt.toISOString(), retryReason: row.retryReason }
      : { retryAt: null, retryReason: null }),
    canChange: may(ctx.actor, 'automations.write'),
  };
}

/** Everyone of the account whose time has come, in requests as large as they may be, automation by automation. */
async function readWait(ctx: Context, integrationId: bigint | null): Promise<AutomationView['wait']> {
  if (integrationId === null) return null;
  const rows = await ctx.db.prisma.$queryRaw<{ people: number }[]>`
    SELECT count(*)::int AS people FROM automations a JOIN automation_firings f ON f.automation_id = a.id
    WHERE a.integration_id = ${integrationId}::bigint AND a.state = 'on' AND a.action->>'kind' = 'enrol'
      AND f.state = 'waiting' AND f.due_at <= ${ctx.now()}::timestamptz
    GROUP BY a.id`;
  const people = rows.reduce((sum, one) => sum + one.people, 0);
  if (people === 0) return null;
  const calls = rows.reduce((sum, one) => sum + Math.ceil(one.people / enrolmentLimits.contacts), 0);
  const until = lastCallAt(await readCalls(ctx, ctx.db.prisma, integrationId), calls, ctx.now());
  return { people, calls, until: until.toISOString() };
}
