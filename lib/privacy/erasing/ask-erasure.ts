import { actorLabel, actorUserId } from '../../actor';
import { type Context, recordAudit } from '../../context';
import type { Tx } from '../../db';
import { blockAddresses } from '../../erased';
import { conflict } from '../../errors';
import { permit } from '../../permissions';
import { findPerson, type PersonRef } from '../person/person';
import { EraseInput, type ErasureReason } from '../schemas';
import { shownOf } from './preview-erasure';
import { openPerson, sealPerson } from './sealed-person';

/**
 * The person is to be erased: stored before anything is done, with the block that keeps them out, and their records are off every list
 * from here on. `pushErasure` carries it out. Of one person there is one at a time.
 */
export async function askErasure(ctx: Context, raw: EraseInput): Promise<{ id: string }> {
  permit(ctx, 'privacy.write');
  const { person: asked, shown, reason, emptyBin } = EraseInput.parse(raw);
  return ctx.db.prisma.$transaction(async (tx) => {
    await tx.$queryRaw`SELECT pg_advisory_xact_lock(hashtextextended('erasures', 0))::text`;
    const person = await findPerson(tx, asked);
    if (shown !== undefined && shown !== shownOf(person))
      throw conflict('What is to be erased has changed since you looked. Look again, then erase.');
    const known = await findUnderWay(ctx, tx, person);
    if (known !== null) return { id: String(known) };
    const integrations = await tx.integration.findMany({
      where: { deletedAt: null },
      select: { id: true, name: true },
    });
    const id = await beginErasure(ctx, tx, { person, reason, emptyBin, integrations });
    return { id: String(id) };
  });
}

type Begin = {
  person: PersonRef;
  reason: ErasureReason;
  emptyBin: boolean;
  /** Where the person is deleted too. */
  integrations: readonly { id: bigint; name: string }[];
};

export async function beginErasure(
  ctx: Context,
  tx: Tx,
  { person, reason, emptyBin, integrations }: Begin,
): Promise<bigint> {
  const at = ctx.now();
  const { id } = await tx.erasure.create({
    data: {
      reason,
      emptyBin,
      askedById: actorUserId(ctx.actor),
      askedBy: actorLabel(ctx.actor),
      askedAt: at,
      recordCount: person.recordIds.length,
      targets: {
        create: integrations.map(({ id: integrationId, name }) => ({ integrationId, name })),
      },
    },
    select: { id: true },
  });
  await tx.erasure.update({ where: { id }, data: sealPerson(ctx, id, person) });
  await blockAddresses(ctx, tx, person.emailKeys);
  await tx.crmRecord.updateMany({
    where: { id: { in: person.recordIds.map(BigInt) }, deletedAt: null },
    data: { deletedAt: at, updatedAt: at, version: { increment: 1 } },
  });
  await recordAudit(ctx, tx, {
    action: 'privacy.erase',
    subjectType: 'erasure',
    subjectId: id,
    detail: { reason, records: person.recordIds.length, accounts: integrations.length, emptyBin },
  });
  return id;
}

/** The erasure of this person that has not ended. */
export async function findUnderWay(ctx: Context, tx: Tx, person: PersonRef): Promise<bigint | null> {
  const rows = await tx.erasure.findMany({
    where: { state: { not: 'ended' } },
    select: { id: true, keyId: true, sealed: true },
  });
  const ids = new Set([...person.recordIds, ...person.emailKeys]);
  const same = rows.find((row) => {
    const other = openPerson(ctx, row);
    return other !== null && [...other.recordIds, ...other.emailKeys].some((one) => ids.has(one));
  });
  return same?.id ?? null;
}
