import { isVisibleRecord, type Context } from '@/lib/context';
import type { Tx } from '@/lib/db';
import { AppError, notFound } from '@/lib/errors';
import { idText } from '@/lib/text';
import { displayName } from '../fields/display-name';
import type { CrmEntity } from '../fields/entity';
import { entityLabels } from '../fields/fields';
import type { Survivor } from '../merging/merge-schemas';

/**
 * Follows a merged record to the living one, over every merge since. Null where the way ends with a deleted record, for one that was not
 * merged, and where either may not be seen.
 */
export async function readSurvivor(
  ctx: Pick<Context, 'actor'>,
  tx: Tx,
  input: { id: string; entity?: CrmEntity },
): Promise<Survivor | null> {
  const known = idText.safeParse(input.id);
  if (!known.success) return null;
  const way = await tx.$queryRaw<{ id: bigint; lives: boolean }[]>`
    WITH RECURSIVE way AS (
      SELECT id, merged_into_id, deleted_at FROM crm_records WHERE id = ${BigInt(known.data)} AND deleted_at IS NOT NULL AND merged_into_id IS NOT NULL
      UNION SELECT r.id, r.merged_into_id, r.deleted_at FROM way JOIN crm_records r ON r.id = way.merged_into_id
    ) SELECT id, deleted_at IS NULL AS lives FROM way`;
  const end = way.find(({ lives }) => lives);
  if (!end) return null;
  const both = await tx.crmRecord.findMany({
    where: {
      id: { in: [BigInt(known.data), end.id] },
      ...(input.entity ? { entity: input.entity } : {}),
      ...isVisibleRecord(ctx),
    },
  });
  const survivor = both.find(({ id }) => id === end.id);
  const merged = both.find(({ id }) => id !== end.id);
  if (!survivor || !merged) return null;
  return {
    id: String(survivor.id),
    name: displayName(survivor),
    entity: survivor.entity,
    merged: { id: String(merged.id), name: displayName(merged) },
  };
}

/** What is said of a record that isn't there: where it lives on, if it was merged. */
export async function recordNotFound(
  ctx: Pick<Context, 'actor'>,
  tx: Tx,
  input: { id: string; entity?: CrmEntity },
): Promise<AppError> {
  const survivor = await readSurvivor(ctx, tx, input);
  const noun = (entity: CrmEntity): string => entityLabels[entity].one.toLowerCase();
  if (!survivor) return notFound(input.entity ? noun(input.entity) : 'record');
  return new AppError('not_found', 'record was merged', {
    userMessage: `This ${noun(survivor.entity)} was merged into “${survivor.name}” and lives on there, as ${noun(survivor.entity)} ${survivor.id}.`,
  });
}
