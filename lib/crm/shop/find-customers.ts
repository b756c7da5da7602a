import type { Tx } from '@/lib/db';
import { emailKey } from '@/lib/email-key';
import type { CustomerRef } from './purchase-schemas';

type Found = { id: bigint } | { reason: string };

/** Living customers by id, external id or address, in three look-ups; several with one address: the oldest is meant. */
export async function findCustomers(
  tx: Tx,
  refs: readonly CustomerRef[],
): Promise<(ref: CustomerRef) => Found> {
  const ids = refs.flatMap((ref) => (ref.id ? [BigInt(ref.id)] : []));
  const externalIds = refs.flatMap((ref) => ref.externalId ?? []);
  const keys = refs.flatMap((ref) => emailKey(ref.email) ?? []);
  const rows = await tx.$queryRaw<{ kind: string; key: string; id: bigint }[]>`
    SELECT 'id' AS kind, r.id::text AS key, r.id FROM crm_records r
    WHERE r.id = ANY(${ids}::bigint[]) AND r.entity = 'customer' AND r.deleted_at IS NULL
    UNION ALL
    SELECT 'externalId', r.external_id, min(r.id) FROM crm_records r
    WHERE r.entity = 'customer' AND r.external_id = ANY(${externalIds}::text[]) AND r.deleted_at IS NULL GROUP BY r.external_id
    UNION ALL
    SELECT 'email', r.email_key, min(r.id) FROM crm_records r
    WHERE r.entity = 'customer' AND r.email_key = ANY(${keys}::text[]) AND r.deleted_at IS NULL GROUP BY r.email_key`;
  const known = new Map(rows.map((row) => [`${row.kind} ${row.key}`, row.id]));
  return (ref) => {
    const key = ref.email === undefined ? null : emailKey(ref.email);
    if (ref.email !== undefined && key === null)
      return { reason: `“${ref.email.slice(0, 60)}” is not an e-mail address.` };
    const id = known.get(
      ref.id ? `id ${ref.id}` : ref.externalId ? `externalId ${ref.externalId}` : `email ${key ?? ''}`,
    );
    if (id !== undefined) return { id };
    const said = ref.id
      ? `id ${ref.id}`
      : ref.externalId
        ? `external id ${ref.externalId}`
        : `address ${ref.email ?? ''}`;
    return { reason: `There is no customer with the ${said.slice(0, 120)}.` };
  };
}
