import type { KnownValue } from '../address-books';
import {
  convertValues,
  lastChangesOf,
  lockOldestRecords,
  type OutsideRecord,
  type RecordValues,
} from '../crm';
import {
  judgeValue,
  readBack,
  readWantedValues,
  wantedText,
  type ReadBack,
  type TwoWayMapping,
  type TwoWayRow,
  type Verdict,
  type WantedValue,
  type WantedValues,
} from '../data-fields';
import type { Tx } from '../db';

/** What is known of people when they are judged, each by address. */
export type Seen = {
  integrationId: bigint;
  now: Date;
  /** What Dotdigital tells, by data field. */
  told: Map<string, Map<string, string>>;
  known: Map<string, Map<string, KnownValue>>;
  underWay: Map<string, (name: string) => string[]>;
  /** When Dotdigital was last looked at; null: its values never were. */
  lastLookAt: Date | null;
};

export type JudgedValue = {
  record: OutsideRecord;
  row: TwoWayRow;
  told: string;
  ours: string | null;
  /** What it comes to in the record: one field with what is derived of it, or whether it has the tag. */
  values: RecordValues;
  hasTag: boolean | null;
  verdict: Verdict;
};

export type Judged = { mapping: TwoWayMapping; wanted: WantedValues; values: JudgedValue[] };

/** What becomes of what Dotdigital tells of these people, in the records of one entity, which nobody else changes until the transaction ends. */
export async function judgePeople(
  tx: Tx,
  mapping: TwoWayMapping,
  emailKeys: readonly string[],
  seen: Seen,
): Promise<Judged> {
  const records = await lockOldestRecords(tx, { entity: mapping.entity, emailKeys });
  const wanted = await readWantedValues(tx, seen.integrationId, mapping.entity);
  const values = await wantedOf(tx, wanted, records);
  const changedAt = mapping.rows.some(({ conflict }) => conflict === 'newest')
    ? await lastChangesOf(
        tx,
        records.map(({ id }) => id),
      )
    : new Map<string, Date>();
  const judged = records.flatMap((record) =>
    mapping.rows.flatMap((row): JudgedValue[] => {
      const told = seen.told.get(record.emailKey)?.get(row.name);
      if (told === undefined) return [];
      const known = seen.known.get(record.emailKey)?.get(row.name) ?? null;
      const ours = heldBy(record, row);
      const { theirs, values: own } = readTheirs(mapping, row, record, { told, now: seen.now });
      const verdict = judgeValue(row, {
        told,
        known: known?.text ?? null,
        underWay: seen.underWay.get(record.emailKey)?.(row.name) ?? null,
        wanted: wantedText(values.get(record.id)?.[row.name]),
        ours,
        theirs,
        isOursNewer: isLater(
          changedAt.get(`${record.id} ${row.field.name}`) ?? record.createdAt,
          latest(seen.lastLookAt, known?.at ?? null),
        ),
      });
      const hasTag = isTag(row) && 'value' in theirs ? theirs.value === 'true' : null;
      return verdict.kind === 'nothing' ? [] : [{ record, row, told, ours, values: own, hasTag, verdict }];
    }),
  );
  return { mapping, wanted, values: onePerField(judged) };
}

/** By record, what a plan would send of it now. */
export async function wantedOf(
  tx: Tx,
  { values, join }: WantedValues,
  records: readonly Pick<OutsideRecord, 'id'>[],
): Promise<Map<bigint, Record<string, WantedValue>>> {
  if (records.length === 0) return new Map();
  const ids = records.map(({ id }) => id);
  const rows = await tx.$queryRaw<{ id: bigint; wanted: Record<string, WantedValue> }[]>`
    SELECT r.id, ${values} AS wanted FROM crm_records r ${join} WHERE r.id = ANY(${ids}::bigint[])`;
  return new Map(rows.map(({ id, wanted }) => [id, wanted]));
}

/** Dotdigital tells no time of a change: it came after the last look. Which came first of two since then nobody knows, and the CRM’s stands. */
const isLater = (here: Date, lastLook: Date | null): boolean => lastLook === null || here > lastLook;

const latest = (one: Date | null, other: Date | null): Date | null =>
  one !== null && other !== null && one < other ? other : (one ?? other);

const isTag = ({ field }: TwoWayRow): boolean => field.type === 'tags';
const tagOf = ({ format }: TwoWayRow): string => format.tag.toLowerCase();

const heldBy = ({ values, tags }: OutsideRecord, row: TwoWayRow): string | null =>
  isTag(row) ? String(tags.has(tagOf(row))) : (values[row.field.name] ?? null);

function readTheirs(
  { catalogue }: TwoWayMapping,
  row: TwoWayRow,
  record: OutsideRecord,
  { told, now }: { told: string; now: Date },
): { theirs: ReadBack; values: RecordValues } {
  const theirs = readBack(row.field, row, told);
  if ('problem' in theirs) return { theirs, values: {} };
  // Whoever hasn't a tag is told as False; nothing at all means the same.
  if (isTag(row)) return { theirs: { value: theirs.value ?? 'false' }, values: {} };
  const { name } = row.field;
  if (theirs.value === heldBy(record, row)) return { theirs, values: {} };
  const { values, problems } = convertValues(
    { [name]: theirs.value },
    {
      dateOrder: 'ymd',
      today: now.toISOString().slice(0, 10),
      country: record.values.country ?? null,
      catalogue,
    },
  );
  const [problem] = problems;
  return problem
    ? { theirs: { problem: problem.message }, values: {} }
    : { theirs: { value: values[name] ?? null }, values };
}

/** Where two data fields bring one field back, the first of the mapping does. */
function onePerField(values: readonly JudgedValue[]): JudgedValue[] {
  const taken = new Set<string>();
  return values.map((one) => {
    if (one.verdict.kind !== 'taken') return one;
    const field = `${one.record.id} ${one.row.field.name} ${isTag(one.row) ? tagOf(one.row) : ''}`;
    if (taken.has(field)) return { ...one, verdict: { kind: 'kept' } };
    taken.add(field);
    return one;
  });
}
