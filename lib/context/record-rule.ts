import type { Actor } from '../actor';
import { Prisma } from '../db';
import { ownersSeen } from './owned-by';

const { sql } = Prisma;

type Asker = { actor: Actor };

const ownersAsked = ({ actor }: Asker): bigint[] | null =>
  actor.kind === 'person' && actor.byOwner?.records ? ownersSeen(actor) : null;

/** Whether somebody’s records are kept from whoever asks. */
export const seesSomeRecords = (asker: Asker): boolean => ownersAsked(asker) !== null;

/**
 * Decision 80, for everything that shows people: where an installation has records seen by owner, one is seen by its owner, the owner’s
 * teams and admins; a record of nobody by everybody. Over `crm_records` under this alias.
 */
export function visibleRecords(asker: Asker, r: Prisma.Sql = sql`r`): Prisma.Sql {
  const owners = ownersAsked(asker);
  return owners === null
    ? sql`TRUE`
    : sql`(${r}.owner_id IS NULL OR ${r}.owner_id = ANY(${owners}::bigint[]))`;
}

/** The same of one that was read. */
export function maySeeRecord(asker: Asker, { ownerId }: { ownerId: bigint | null }): boolean {
  const owners = ownersAsked(asker);
  return owners === null || ownerId === null || owners.includes(ownerId);
}

/** The same as a condition of Prisma’s own. */
export function isVisibleRecord(asker: Asker): {
  OR?: ({ ownerId: null } | { ownerId: { in: bigint[] } })[];
} {
  const owners = ownersAsked(asker);
  return owners === null ? {} : { OR: [{ ownerId: null }, { ownerId: { in: owners } }] };
}

/**
 * The same of whoever is known by an address or a number alone: seen with one of its living records; where none lives, with one of the others;
 * whom nobody has a record of is nobody’s.
 */
export function visiblePeople(asker: Asker, emailKey: Prisma.Sql): Prisma.Sql {
  if (ownersAsked(asker) === null) return sql`TRUE`;
  const seen = visibleRecords(asker, sql`owned`);
  return sql`coalesce((
    SELECT coalesce(bool_or(${seen}) FILTER (WHERE owned.deleted_at IS NULL), bool_or(${seen})) FROM crm_records owned
    WHERE owned.email_key = ${emailKey} OR owned.mobile_e164 = ${emailKey}), TRUE)`;
}

/** The same of a row that names a record, joined as `r`, or where it names none an address. */
export const visibleRow = (asker: Asker, emailKey: Prisma.Sql): Prisma.Sql =>
  ownersAsked(asker) === null
    ? sql`TRUE`
    : sql`(CASE WHEN r.id IS NULL THEN ${visiblePeople(asker, emailKey)} ELSE ${visibleRecords(asker)} END)`;
