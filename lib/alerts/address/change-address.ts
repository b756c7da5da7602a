import { randomUUID } from 'node:crypto';
import { recordAudit, type Context } from '../../context';
import { invalidFields, notFound } from '../../errors';
import { newWebhookSecret, OutwardError, outwardUrl } from '../../outward';
import { permit } from '../../permissions';
import type { AlertAddressView, SaveAlertAddressInput } from '../schemas';
import { greetingBody } from './message-body';
import { sealAddress } from './sealed-address';

const ofAddress = { userId: null };

/** Where alerts go beside mail, without what would let somebody write there; null: nowhere. */
export async function getAlertAddress(ctx: Context): Promise<AlertAddressView | null> {
  permit(ctx, 'settings.read');
  const reader = await ctx.db.prisma.alertReader.findFirst({
    where: ofAddress,
    include: { address: true },
  });
  if (!reader?.address) return null;
  const { form, host, nextTryAt, takenAt, problem } = reader.address;
  return {
    level: reader.level,
    form,
    host,
    state: nextTryAt !== null ? 'waits' : problem !== null ? 'failed' : 'taken',
    takenAt: takenAt?.toISOString() ?? null,
    problem,
  };
}

/** In place of the one before. It is greeted at once, and then hears what needs somebody now. Its secret is told this once. */
export async function saveAlertAddress(
  ctx: Context,
  { url, form, level }: SaveAlertAddressInput,
): Promise<{ secret: string | null }> {
  permit(ctx, 'settings.write');
  const host = hostOf(ctx, url);
  const secret = form === 'webhook' ? newWebhookSecret() : null;
  const now = ctx.now();
  await ctx.db.prisma.$transaction(async (tx) => {
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext('alert address'))`;
    await tx.alertReader.deleteMany({ where: ofAddress });
    const { id: readerId } = await tx.alertReader.create({ data: { ...ofAddress, level } });
    await tx.alertAddress.create({
      data: {
        readerId,
        form,
        host,
        ...sealAddress(ctx, readerId, { url, secret }),
        messageId: randomUUID(),
        body: greetingBody(form, now),
        firstAt: now,
        nextTryAt: now,
      },
    });
    await recordAudit(ctx, tx, {
      action: 'settings.alert-address',
      subjectType: 'settings',
      subjectId: 'alerts',
      detail: { host, form, level },
    });
  });
  return { secret };
}

export async function removeAlertAddress(ctx: Context): Promise<void> {
  permit(ctx, 'settings.write');
  await ctx.db.prisma.$transaction(async (tx) => {
    const { count } = await tx.alertReader.deleteMany({ where: ofAddress });
    if (count === 0) throw notFound('alert address');
    await recordAudit(ctx, tx, {
      action: 'settings.remove-alert-address',
      subjectType: 'settings',
      subjectId: 'alerts',
    });
  });
}

function hostOf({ config }: Context, url: string): string {
  try {
    return outwardUrl(url, config.outwardAllowedHosts ?? []).url.host;
  } catch (error) {
    if (error instanceof OutwardError) throw invalidFields({ url: error.userMessage });
    throw error;
  }
}
