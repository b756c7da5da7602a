import { z } from 'zod';

import type { Tx } from '@/lib/db';
import { type CustomValue, readCustom } from '../fields/custom-values';
import { findRecordField, type RecordField } from '../fields/fields';
import { dayOf } from '../fields/to-columns';
import { type RecordWithOwner, storedFields } from '../records/internal';
import { ConsentStates, type ConsentState } from '../records/record-schemas';

const Value = z.union([z.string(), z.number(), z.boolean(), z.null()]);
const Values = z.record(z.string(), Value);
const Consent = z.object({ state: ConsentStates, at: z.string().nullable() });
export type SavedConsent = z.infer<typeof Consent>;
const MergedConsents = z.object({ before: Consent, after: Consent, loser: Consent });
const ids = z.array(z.string());

/** What undoing a merge needs: record_merges.before. */
export const MergeSnapshot = z.object({
  /** By field: what the merge wrote into the record, and what stood there. */
  fields: z.array(z.object({ field: z.string(), label: z.string(), before: Values, after: Values })),
  consent: MergedConsents,
  /** Missing in merges of before they were kept. */
  channels: z.object({ sms: MergedConsents.optional(), push: MergedConsents.optional() }).optional(),
  orders: ids,
  carts: ids,
  consents: ids,
  events: ids,
  /** Given to the record that stays; the other keeps its own. */
  tags: ids,
  followers: z.record(z.string(), z.unknown()),
});
export type MergeSnapshot = z.infer<typeof MergeSnapshot>;

/**
 * A room whose rows follow a merged record. Rooms of one layer don't know each other, so whoever calls mergeRecords hands
 * them in. `move` returns what `restore` needs; `restore` returns what it left as it is because somebody changed it since, in words.
 */
export type MergeFollower = {
  name: string;
  move: (tx: Tx, merge: MergeIds) => Promise<unknown>;
  restore: (tx: Tx, merge: MergeIds, moved: unknown) => Promise<string[]>;
};
export type MergeIds = { winnerId: bigint; loserId: bigint; loserEmailKey: string | null; at: Date };

/** Fields that can be chosen between two records, with the properties of the stored record that make each up. */
export function choosableFields(
  catalogue: readonly RecordField[],
): { field: RecordField; props: string[] }[] {
  const own = storedFields
    .filter((field) => field.name !== 'consentState')
    .map((field) => ({
      field,
      props: [field.name, field.derived?.name].filter((name) => name !== undefined),
    }));
  const rest = catalogue
    .filter((field) => field.name === 'ownerId' || field.source === 'custom')
    .map((field) => ({ field, props: [field.name] }));
  return [...own, ...rest];
}

/** A property of a record as JSON keeps it: days as 1984-02-29, ids as text. */
export function readProp(record: RecordWithOwner, prop: string): CustomValue | null {
  if (prop.startsWith('custom.')) return readCustom(record.custom)[prop.slice('custom.'.length)] ?? null;
  const value = record[prop as keyof RecordWithOwner];
  if (value instanceof Date) return value.toISOString().slice(0, 10);
  if (typeof value === 'bigint') return String(value);
  return typeof value === 'string' ? value : null;
}

/** The other way round: properties as an update of the record takes them. */
export function propsToData(
  record: RecordWithOwner,
  values: Record<string, CustomValue | null>,
): Record<string, unknown> {
  const data: Record<string, unknown> = {};
  const custom = readCustom(record.custom);
  for (const [prop, value] of Object.entries(values)) {
    if (prop.startsWith('custom.')) {
      const key = prop.slice('custom.'.length);
      if (value === null) delete custom[key];
      else custom[key] = value;
      data.custom = custom;
    } else if (findRecordField(prop)?.type === 'date')
      data[prop] = value === null ? null : dayOf(String(value));
    else if (prop === 'ownerId') data.ownerId = value === null ? null : BigInt(String(value));
    else data[prop] = value;
  }
  return data;
}

export const savedConsent = ({ state, at }: { state: ConsentState; at: Date | null }): SavedConsent => ({
  state,
  at: at?.toISOString() ?? null,
});

export const consentOf = (record: Pick<RecordWithOwner, 'consentState' | 'consentAt'>): SavedConsent =>
  savedConsent({ state: record.consentState, at: record.consentAt });
