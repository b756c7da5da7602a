import { actorLabel } from '../../actor';
import { type Context, recordAudit } from '../../context';
import { emailKey } from '../../email-key';
import { findBlocks, liftBlocks } from '../../erased';
import { conflict, invalidInput } from '../../errors';
import { permit } from '../../permissions';
import { AddressInput, LiftBlockInput, type BlockView } from '../schemas';

/** Whether whoever has this address was erased and stays out: only who knows the address can ask. */
export async function checkAddress(ctx: Context, raw: AddressInput): Promise<BlockView> {
  permit(ctx, 'privacy.read');
  const { email } = AddressInput.parse(raw);
  const blocks = await findBlocks(ctx, ctx.db.prisma, keyOf(email));
  return {
    email,
    isBlocked: blocks.some(({ liftedAt }) => liftedAt === null),
    blocks: blocks.map(({ erasedAt, liftedAt, liftedBy, liftReason }) => ({
      erasedAt: erasedAt.toISOString(),
      liftedAt: liftedAt?.toISOString() ?? null,
      liftedBy,
      liftReason,
    })),
  };
}

/** The person may come in again from now on; what was erased stays erased. */
export async function liftBlock(ctx: Context, raw: LiftBlockInput): Promise<BlockView> {
  permit(ctx, 'privacy.write');
  const { email, reason } = LiftBlockInput.parse(raw);
  const key = keyOf(email);
  await ctx.db.prisma.$transaction(async (tx) => {
    const count = await liftBlocks(ctx, tx, {
      emailKey: key,
      by: actorLabel(ctx.actor),
      reason: reason ?? '',
    });
    if (count === 0) throw conflict('Nothing keeps this address out.');
    await recordAudit(ctx, tx, { action: 'privacy.let-back', subjectType: 'erasure', detail: { count } });
  });
  return checkAddress(ctx, { email });
}

function keyOf(email: string): string {
  const key = emailKey(email);
  if (key === null)
    throw invalidInput('This is not an e-mail address.', { email: 'This is not an e-mail address.' });
  return key;
}
