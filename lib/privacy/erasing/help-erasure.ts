import { type Context, recordAudit } from '../../context';
import { conflict, notFound } from '../../errors';
import { permit } from '../../permissions';
import { ErasureRef, LeaveOutInput } from '../schemas';

/** What waits for its next try is tried at once. */
export async function retryErasure(ctx: Context, raw: ErasureRef): Promise<{ id: string }> {
  permit(ctx, 'privacy.write');
  const { id } = ErasureRef.parse(raw);
  await ctx.db.prisma.$transaction(async (tx) => {
    const { count } = await tx.erasure.updateMany({
      where: { id: BigInt(id), state: { not: 'ended' } },
      data: { nextStepAt: null },
    });
    if (count === 0)
      throw (await tx.erasure.count({ where: { id: BigInt(id) } })) ? ended : notFound('erasure');
    await tx.erasureTarget.updateMany({
      where: { erasureId: BigInt(id), state: 'waiting' },
      data: { nextTryAt: null },
    });
    await recordAudit(ctx, tx, { action: 'privacy.erase-retry', subjectType: 'erasure', subjectId: id });
  });
  return { id };
}

const ended = conflict('This erasure has ended; there is nothing to try again.');

/** An account that can't be asked any more is left out, so that the rest comes to its end; the person may still be there. */
export async function leaveAccountOut(ctx: Context, raw: LeaveOutInput): Promise<{ id: string }> {
  permit(ctx, 'privacy.write');
  const { id, integrationId } = LeaveOutInput.parse(raw);
  await ctx.db.prisma.$transaction(async (tx) => {
    const { count } = await tx.erasureTarget.updateMany({
      where: { erasureId: BigInt(id), integrationId: BigInt(integrationId), state: 'waiting' },
      data: { state: 'left_out', nextTryAt: null, endedAt: ctx.now() },
    });
    if (count === 0) throw conflict('Nothing waits for this account any more.');
    await tx.erasure.updateMany({ where: { id: BigInt(id) }, data: { nextStepAt: null } });
    await recordAudit(ctx, tx, {
      action: 'privacy.leave-out',
      subjectType: 'erasure',
      subjectId: id,
      detail: { integrationId },
    });
  });
  return { id };
}
