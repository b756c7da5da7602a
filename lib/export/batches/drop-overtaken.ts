import { Prisma, type Tx } from '../../db';
import { factsOfEach, factsOfKept, keptAddresses, keyOf, standingOf } from '../../standing';
import type { ExportTarget } from '../load-target';
import { carriesValues, isFileKind, type Batch } from '../next-step';
import { isFree, renamedFrom } from '../planning/plan-renames';
import { dropWhoMayNotBeAsked } from '../planning/plan-resubscribes';
import { againstReturn, recordOfRow, undoKind } from '../planning/plan-undo';

type Target = Pick<ExportTarget, 'listId' | 'integrationId' | 'addressBookId' | 'channel'>;

/**
 * Rows whose reason has gone since they were planned: a wave may have been held, paused or slow (law L3). They settle with the batch they
 * were planned for, not before it left.
 */
export async function dropOvertaken(
  tx: Tx,
  target: Target,
  batch: Pick<Batch, 'id' | 'kind'>,
  waveKind: string,
): Promise<void> {
  if (waveKind === undoKind) {
    // Whom an undo takes out is on the list, mostly.
    if (isFileKind(batch.kind)) await dropThoseWhoMayNotReturn(tx, target, batch.id);
    return;
  }
  if (batch.kind === 'remove') await dropReturned(tx, target, batch.id);
  if (carriesValues(batch) || batch.kind === 'rename') await dropUnmailable(tx, target, batch.id);
  if (batch.kind === 'resubscribe') await dropWhoMayNotBeAsked(tx, target, batch.id);
  if (batch.kind === 'rename') await dropKept(tx, target, batch.id);
}

/** Somebody has the old address by now, or the contact has another one. */
async function dropKept(tx: Tx, { integrationId }: Target, batchId: bigint): Promise<void> {
  await tx.$executeRaw`
    UPDATE planned_changes p SET outcome = 'skipped', reason_code = 'plan_changed'
    WHERE p.batch_id = ${batchId} AND p.outcome IS NULL AND NOT (
      ${isFree(renamedFrom)} AND EXISTS (
        SELECT FROM dotdigital_contacts c
        WHERE c.integration_id = ${integrationId} AND c.email_key = ${renamedFrom} AND c.dotdigital_id IS NOT NULL))`;
}

async function dropReturned(tx: Tx, target: Target, batchId: bigint): Promise<void> {
  const kept = { listId: target.listId, account: target };
  await tx.$executeRaw`
    WITH ${factsOfKept(kept)}
    UPDATE planned_changes p SET reason_code = 'came_back', outcome = 'skipped'
    WHERE p.batch_id = ${batchId} AND p.outcome IS NULL
      AND EXISTS (SELECT FROM (${keptAddresses(kept)}) k WHERE k.email_key = p.email_key)`;
}

/**
 * Every row is judged anew. Whoever is off the list, for whatever reason, is told as *taken_off*, as runs have always said; a
 * record that has another address by now is not sent under the old one.
 */
async function dropUnmailable(tx: Tx, target: Target, batchId: bigint): Promise<void> {
  const { listId, integrationId, addressBookId, channel } = target;
  const facts = factsOfEach({
    listId,
    account: { integrationId, addressBookId, channel },
    wantedHash: Prisma.sql`p.wanted_hash`,
  });
  await tx.$executeRaw`
    WITH judged AS MATERIALIZED (
      SELECT p.wave_id, p.n, p.email_key IS DISTINCT FROM ${keyOf(channel)} AS moved, ${standingOf(channel)} AS code
      FROM planned_changes p
      LEFT JOIN crm_records r ON r.id = p.record_id
      LEFT JOIN list_items i ON i.list_id = ${listId}::bigint AND i.record_id = r.id
      ${facts}
      WHERE p.batch_id = ${batchId} AND p.outcome IS NULL)
    UPDATE planned_changes p SET outcome = 'skipped', reason_text = NULL,
      reason_code = CASE WHEN j.code IN ('not_on_list', 'removed_by_hand') THEN 'taken_off' ELSE coalesce(j.code, 'plan_changed') END
    FROM judged j WHERE p.wave_id = j.wave_id AND p.n = j.n AND (j.code IS NOT NULL OR j.moved)`;
}

async function dropThoseWhoMayNotReturn(tx: Tx, target: Target, batchId: bigint): Promise<void> {
  const { listId, integrationId, addressBookId, channel } = target;
  const facts = factsOfEach({ listId, account: { integrationId, addressBookId, channel }, wantedHash: null });
  await tx.$executeRaw`
    WITH judged AS MATERIALIZED (
      SELECT p.wave_id, p.n, ${againstReturn(Prisma.sql`p.action`)} AS code FROM planned_changes p ${recordOfRow} ${facts}
      WHERE p.batch_id = ${batchId} AND p.outcome IS NULL)
    UPDATE planned_changes p SET outcome = 'skipped', reason_text = NULL, reason_code = j.code
    FROM judged j WHERE p.wave_id = j.wave_id AND p.n = j.n AND j.code IS NOT NULL`;
}
