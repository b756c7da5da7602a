import type { FlowContext } from '../context';
import { LeaseLost } from '../db';
import { recordIntegrationSilence } from '../integrations';
import { isRunSilent, noteSilence } from '../sync-runs';
import type { BegunPass } from './begin-pass';
import { holdPass } from './pass-lease';

/** The run and the account say that Dotdigital doesn't answer, and no longer once it does. Whoever was overtaken says nothing. */
export async function tellSilence(
  ctx: FlowContext,
  { lease, runId, integrationId }: BegunPass,
  since: Date | null,
): Promise<void> {
  const { prisma } = ctx.db;
  try {
    if (since !== null || (await isRunSilent(prisma, runId)))
      await prisma.$transaction(async (tx) => {
        await holdPass(tx, lease);
        await noteSilence(tx, runId, since);
      });
    await recordIntegrationSilence(ctx, integrationId, since);
  } catch (error) {
    if (!(error instanceof LeaseLost)) ctx.log.warn({ err: error }, 'could not tell of Dotdigital’s silence');
  }
}
