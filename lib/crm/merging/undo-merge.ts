import { type Context, isVisibleRecord, recordAudit } from '@/lib/context';
import { Prisma, type Tx } from '@/lib/db';
import { conflict, notFound } from '@/lib/errors';
import { permit } from '@/lib/permissions';
import { causeOf } from '../records/change-cause';
import { displayName, fetchChanged, type RecordWithOwner } from '../records/internal';
import { type MergeUndone, mergeUndoDays, UndoMergeInput } from './merge-schemas';
import { restoreChannels } from './merge-channels';
import { consentOf, type MergeFollower, MergeSnapshot, propsToData, readProp } from './merge-snapshot';
import { refreshRecordStats, theseRecords } from '../stats/refresh-stats';
import { readStatsFrame } from '../stats/stats-settings';

/**
 * Takes a merge back within 30 days: both records are again what they were, but for what somebody changed since, which stays and is named.
 * An opt-out recorded since is the person's: it then stands on both. Throws when the merge was undone, is too old, or a later merge or
 * a deletion stands over it.
 */
export async function undoMerge(
  ctx: Context,
  raw: UndoMergeInput,
  followers: readonly MergeFollower[],
): Promise<MergeUndone> {
  permit(ctx, 'crm.write');
  const { mergeId } = UndoMergeInput.parse(raw);
  return ctx.db.prisma.$transaction(
    async (tx) => {
      const at = ctx.now();
      await tx.$queryRaw`SELECT id FROM record_merges WHERE id = ${BigInt(mergeId)} FOR UPDATE`;
      const merge = await tx.recordMerge.findUnique({ where: { id: BigInt(mergeId) } });
      if (!merge) throw notFound('merge');
      await requireBothSeen(ctx, tx, merge);
      if (merge.undoneAt) throw conflict('This merge was undone already.');
      if (merge.mergedAt.getTime() < at.getTime() - mergeUndoDays * 86_400_000)
        throw conflict(`A merge can be undone for ${mergeUndoDays} days; this one is older.`);
      await tx.$queryRaw`SELECT id FROM crm_records WHERE id = ANY(${[merge.winnerId, merge.loserId]}::bigint[]) ORDER BY id FOR UPDATE`;
      const winner = await tx.crmRecord.findFirst({
        where: { id: merge.winnerId, deletedAt: null },
        include: { owner: { select: { id: true, name: true } } },
      });
      if (!winner)
        throw conflict(
          'The merged record was deleted or merged again since. Bring it back first, then undo this merge.',
        );
      const loser = await tx.crmRecord.findFirst({ where: { id: merge.loserId, mergedIntoId: winner.id } });
      if (!loser) throw conflict('The other record is not there any more, so the merge can’t be undone.');
      const before = MergeSnapshot.parse(merge.before);

      const fields = await restoreFields(tx, winner, before, at);
      const loserConsent = restoreConsent(winner, before);
      const channels = restoreChannels(winner, before.channels);
      await tx.crmRecord.update({
        where: { id: loser.id },
        data: {
          deletedAt: null,
          mergedIntoId: null,
          version: { increment: 1 },
          updatedAt: at,
          ...(loserConsent ? { consentState: loserConsent.state, consentAt: loserConsent.at } : {}),
          ...channels.loser,
        },
      });
      const optOuts = [
        ...(loserConsent ? [{ channel: 'email' as const, at: loserConsent.at }] : []),
        ...channels.optOuts,
      ];
      for (const optOut of optOuts) {
        await tx.consent.create({
          data: {
            recordId: loser.id,
            channel: optOut.channel,
            state: 'withdrawn',
            text: 'Opted out while this record was merged.',
            origin: 'person',
            consentAt: optOut.at ?? at,
            recordedAt: at,
          },
        });
      }
      const kept = [...fields.kept, ...(await restoreRows(tx, merge.winnerId, merge.loserId, before))];
      const ids = { winnerId: merge.winnerId, loserId: merge.loserId, loserEmailKey: loser.emailKey, at };
      for (const follower of followers)
        kept.push(...(await follower.restore(tx, ids, before.followers[follower.name])));
      await tx.recordMerge.update({ where: { id: merge.id }, data: { undoneAt: at } });
      await tx.recordChange.createMany({
        data: [
          ...fields.lines.map((one) => ({
            ...one,
            before: one.before ?? Prisma.DbNull,
            after: one.after ?? Prisma.DbNull,
          })),
          { field: 'unmerged', recordId: winner.id, before: Prisma.DbNull, after: displayName(loser) },
          { field: 'restored', recordId: loser.id, before: Prisma.DbNull, after: Prisma.DbNull },
        ].map((one) => ({ ...one, origin: 'person', causeId: causeOf(ctx), at })),
      });
      await refreshRecordStats(tx, theseRecords([winner.id, loser.id]), await readStatsFrame(tx, at));
      await recordAudit(ctx, tx, {
        action: `${merge.entity}.undo-merge`,
        subjectType: 'record',
        subjectId: winner.id,
        detail: { mergeId, loserId: String(loser.id), kept },
      });
      const again = await fetchChanged(tx, winner.id);
      return {
        winner: { id: String(winner.id), name: displayName(again) },
        loser: { id: String(loser.id), name: displayName(loser) },
        kept,
      };
    },
    { timeout: 120_000 },
  );
}

/** A merge of what they may not see was never there. */
async function requireBothSeen(
  ctx: Context,
  tx: Tx,
  { winnerId, loserId }: { winnerId: bigint; loserId: bigint },
): Promise<void> {
  const seen = await tx.crmRecord.count({
    where: { id: { in: [winnerId, loserId] }, ...isVisibleRecord(ctx) },
  });
  if (seen < 2) throw notFound('merge');
}

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

/** Each field that still holds what the merge wrote gets back what stood there; the consent likewise. */
async function restoreFields(
  tx: Tx,
  winner: RecordWithOwner,
  { fields, consent, channels }: MergeSnapshot,
  at: Date,
) {
  const kept: string[] = [];
  const lines: { recordId: bigint; field: string; before: string | null; after: string | null }[] = [];
  const back: MergeSnapshot['fields'][number]['before'] = {};
  for (const one of fields) {
    const now = Object.fromEntries(Object.keys(one.after).map((prop) => [prop, readProp(winner, prop)]));
    if (!same(now, one.after)) {
      kept.push(one.label);
      continue;
    }
    Object.assign(back, one.before);
    lines.push({
      recordId: winner.id,
      field: one.field === 'ownerId' ? 'owner' : one.field,
      before: text(one.after[one.field]),
      after: text(one.before[one.field]),
    });
  }
  const consentStands = same(consentOf(winner), consent.after);
  const channelsBack = restoreChannels(winner, channels);
  kept.push(...channelsBack.kept);
  if (!consentStands) kept.push('Marketing consent');
  if (back.ownerId && !(await tx.user.findUnique({ where: { id: BigInt(String(back.ownerId)) } })))
    back.ownerId = null;
  await tx.crmRecord.update({
    where: { id: winner.id },
    data: {
      ...propsToData(winner, back),
      ...channelsBack.winner,
      ...(consentStands
        ? {
            consentState: consent.before.state,
            consentAt: consent.before.at === null ? null : new Date(consent.before.at),
          }
        : {}),
      version: { increment: 1 },
      updatedAt: at,
    },
  });
  return { kept, lines };
}

const text = (value: string | number | boolean | null | undefined): string | null =>
  value === null || value === undefined ? null : String(value);

/** An opt-out recorded on the merged record since was the person's own, whichever of the two records they are. */
function restoreConsent(
  winner: RecordWithOwner,
  { consent }: MergeSnapshot,
): { state: 'withdrawn'; at: Date | null } | null {
  if (
    winner.consentState !== 'withdrawn' ||
    same(consentOf(winner), consent.after) ||
    consent.loser.state === 'withdrawn'
  )
    return null;
  return { state: 'withdrawn', at: winner.consentAt };
}

/** What followed goes back, where it still is; tags that the merge gave are taken away. */
async function restoreRows(
  tx: Tx,
  winnerId: bigint,
  loserId: bigint,
  before: MergeSnapshot,
): Promise<string[]> {
  const kept: string[] = [];
  const back = async (
    table: 'orders' | 'carts' | 'consents' | 'record_events',
    ids: readonly string[],
    noun: string,
  ): Promise<void> => {
    if (ids.length === 0) return;
    const count =
      await tx.$executeRaw`UPDATE ${Prisma.raw(table)} SET record_id = ${loserId} WHERE record_id = ${winnerId} AND id = ANY(${ids.map(BigInt)}::bigint[])`;
    if (count < ids.length) kept.push(`${ids.length - count} ${noun} that belong to someone else now`);
  };
  await back('orders', before.orders, 'orders');
  await back('carts', before.carts, 'carts');
  await back('consents', before.consents, 'lines of consent');
  await back('record_events', before.events, 'events');
  if (before.tags.length > 0)
    await tx.$executeRaw`DELETE FROM record_tags WHERE record_id = ${winnerId} AND tag_id = ANY(${before.tags.map(BigInt)}::bigint[])`;
  return kept;
}
