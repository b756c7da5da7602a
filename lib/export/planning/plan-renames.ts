import { Prisma, type Tx } from '../../db';
import { mayBeMailed } from '../../standing';
import type { PlanScope } from './plan-scope';

const { sql } = Prisma;

/** What a run calls the address among the values that change. */
const addressField = 'E-mail';

/** The address that the contact has until then, of row `p`. */
export const renamedFrom = sql`(p.held_values->>${addressField})`;

/** Nobody else here has the address: else the contact stays with whoever has. */
export const isFree = (emailKey: Prisma.Sql): Prisma.Sql => sql`
  NOT EXISTS (SELECT FROM crm_records x WHERE x.email_key = ${emailKey} AND x.deleted_at IS NULL)`;

/**
 * A newcomer whom we put into the book under another address is the same contact still: it gets the new address, and keeps its history
 * (decision 74). Not where Dotdigital knows the new one as a contact of its own, nor where it doesn't mail the old one.
 */
export async function planRenames(
  tx: Tx,
  scope: Pick<PlanScope, 'integrationId' | 'addressBookId' | 'channel' | 'ownsMemory'>,
): Promise<void> {
  const { integrationId, addressBookId, ownsMemory } = scope;
  if (scope.channel !== 'email' || !ownsMemory || addressBookId === null) return;
  await tx.$executeRaw`
    UPDATE plan_rows p SET action = 'rename', bytes = 0, reason_code = NULL, reason_text = NULL, filled_by_rivals = NULL, wanted_hash = NULL,
      held_values = jsonb_build_object(${addressField}::text, former.email_key),
      wanted_values = jsonb_build_object(${addressField}::text, p.email_key)
    FROM (
      SELECT DISTINCT ON (m.record_id) m.record_id, m.email_key
      FROM book_members m
      JOIN plan_rows n ON n.action = 'add' AND n.record_id = m.record_id AND n.email_key <> m.email_key
      JOIN dotdigital_contacts c ON c.integration_id = ${integrationId} AND c.email_key = m.email_key AND c.dotdigital_id IS NOT NULL
      WHERE m.address_book_id = ${addressBookId} AND m.present AND m.put_there_by_us AND ${mayBeMailed(sql`c.status`)}
        AND ${isFree(sql`m.email_key`)}
        AND NOT EXISTS (SELECT FROM plan_rows o WHERE o.action = 'unsubscribe' AND o.email_key = m.email_key)
      ORDER BY m.record_id, m.sent_at DESC NULLS LAST, m.email_key) former
    WHERE p.action = 'add' AND p.record_id = former.record_id
      AND NOT EXISTS (
        SELECT FROM dotdigital_contacts t WHERE t.integration_id = ${integrationId} AND t.email_key = p.email_key
          AND (t.dotdigital_id IS NOT NULL OR t.status IS NOT NULL))`;
}
