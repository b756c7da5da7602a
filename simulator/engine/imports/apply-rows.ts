import {
  hasRefusedBlanks,
  isBlocked,
  isEmail,
  normaliseEmail,
  suppressedDomain,
  withoutNulls,
  type ContactStatus,
} from '../contacts';
import { readFieldValue, type FieldMap, type FieldValue } from '../data-fields';
import { writeDate } from '../dates';
import type { World } from '../world';
import { sendChallenge } from '../challenges';
import { addPairs, type MemberPair } from '../members';
import type { Arrival, KnownContact } from './arrival';
import { readColumns, type Columns } from './columns';
import { holdBack } from './hold-back';
import { writeCsvLine } from './csv';
import type { CounterName, ImportRecord, MergeOption } from './import-record';
import { recordExtras } from './row-extras';
import { firstCounts, lastCounts, rebuildSeen } from './seen';

const counterOf: Partial<Record<ContactStatus, CounterName>> = {
  Unsubscribed: 'unsubscribed',
  SoftBounced: 'softBounced',
  HardBounced: 'hardBounced',
  IspComplained: 'ispComplaints',
  DirectComplaint: 'ispComplaints',
  MailBlocked: 'mailBlocked',
  PendingOptIn: 'pendingDoubleOptin',
  SharedSuppression: 'globallySuppressed',
  NotAllowed: 'globallySuppressed',
  Suppressed: 'suppressedContacts',
  DomainSuppression: 'domainSuppressed',
  NoMxRecord: 'blocked',
};

/** Writes some rows of the file: each ends in exactly one counter, and each that was not taken in the faults. */
export function applyRows(world: World, record: ImportRecord, rows: string[][], firstN: number): void {
  const columns = readColumns(world, record.account, record.header);
  const faults: { n: number; counter: CounterName; row: string[] }[] = [];
  const fault = (n: number, counter: CounterName, row: string[]): void => {
    faults.push({ n, counter, row });
  };
  const candidates = readCandidates(world, record, columns, rows, firstN, fault);
  const arrivals: Arrival[] = [];
  for (const arrival of lookUp(world, record, candidates)) {
    const refused = refusal(world, record, arrival);
    const values = refused ? undefined : readValues(world, columns, arrival.row);
    if (refused) fault(arrival.n, refused, arrival.row);
    else if (!values) fault(arrival.n, 'failures', arrival.row);
    else {
      arrival.values = values;
      arrivals.push(arrival);
    }
  }
  writeArrivals(world, record, arrivals);
  recordExtras(world, record.account, columns, arrivals);
  for (const { counter } of faults) record.counters[counter] += 1;
  world.store.run(
    'INSERT OR REPLACE INTO importFaults (import, n, reason, line) SELECT ?, value ->> 0, value ->> 1, value ->> 2 FROM json_each(?)',
    record.id,
    JSON.stringify(
      faults.map(({ n, counter, row }) => [
        n,
        counter,
        writeCsvLine(record.header.map((_, i) => row[i] ?? '')),
      ]),
    ),
  );
}

function readCandidates(
  world: World,
  record: ImportRecord,
  columns: Columns,
  rows: string[][],
  firstN: number,
  fault: (n: number, counter: CounterName, row: string[]) => void,
): Arrival[] {
  const counts =
    world.settings.duplicateRows === 'last'
      ? lastCounts(world, record)
      : firstCounts(rebuildSeen(world, record, firstN));
  const candidates: Arrival[] = [];
  for (const [i, row] of rows.entries()) {
    const n = firstN + i;
    const given = row[columns.email] ?? '';
    const email = normaliseEmail(given);
    if (!isEmail(email) || hasRefusedBlanks(world, given)) fault(n, 'invalidEntries', row);
    else if (!counts(email, n)) fault(n, 'duplicateEmails', row);
    else
      candidates.push({
        n,
        row,
        email,
        optIn: row[columns.optIn],
        emailType: row[columns.emailType],
        values: {},
        known: undefined,
      });
  }
  return candidates;
}

function lookUp(world: World, record: ImportRecord, candidates: Arrival[]): Arrival[] {
  const found = world.store.rows<KnownContact & { email: string }>(
    `SELECT c.id, c.email, c.status, c.binned, c.data, c.optIn, c.emailType,
       EXISTS (SELECT 1 FROM bookSuppressions s WHERE s.contact = c.id AND s.book IN (SELECT value FROM json_each(?))) AS suppressedHere
     FROM json_each(?) j CROSS JOIN contacts c ON c.account = ? AND c.email = j.value`,
    JSON.stringify(record.books),
    JSON.stringify(candidates.map(({ email }) => email)),
    record.account,
  );
  const byEmail = new Map(found.map((contact) => [contact.email, contact]));
  for (const candidate of candidates) candidate.known = byEmail.get(candidate.email);
  return candidates;
}

function refusal(world: World, record: ImportRecord, { known, email }: Arrival): CounterName | undefined {
  if (known) return counterOf[known.status] ?? (known.suppressedHere === 1 ? 'unsubscribed' : undefined);
  if (isBlocked(email)) return 'blocked';
  const domain = suppressedDomain(world, record.account, email);
  if (domain === undefined) return undefined;
  return domain === 'Banned' ? 'blocked' : (counterOf[domain as ContactStatus] ?? 'domainSuppressed');
}

function readValues(world: World, columns: Columns, row: string[]): FieldMap | undefined {
  const values: FieldMap = {};
  for (const { index, field } of columns.fields) {
    const cell = row[index]?.trim() ?? '';
    const read = cell === '' ? { ok: true as const, value: null } : readFieldValue(world, field.type, cell);
    if (read.ok) values[field.name] = read.value;
    else if (world.settings.wrongTypeRow === 'fail') return undefined;
  }
  return values;
}

function writeArrivals(world: World, record: ImportRecord, arrivals: Arrival[]): void {
  const now = world.now();
  const fresh = arrivals.filter(({ known }) => !known);
  const known = arrivals.filter(
    (arrival): arrival is Arrival & { known: KnownContact } => arrival.known !== undefined,
  );
  record.counters.newContacts += fresh.length;
  record.counters.updatedContacts += known.length;

  const inserted = world.store.rows<{ id: number; email: string }>(
    `INSERT INTO contacts (account, email, optIn, emailType, status, data, created, modified)
     SELECT ?, value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4, ?, ? FROM json_each(?) WHERE true RETURNING id, email`,
    record.account,
    now,
    now,
    JSON.stringify(fresh.map((arrival) => newRow(arrival, now))),
  );
  const ids = new Map(inserted.map(({ id, email }) => [email, id]));
  for (const arrival of fresh) {
    const id = ids.get(arrival.email);
    if (id !== undefined) arrival.id = id;
  }
  for (const arrival of known) arrival.id = arrival.known.id;
  world.store.run(
    `UPDATE contacts SET data = j.value ->> 1, optIn = j.value ->> 2, emailType = j.value ->> 3, binned = 0, modified = ?
     FROM json_each(?) j WHERE contacts.id = j.value ->> 0`,
    now,
    JSON.stringify(known.map((arrival) => changedRow(arrival, record.mergeOption))),
  );
  confirmPending(world, record, fresh);
  for (const book of record.books) addArrivals(world, record, book, arrivals);
}

function newRow({ email, optIn, emailType, values }: Arrival, now: number): string[] {
  const pending = readWord(optIn, 'VerifiedDouble') !== undefined;
  const data = withoutNulls(pending ? values : { ...values, LASTSUBSCRIBED: writeDate(now) });
  return [
    email,
    readOptIn(optIn) ?? 'Unknown',
    readEmailType(emailType) ?? 'Html',
    pending ? 'PendingOptIn' : 'Subscribed',
    JSON.stringify(data),
  ];
}

function changedRow(
  { known, values, optIn, emailType }: Arrival & { known: KnownContact },
  option: MergeOption,
): (string | number)[] {
  const data = JSON.parse(known.data) as FieldMap;
  for (const [name, value] of Object.entries(values)) {
    if (mayWrite(option, data[name] ?? null, value)) data[name] = value;
  }
  return [
    known.id,
    JSON.stringify(data, dropNull),
    readOptIn(optIn) ?? known.optIn,
    readEmailType(emailType) ?? known.emailType,
  ];
}

export function mayWrite(option: MergeOption, present: FieldValue, given: FieldValue): boolean {
  if (option === 'Overwrite') return true;
  if (given === null) return false;
  return option === 'OnlyOverwriteIfNotEmpty' || present === null || present === '';
}

function addArrivals(world: World, record: ImportRecord, book: number, arrivals: Arrival[]): void {
  const pairs = arrivals.flatMap(({ id }): MemberPair[] => (id === undefined ? [] : [[book, id]]));
  addPairs(world, holdBack(world, record, pairs));
}

function confirmPending(world: World, record: ImportRecord, fresh: Arrival[]): void {
  for (const { id, email, optIn } of fresh) {
    if (id !== undefined && readWord(optIn, 'VerifiedDouble'))
      sendChallenge(world, { id, account: record.account, email }, { kind: 'optIn' });
  }
}

const dropNull = (_key: string, value: unknown): unknown => (value === null ? undefined : value);

const readWord = (given: string | undefined, ...words: string[]): string | undefined =>
  given === undefined ? undefined : words.find((word) => word.toLowerCase() === given.trim().toLowerCase());
const readOptIn = (given: string | undefined): string | undefined =>
  readWord(given, 'Unknown', 'Single', 'Double', 'VerifiedDouble');
const readEmailType = (given: string | undefined): string | undefined => readWord(given, 'PlainText', 'Html');
