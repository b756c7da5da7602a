import { type Context, recordAudit } from '../context';
import type { Tx } from '../db';
import { DotdigitalError, type AccountInfo, type DotdigitalClient } from '../dotdigital';
import { permit } from '../permissions';

/**
 * Keeps what the account says of itself now. A changed time zone is kept beside the one before and told in the audit log: the lists
 * that feed the account are due by it (findDueLists).
 */
export async function noteAccount(
  ctx: Context,
  tx: Tx,
  id: bigint,
  account: Pick<AccountInfo, 'name' | 'timeZone' | 'emailCredits'>,
): Promise<void> {
  const { name, timeZone, emailCredits } = account;
  const [changed] = await tx.$queryRaw<{ name: string; from: string | null; to: string | null }[]>`
    WITH before AS (SELECT id, time_zone FROM integrations WHERE id = ${id} AND deleted_at IS NULL FOR UPDATE)
    UPDATE integrations i SET account_name = ${name}, email_credits = coalesce(${emailCredits}::int, i.email_credits),
      time_zone = coalesce(${timeZone}, i.time_zone),
      time_zone_before = CASE WHEN before.time_zone <> ${timeZone} THEN before.time_zone ELSE i.time_zone_before END,
      time_zone_changed_at = CASE WHEN before.time_zone <> ${timeZone} THEN ${ctx.now()} ELSE i.time_zone_changed_at END
    FROM before WHERE i.id = before.id AND (i.account_name, i.email_credits, i.time_zone)
      IS DISTINCT FROM (${name}, coalesce(${emailCredits}::int, i.email_credits), coalesce(${timeZone}, i.time_zone))
    RETURNING i.name, before.time_zone AS "from", i.time_zone AS "to"`;
  if (!changed || changed.from === null || changed.from === changed.to) return;
  await recordAudit(ctx, tx, {
    action: 'integration.time-zone',
    subjectType: 'integration',
    subjectId: id,
    detail: { name: changed.name, from: changed.from, to: changed.to },
  });
  ctx.log.info(
    { integrationId: String(id), from: changed.from, to: changed.to },
    'account changed its time zone',
  );
}

/** Whether the account takes contacts by v3. */
export async function noteContactImport(tx: Tx, id: bigint, isOffered: boolean): Promise<void> {
  await tx.integration.updateMany({
    where: { id, OR: [{ offersContactImport: null }, { offersContactImport: !isOffered }] },
    data: { offersContactImport: isOffered },
  });
}

/** The same, asked of the account by an import. What can't be read now is read by the next one. */
export async function refreshAccount(ctx: Context, id: bigint, client: DotdigitalClient): Promise<void> {
  permit(ctx, 'integrations.sync');
  try {
    const account = await client.accountInfo();
    await ctx.db.prisma.$transaction((tx) => noteAccount(ctx, tx, id, account));
  } catch (error) {
    if (!(error instanceof DotdigitalError)) throw error;
    ctx.log.info({ kind: error.kind, status: error.status }, 'account could not be read');
  }
}
