import type { Tx } from '@/lib/db';
import type { CrmEntity } from '../schemas';

type Found = {
  entity: CrmEntity;
  emails: readonly string[];
  ownerId: bigint | null;
  /** The run that found them. */
  causeId: string;
  at: Date;
};

/** Records of people whom an import found at Dotdigital, with their address alone; what else is known there comes in by rows that go both ways. */
export async function createFoundRecords(tx: Tx, found: Found): Promise<void> {
  await tx.$executeRaw`
    WITH made AS (
      INSERT INTO crm_records (entity, email, email_key, owner_id, source, created_at, updated_at)
      SELECT ${found.entity}::crm_entity, key, key, ${found.ownerId}::bigint, 'Dotdigital', ${found.at}::timestamptz, ${found.at}::timestamptz
      FROM unnest(${[...found.emails]}::text[]) AS key ORDER BY key RETURNING id)
    INSERT INTO record_changes (record_id, field, origin, cause_id, at)
    SELECT id, 'created', 'dotdigital', ${found.causeId}, ${found.at}::timestamptz FROM made`;
}
