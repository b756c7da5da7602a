import { readDate, writeDate } from './dates';
import { Failure, notFound, refuse, refuseTaken } from './failure';
import type { World } from './world';

export const dataTypes = ['String', 'Numeric', 'Date', 'Boolean'] as const;
export type DataType = (typeof dataTypes)[number];
export type FieldValue = string | number | boolean | null;
export type FieldMap = Record<string, FieldValue>;

export interface DataField {
  name: string;
  type: DataType;
  visibility: 'Private' | 'Public';
  defaultValue: FieldValue;
}

interface DataFieldRow extends Omit<DataField, 'defaultValue'> {
  defaultValue: string | null;
}

export const systemFields: DataField[] = [
  { name: 'FIRSTNAME', type: 'String', visibility: 'Public', defaultValue: null },
  { name: 'FULLNAME', type: 'String', visibility: 'Public', defaultValue: null },
  { name: 'GENDER', type: 'String', visibility: 'Public', defaultValue: null },
  { name: 'LASTNAME', type: 'String', visibility: 'Public', defaultValue: null },
  { name: 'LASTSUBSCRIBED', type: 'Date', visibility: 'Private', defaultValue: null },
  { name: 'POSTCODE', type: 'String', visibility: 'Public', defaultValue: null },
];

const reservedNames = new Set(
  (
    'account campaign campaignid contact contact_api_id contactid email hcontactid hemail hemail256 id messagecontent ' +
    'mobilenumberid notes unsubscribed uniquecontactid'
  ).split(' '),
);

export function listDataFields(world: World, account: number): DataField[] {
  const key = `dataFields ${account}`;
  const known = world.memo.get(key);
  if (known) return known as DataField[];
  const rows = world.store.rows<DataFieldRow>(
    'SELECT name, type, visibility, defaultValue FROM dataFields WHERE account = ? ORDER BY ordinal, name',
    account,
  );
  const fields = rows.map((row): DataField => ({
    ...row,
    defaultValue: row.defaultValue === null ? null : (JSON.parse(row.defaultValue) as FieldValue),
  }));
  world.memo.set(key, fields);
  return fields;
}

export function findDataField(world: World, account: number, name: string): DataField | undefined {
  const wanted = name.trim().toUpperCase();
  return listDataFields(world, account).find((field) => field.name.toUpperCase() === wanted);
}

export function createDataField(
  world: World,
  account: number,
  given: { name: string; type: DataType; visibility: 'Private' | 'Public'; defaultValue?: unknown },
): DataField {
  const name = world.settings.fieldNames === 'upper' ? given.name.trim().toUpperCase() : given.name.trim();
  if (!/^[A-Z0-9_-]{1,20}$/i.test(name)) throw refuse('ERROR_DATAFIELD_INVALID', 'Field name is not valid.');
  if (reservedNames.has(name.toLowerCase()))
    throw refuse('ERROR_DATAFIELD_INVALID', 'Field name is reserved.');
  if (findDataField(world, account, name))
    throw refuseTaken(world, 'ERROR_NON_UNIQUE_DATAFIELD', 'Field already exists.');
  const sameType = listDataFields(world, account).filter((field) => field.type === given.type).length;
  if (sameType >= world.settings.maxFieldsPerType)
    throw refuse('ERROR_DATAFIELD_LIMITEXCEEDED', 'Too many data fields of this type.');
  const field: DataField = {
    name,
    type: given.type,
    visibility: given.visibility,
    defaultValue: readDefault(world, given.type, given.defaultValue),
  };
  saveDataField(world, account, field);
  return field;
}

export function saveDataField(world: World, account: number, field: DataField): void {
  world.store.run(
    'INSERT INTO dataFields (account, name, type, visibility, defaultValue, ordinal) VALUES (?, ?, ?, ?, ?, ?)',
    account,
    field.name,
    field.type,
    field.visibility,
    field.defaultValue === null ? null : JSON.stringify(field.defaultValue),
    listDataFields(world, account).length,
  );
  world.memo.delete(`dataFields ${account}`);
}

export interface FieldDependency {
  type: 'Campaign' | 'AddressBook';
  objectId: number;
}

/** Campaigns that name the field as @FIELD@ keep it from being deleted. */
export function listFieldDependencies(world: World, account: number, name: string): FieldDependency[] {
  const mark = `%@${name.toUpperCase()}@%`;
  return world.store
    .rows<{ id: number }>(
      "SELECT id FROM campaigns WHERE account = ? AND status IN ('Unsent', 'Sending', 'Triggered') AND (upper(subject) LIKE ?2 OR upper(html) LIKE ?2 OR upper(plain) LIKE ?2) ORDER BY id",
      account,
      mark,
    )
    .map(({ id }) => ({ type: 'Campaign', objectId: id }));
}

export function deleteDataField(
  world: World,
  account: number,
  name: string,
): { dependencies: FieldDependency[] } {
  const field = findDataField(world, account, name);
  if (!field) throw notFound('ERROR_DATAFIELD_NOTFOUND');
  if (systemFields.some((system) => system.name === field.name))
    throw new Failure(404, 'ERROR_DATAFIELD_NOTFOUND', 'A system data field cannot be deleted.');
  const dependencies = listFieldDependencies(world, account, field.name);
  if (dependencies.length > 0) return { dependencies };
  world.store.run('DELETE FROM dataFields WHERE account = ? AND name = ?', account, field.name);
  world.store.run(
    `UPDATE contacts SET data = json_remove(data, ?) WHERE account = ? AND json_type(data, ?) IS NOT NULL`,
    `$."${field.name}"`,
    account,
    `$."${field.name}"`,
  );
  world.memo.delete(`dataFields ${account}`);
  return { dependencies: [] };
}

function readDefault(world: World, type: DataType, value: unknown): FieldValue {
  if (value === undefined || value === null || value === '') return null;
  // The service stores the text null as it is (seen in Oro's connector).
  if (value === 'null') return 'null';
  const read = readFieldValue(world, type, value);
  if (!read.ok)
    throw refuse('ERROR_DATAFIELD_INVALID', 'The default value does not fit the type of the field.');
  return read.value;
}

type FieldReading = { ok: true; value: FieldValue } | { ok: false; overflow: boolean };

const plainBooleans: Record<string, boolean> = { true: true, false: false };
const booleanWords: Record<string, boolean> = {
  ...plainBooleans,
  yes: true,
  y: true,
  '1': true,
  no: false,
  n: false,
  '0': false,
};

/** What the service keeps of a value that was sent for a field of that type. */
export function readFieldValue({ settings }: World, type: DataType, value: unknown): FieldReading {
  if (value === null || value === undefined) return { ok: true, value: null };
  const text =
    typeof value === 'string'
      ? value
      : typeof value === 'number' || typeof value === 'boolean'
        ? String(value)
        : undefined;
  if (text === undefined) return { ok: false, overflow: false };
  if (type === 'String')
    return text.length > settings.longestText ? { ok: false, overflow: true } : { ok: true, value: text };
  const trimmed = text.trim();
  if (trimmed === '') return { ok: true, value: null };
  if (type === 'Boolean') {
    const word = (settings.booleanWords === 'wide' ? booleanWords : plainBooleans)[trimmed.toLowerCase()];
    return word === undefined ? { ok: false, overflow: false } : { ok: true, value: word };
  }
  if (type === 'Date') {
    const time = readDate(trimmed);
    return time === undefined ? { ok: false, overflow: false } : { ok: true, value: writeDate(time) };
  }
  const number = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(trimmed) ? Number(trimmed) : NaN;
  if (!Number.isFinite(number)) return { ok: false, overflow: false };
  return Math.abs(number) >= 1e18 ? { ok: false, overflow: true } : { ok: true, value: number };
}
