import { type Context, recordAudit } from '@/lib/context';
import { Prisma, type Tx } from '@/lib/db';
import { invalidInput, stale } from '@/lib/errors';
import { permit } from '@/lib/permissions';
import { causeOf } from '../records/change-cause';
import { entityLabels } from '../fields/fields';
import { displayName, fetchChanged, fetchRecord, type RecordWithOwner } from '../records/internal';
import { mergeChannels } from './merge-channels';
import { mergeConsent } from './merge-consent';
import { type MergeDone, MergeRecordsInput } from './merge-schemas';
import {
  choosableFields,
  consentOf,
  type MergeFollower,
  type MergeSnapshot,
  propsToData,
  readProp,
} from './merge-snapshot';
import { readCatalogue } from '../fields/read-catalogue';
import { refreshRecordStats, theseRecords } from '../stats/refresh-stats';
import { readStatsFrame } from '../stats/stats-settings';

/**
 * Makes two records of one entity one: the winner keeps its values but for those taken from the loser, orders, carts, events, tags and consent
 * lines follow, and so does what the followers keep. The loser is deleted and knows where it went; its own history stays with it
 * and is shown with the winner's. The stricter consent wins (merge-consent.ts): nobody is resubscribed. Can be undone for 30 days.
 * Throws `stale` when either was changed since it was shown.
 */
export async function mergeRecords(
  ctx: Context,
  raw: MergeRecordsInput,
  followers: readonly MergeFollower[],
): Promise<MergeDone> {
  permit(ctx, 'crm.write');
  const input = MergeRecordsInput.parse(raw);
  return ctx.db.prisma.$transaction(
    async (tx) => {
      const { winner, loser } = await lockPair(ctx, tx, input);
      const at = ctx.now();
      const catalogue = await readCatalogue(tx, winner.entity);
      const taken = choosableFields(catalogue).filter(({ field }) => input.take.includes(field.name));
      if (taken.length < new Set(input.take).size)
        throw invalidInput(
          'One of the chosen fields does not exist any more. Reload the page, then merge again.',
        );
      const fields = taken
        .map(({ field, props }) => ({
          field: field.name,
          label: field.label,
          before: valuesOf(winner, props),
          after: valuesOf(loser, props),
        }))
        .filter((one) => JSON.stringify(one.before) !== JSON.stringify(one.after));
      const written = Object.assign(
        {},
        ...fields.map((one) => one.after),
      ) as MergeSnapshot['fields'][number]['after'];
      const emailKey = 'emailKey' in written ? (written.emailKey as string | null) : winner.emailKey;
      const consent = mergeConsent(
        { state: winner.consentState, at: winner.consentAt, key: winner.emailKey },
        { state: loser.consentState, at: loser.consentAt, key: loser.emailKey },
        emailKey,
      );
      const mobile = 'mobileE164' in written ? (written.mobileE164 as string | null) : winner.mobileE164;
      const channels = mergeChannels(winner, loser, mobile);

      await tx.crmRecord.update({
        where: { id: winner.id },
        data: {
          ...propsToData(winner, written),
          consentState: consent.state,
          consentAt: consent.at,
          ...channels.data,
          version: { increment: 1 },
          updatedAt: at,
        },
      });
      const moved = await moveRows(tx, winner.id, loser.id);
      await tx.crmRecord.update({
        where: { id: loser.id },
        data: { deletedAt: at, mergedIntoId: winner.id, version: { increment: 1 }, updatedAt: at },
      });
      const ids = { winnerId: winner.id, loserId: loser.id, loserEmailKey: loser.emailKey, at };
      const followed: Record<string, unknown> = {};
      for (const follower of followers) followed[follower.name] = await follower.move(tx, ids);
      const snapshot: MergeSnapshot = {
        fields,
        ...moved,
        followers: followed,
        channels: channels.saved,
        consent: {
          before: consentOf(winner),
          after: consentOf({ consentState: consent.state, consentAt: consent.at }),
          loser: consentOf(loser),
        },
      };
      const merge = await tx.recordMerge.create({
        data: {
          entity: winner.entity,
          winnerId: winner.id,
          loserId: loser.id,
          before: snapshot as Prisma.InputJsonObject,
          mergedById: causeId(ctx),
          mergedAt: at,
        },
      });
      await tellMerge(ctx, tx, { winner, loser, fields, consent, at });
      await refreshRecordStats(tx, theseRecords([winner.id, loser.id]), await readStatsFrame(tx, at));
      await recordAudit(ctx, tx, {
        action: `${winner.entity}.merge`,
        subjectType: 'record',
        subjectId: winner.id,
        detail: {
          loserId: String(loser.id),
          mergeId: String(merge.id),
          fields: fields.map((one) => one.field),
          orders: moved.orders.length,
        },
      });
      return {
        mergeId: String(merge.id),
        id: String(winner.id),
        name: displayName(await fetchChanged(tx, winner.id)),
      };
    },
    { timeout: 120_000 },
  );
}

const causeId = (ctx: Context): bigint | null => {
  const cause = causeOf(ctx);
  return cause === null ? null : BigInt(cause);
};

const valuesOf = (record: RecordWithOwner, props: readonly string[]) =>
  Object.fromEntries(props.map((prop) => [prop, readProp(record, prop)]));

/** Both, locked in the order of their ids, as they were shown. */
async function lockPair(
  ctx: Context,
  tx: Tx,
  input: MergeRecordsInput,
): Promise<{ winner: RecordWithOwner; loser: RecordWithOwner }> {
  await tx.$queryRaw`SELECT id FROM crm_records WHERE id = ANY(${[BigInt(input.winnerId), BigInt(input.loserId)]}::bigint[]) ORDER BY id FOR UPDATE`;
  const winner = await fetchRecord(ctx, tx, input.winnerId);
  const loser = await fetchRecord(ctx, tx, input.loserId, winner.entity);
  if (winner.version !== input.winnerVersion || loser.version !== input.loserVersion)
    throw stale(entityLabels[winner.entity].one.toLowerCase());
  return { winner, loser };
}

type MovedRows = Pick<MergeSnapshot, 'orders' | 'carts' | 'consents' | 'events' | 'tags'>;

async function moveRows(tx: Tx, winnerId: bigint, loserId: bigint): Promise<MovedRows> {
  const move = async (table: 'orders' | 'carts' | 'consents' | 'record_events'): Promise<string[]> => {
    const rows = await tx.$queryRaw<
      { id: bigint }[]
    >`UPDATE ${Prisma.raw(table)} SET record_id = ${winnerId} WHERE record_id = ${loserId} RETURNING id`;
    return rows.map(({ id }) => String(id));
  };
  const tags = await tx.$queryRaw<{ tag_id: bigint }[]>`
    INSERT INTO record_tags (record_id, tag_id) SELECT ${winnerId}::bigint, tag_id FROM record_tags WHERE record_id = ${loserId}
    ON CONFLICT DO NOTHING RETURNING tag_id`;
  return {
    orders: await move('orders'),
    carts: await move('carts'),
    consents: await move('consents'),
    events: await move('record_events'),
    tags: tags.map((row) => String(row.tag_id)),
  };
}

type Told = {
  winner: RecordWithOwner;
  loser: RecordWithOwner;
  fields: MergeSnapshot['fields'];
  consent: { state: string };
  at: Date;
};

async function tellMerge(ctx: Context, tx: Tx, { winner, loser, fields, consent, at }: Told): Promise<void> {
  const line = (
    recordId: bigint,
    field: string,
    before: Prisma.InputJsonValue | null,
    after: Prisma.InputJsonValue | null,
  ) => ({
    recordId,
    field,
    before: before ?? Prisma.DbNull,
    after: after ?? Prisma.DbNull,
    origin: 'person',
    causeId: causeOf(ctx),
    at,
  });
  await tx.recordChange.createMany({
    data: [
      line(winner.id, 'merged', null, displayName(loser)),
      ...fields.map((one) => {
        const prop = one.field;
        return line(
          winner.id,
          prop === 'ownerId' ? 'owner' : prop,
          textOf(one.before[prop]),
          textOf(one.after[prop]),
        );
      }),
      ...(consent.state === winner.consentState
        ? []
        : [line(winner.id, 'consentState', winner.consentState, consent.state)]),
      line(loser.id, 'mergedInto', null, displayName(winner)),
    ],
  });
}

const textOf = (value: string | number | boolean | null | undefined): string | null =>
  value === null || value === undefined ? null : String(value);
