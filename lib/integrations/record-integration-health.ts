import type { Context } from '../context';
import { DotdigitalError, silenceWords } from '../dotdigital';
import { AppError } from '../errors';
import { permit } from '../permissions';

/** Troubles of the integration itself, not of one call: the rest is told where it happened. */
const ofTheIntegration = new Set([
  'credentials',
  'region',
  'host_not_allowed',
  'timeout',
  'network',
  'invalid_answer',
  'server',
]);

/**
 * Notes why an integration can't work, for its page. Nothing is switched off: the next run tries again, and a success
 * clears it. `failing_since` keeps the first moment.
 */
export async function recordIntegrationFailure(
  ctx: Context,
  integrationId: bigint,
  error: unknown,
): Promise<void> {
  permit(ctx, 'integrations.sync');
  const trouble = troubleOf(error);
  if (!trouble) return;
  await ctx.db.prisma.$executeRaw`
    UPDATE integrations SET health_code = ${trouble.code}, health_message = ${trouble.message}, failing_since = coalesce(failing_since, ${ctx.now()}::timestamptz),
      api_endpoint = CASE WHEN ${trouble.code}::text = 'region' THEN NULL ELSE api_endpoint END
    WHERE id = ${integrationId} AND deleted_at IS NULL`;
}

function troubleOf(error: unknown): { code: string; message: string } | null {
  if (error instanceof DotdigitalError)
    return ofTheIntegration.has(error.kind) ? { code: error.kind, message: error.userMessage } : null;
  if (error instanceof AppError && error.code === 'unavailable')
    return { code: 'unavailable', message: error.userMessage };
  return null;
}

/** Writes only when there was something to clear. */
export async function recordIntegrationSuccess(ctx: Context, integrationId: bigint): Promise<void> {
  permit(ctx, 'integrations.sync');
  await ctx.db.prisma.$executeRaw`
    UPDATE integrations SET health_code = NULL, health_message = NULL, failing_since = NULL
    WHERE id = ${integrationId} AND (health_code IS NOT NULL OR failing_since IS NOT NULL)`;
}

/** A call of it has had no answer since then; null: there was one. What was wrong with it before shows at the next answer. */
export async function recordIntegrationSilence(
  ctx: Context,
  integrationId: bigint,
  since: Date | null,
): Promise<void> {
  permit(ctx, 'integrations.sync');
  const { prisma } = ctx.db;
  if (since === null) {
    await prisma.$executeRaw`
      UPDATE integrations SET health_code = NULL, health_message = NULL, failing_since = NULL
      WHERE id = ${integrationId} AND health_code = 'no_answer'`;
    return;
  }
  await prisma.$executeRaw`
    UPDATE integrations SET health_code = 'no_answer', health_message = ${silenceWords(since)},
      failing_since = coalesce(failing_since, ${since}::timestamptz)
    WHERE id = ${integrationId} AND deleted_at IS NULL AND health_code IS DISTINCT FROM 'no_answer'`;
}
