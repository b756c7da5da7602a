import {
  changeHeldValues,
  lockMemberships,
  readKnownValues,
  storeToldValues,
  type HeldChange,
  type ToldValue,
} from '../address-books';
import { recordValueConflicts, takeOutsideValues, type RecordValues, type ValueConflict } from '../crm';
import { isNews, valuesHash, type TwoWayMapping } from '../data-fields';
import type { Tx } from '../db';
import type { Context } from '../context';
import type { WireContact } from '../dotdigital';
import { emailKey } from '../email-key';
import { judgePeople, wantedOf, type Judged, type JudgedValue, type Seen } from './judge-people';
import { toldTexts, type TwoWayFields } from './two-way-fields';
import { readValuesUnderWay } from './values-under-way';

/** Clocks of two workers differ by less. */
const clockMarginMs = 30_000;

/** Files that ended since then may have been at work while a list was read. */
export const workingSince = (readStartedAt: Date): Date => new Date(readStartedAt.getTime() - clockMarginMs);

type Bringer = {
  ctx: Context;
  integrationId: bigint;
  /** The run that the timeline names as the cause. */
  runId: bigint;
};

export type Brought = {
  /** Values. */
  taken: number;
  conflicts: number;
  /** Addresses of whom something was taken, or is still unclear: what was planned for them before is not what is wanted now. */
  unsettled: string[];
};

/**
 * Brings what people changed at Dotdigital into the records, in the transaction that stores the page. What differs from what was last
 * sent or told is a change; what a file under way brings or replaces is none, and what it leaves unclear is looked at again. Safe to
 * repeat: what was told is kept, whether it was taken or not.
 */
export async function bringValues(
  by: Bringer,
  tx: Tx,
  { mappings, names }: TwoWayFields,
  contacts: readonly WireContact[],
  read: { startedAt: Date; lastLookAt: Date | null },
): Promise<Brought> {
  const { integrationId } = by;
  const told: Seen['told'] = new Map();
  for (const contact of contacts) {
    const key = emailKey(contact.email);
    if (key !== null) told.set(key, toldTexts(contact, names));
  }
  const emailKeys = await findSuspects(tx, { integrationId, mappings, names, told });
  if (emailKeys.length === 0) return { taken: 0, conflicts: 0, unsettled: [] };
  const people = { integrationId, emailKeys };
  await lockMemberships(tx, people);
  const seen: Seen = {
    integrationId,
    told,
    now: by.ctx.now(),
    lastLookAt: read.lastLookAt,
    known: await readKnownValues(tx, { ...people, names }),
    underWay: await readValuesUnderWay(tx, { ...people, since: workingSince(read.startedAt) }),
  };
  const judged: Judged[] = [];
  // All are judged before any is changed: of two records of a person neither is measured by what the other became.
  for (const mapping of mappings) judged.push(await judgePeople(tx, mapping, emailKeys, seen));
  for (const one of judged) await carryOut(by, tx, one);
  for (const one of judged) await settleHeld(tx, integrationId, one);
  const values = judged.flatMap((one) => one.values);
  return {
    taken: values.filter(isTaken).length,
    conflicts: values.flatMap(conflictOf).length,
    unsettled: values.filter((one) => isTaken(one) || isLeft(one)).map(({ record }) => record.emailKey),
  };
}

type Asked = {
  integrationId: bigint;
  mappings: readonly TwoWayMapping[];
  names: readonly string[];
  told: Seen['told'];
};

/** People of whom something was told that isn't known already. */
async function findSuspects(tx: Tx, { integrationId, mappings, names, told }: Asked): Promise<string[]> {
  const known = await readKnownValues(tx, { integrationId, emailKeys: [...told.keys()], names });
  const rows = mappings.flatMap((mapping) => mapping.rows);
  return [...told]
    .filter(([key, texts]) =>
      rows.some((row) => {
        const text = texts.get(row.name);
        return (
          text !== undefined &&
          isNews(row, { told: text, known: known.get(key)?.get(row.name)?.text ?? null })
        );
      }),
    )
    .map(([key]) => key)
    .sort();
}

const isTaken = ({ verdict }: JudgedValue): boolean => verdict.kind === 'taken';
const isLeft = ({ verdict }: JudgedValue): boolean => verdict.kind === 'later';

async function carryOut(by: Bringer, tx: Tx, { mapping, values }: Judged): Promise<void> {
  const { integrationId, ctx, runId } = by;
  const at = ctx.now();
  const byRecord = new Map<JudgedValue['record'], JudgedValue[]>();
  for (const one of values.filter(isTaken))
    byRecord.set(one.record, [...(byRecord.get(one.record) ?? []), one]);
  const tags = (some: readonly JudgedValue[], hasTag: boolean): string[] =>
    some.flatMap((one) => (one.hasTag === hasTag ? [one.row.format.tag] : []));
  await takeOutsideValues(tx, {
    origin: 'dotdigital',
    catalogue: mapping.catalogue,
    causeId: String(runId),
    at,
    taken: [...byRecord].map(([record, some]) => ({
      record,
      values: Object.assign({}, ...some.map((one) => one.values)) as RecordValues,
      give: tags(some, true),
      take: tags(some, false),
    })),
  });
  await recordValueConflicts(tx, { integrationId, at, conflicts: values.flatMap(conflictOf) });
  await storeToldValues(tx, { integrationId, at, values: values.flatMap(toldOf) });
}

function conflictOf({ record, row, told, ours, verdict }: JudgedValue): ValueConflict[] {
  const met = { recordId: record.id, field: row.field.name, ours, theirs: told === '' ? null : told };
  switch (verdict.kind) {
    case 'taken':
      return verdict.conflict ? [{ ...met, winner: 'dotdigital', reason: null }] : [];
    case 'kept':
      return [{ ...met, winner: 'crm', reason: null }];
    case 'refused':
      return [{ ...met, winner: 'crm', reason: verdict.reason }];
    default:
      return [];
  }
}

const toldOf = (one: JudgedValue): ToldValue[] =>
  isLeft(one) ? [] : [{ emailKey: one.record.emailKey, name: one.row.name, text: one.told }];

/** What was taken is no change to send, what the CRM kept is one. What only fills stays at Dotdigital as it is. */
async function settleHeld(tx: Tx, integrationId: bigint, { mapping, wanted, values }: Judged): Promise<void> {
  const now = await wantedOf(tx, wanted, [...new Set(values.map(({ record }) => record))]);
  const changes = values.flatMap(({ record, row, told, verdict }): HeldChange[] => {
    const change = { emailKey: record.emailKey, entity: mapping.entity, name: row.name };
    if (verdict.kind === 'kept') return row.empty === 'fill' ? [] : [{ ...change, value: told }];
    if (verdict.kind !== 'taken' && verdict.kind !== 'agreed') return [];
    return [{ ...change, value: now.get(record.id)?.[row.name] ?? null }];
  });
  await changeHeldValues(tx, { integrationId, changes, hashOf: valuesHash });
}
