import { countMailable } from '../contacts';
import { startImport } from '../imports/create-import';
import { countActiveImports, type ImportOrders, type ImportRecord } from '../imports/import-record';
import { judgeImport } from '../imports/watchdog';
import type { World } from '../world';
import { checkContact, type CheckedContact, type Complaint } from './check-contact';
import { contactGivenSchema, type ContactGiven, type MergeOptionV3 } from './contact-given';
import { v3Failure } from './failure';
import { findByIdentifier, isIdentifier } from './find-by-identifier';
import { failed, globally, identifiersOf, isGlobal, type Result } from './import-result';
import { savePlain, type Plain } from './save-plain';
import { applyExtras, insertV3, refuseNew, updateV3, v2Option } from './write-contact';

const contactsPerChunk = 1000;

const v3Names: Record<string, MergeOptionV3> = {
  Overwrite: 'overwrite',
  OnlyOverwriteIfNotEmpty: 'overwriteIfNotEmpty',
  OnlyOverwriteIfContactDataNotPopulated: 'overwriteIfEmpty',
};

/** Takes the contacts as they come; each is looked at when its turn comes, and has its own failures. */
export function startImportV3(
  world: World,
  account: number,
  contacts: unknown[],
  mergeOption: MergeOptionV3,
  orders: ImportOrders | undefined,
): string {
  if (countActiveImports(world, account) >= world.settings.maxActiveImports) {
    throw v3Failure(
      429,
      'contacts:tooManyActiveImports',
      'Your import request cannot be accepted as too many imports are being processed for your account. Please wait for an import to complete and then resubmit.',
    );
  }
  const id = world.nextGuid();
  const chunks = Math.ceil(contacts.length / contactsPerChunk);
  for (let n = 0; n < chunks; n++) {
    const part = JSON.stringify(contacts.slice(n * contactsPerChunk, (n + 1) * contactsPerChunk));
    world.store.run('INSERT INTO importChunks (import, n, bytes) VALUES (?, ?, ?)', id, n, Buffer.from(part));
  }
  startImport(world, account, {
    id,
    kind: 'v3',
    books: [],
    mergeOption: v2Option[mergeOption],
    fileName: '',
    size: 0,
    header: [],
    chunks,
    totalRows: contacts.length,
    orders: orders ?? {},
  });
  return id;
}

export function readChunkV3(world: World, record: ImportRecord, chunk: number): unknown[] {
  const stored = world.store.row<{ bytes: ArrayBuffer }>(
    'SELECT bytes FROM importChunks WHERE import = ? AND n = ?',
    record.id,
    chunk,
  );
  return stored ? (JSON.parse(Buffer.from(stored.bytes).toString('utf8')) as unknown[]) : [];
}

/** What the whole of an import is refused for. */
export function judgeImportV3(
  world: World,
  record: ImportRecord,
): 'RejectedByWatchdog' | 'ExceedsAllowedContactLimit' | 'hold' | undefined {
  const emails = readChunkV3(world, record, 0).map((contact) => emailOf(contact) ?? '');
  const verdict = judgeImport(
    world,
    record,
    emails.filter((email) => email !== ''),
  );
  if (verdict) return verdict.action === 'reject' ? 'RejectedByWatchdog' : 'hold';
  const limit = world.store.number('SELECT contactLimit AS n FROM accounts WHERE id = ?', record.account);
  const held = countMailable(world, record.account);
  if (held + record.totalRows <= limit) return undefined;
  const all = Array.from({ length: record.chunks }, (_, chunk) => readChunkV3(world, record, chunk))
    .flat()
    .map(emailOf);
  const known = world.store.number(
    'SELECT count(*) AS n FROM json_each(?) j CROSS JOIN contacts c ON c.account = ? AND c.email = j.value',
    JSON.stringify([...new Set(all)]),
    record.account,
  );
  return held + new Set(all).size - known > limit ? 'ExceedsAllowedContactLimit' : undefined;
}

function emailOf(contact: unknown): string | undefined {
  const read = contactGivenSchema.safeParse(contact);
  return read.success ? read.data.identifiers?.email?.trim().toLowerCase() : undefined;
}

/** Some contacts of an import: the plain ones in a few statements, those with a status, consents or a number one by one. */
export function applyContactsV3(
  world: World,
  record: ImportRecord,
  contacts: unknown[],
  firstN: number,
): void {
  const option = v3Names[record.mergeOption] ?? 'overwrite';
  const results: Result[] = [];
  const plain: Plain[] = [];
  const seen = seenIn(world, record, firstN);
  for (const [i, raw] of contacts.entries()) {
    const n = firstN + i;
    const read = contactGivenSchema.safeParse(raw);
    if (!read.success) {
      results.push(
        failed(n, raw, [
          {
            code: 'ApiSchemaViolation',
            item: read.error.issues[0]?.path.join('.') ?? '',
            description: read.error.issues[0]?.message ?? 'The contact is malformed',
          },
        ]),
      );
      continue;
    }
    const { checked, complaints } = checkContact(world, record.account, read.data);
    const key = matchKey(read.data);
    if (key === undefined) complaints.push(matchComplaint(read.data));
    else if (seen.has(key))
      complaints.push({
        code: 'Duplicate',
        item: key,
        description: `Duplicate identifier detected for ${key}`,
      });
    else seen.add(key);
    if (complaints.length > 0) results.push(failed(n, raw, complaints));
    else if (isPlain(read.data) && checked.email !== undefined)
      plain.push({ n, raw, checked, email: checked.email });
    else results.push(saveOne(world, record.account, n, raw, checked, option));
  }
  results.push(...savePlain(world, record, plain));
  world.store.run(
    'INSERT OR REPLACE INTO importResults (import, n, outcome, contact, detail) SELECT ?, value ->> 0, value ->> 1, value ->> 2, value ->> 3 FROM json_each(?)',
    record.id,
    JSON.stringify(
      results.map(({ n, outcome, contact, detail }) => [n, outcome, contact, JSON.stringify(detail)]),
    ),
  );
}

const isPlain = ({
  matchIdentifier,
  channelProperties,
  preferences,
  consentRecords,
  identifiers,
}: ContactGiven): boolean =>
  matchIdentifier === 'email' &&
  !preferences &&
  !consentRecords &&
  !identifiers?.mobileNumber &&
  channelProperties?.sms === undefined &&
  channelProperties?.email?.status === undefined &&
  channelProperties?.email?.optInType !== 'VerifiedDouble';

function matchKey({ matchIdentifier, identifiers }: ContactGiven): string | undefined {
  const value = matchIdentifier === undefined ? undefined : identifiers?.[matchIdentifier];
  return matchIdentifier !== undefined && value && isIdentifier(matchIdentifier)
    ? `${matchIdentifier} '${value.trim().toLowerCase()}'`
    : undefined;
}

function matchComplaint({ matchIdentifier, identifiers }: ContactGiven): Complaint {
  const none = Object.values(identifiers ?? {}).every((value) => !value);
  return none
    ? { code: 'NoValidIdentifiers', item: 'identifiers', description: 'No valid identifiers were given' }
    : {
        code: 'InvalidMatchIdentifier',
        item: matchIdentifier ?? '',
        description: 'The match identifier is not among the identifiers',
      };
}

function saveOne(
  world: World,
  account: number,
  n: number,
  raw: unknown,
  checked: CheckedContact,
  option: MergeOptionV3,
): Result {
  const { matchIdentifier = 'email', identifiers } = checked.given;
  const known = findByIdentifier(world, account, matchIdentifier, identifiers?.[matchIdentifier] ?? '');
  if (!known && matchIdentifier === 'contactId')
    return failed(n, raw, [
      { code: 'InvalidContactId', item: 'contactId', description: 'The contact does not exist' },
    ]);
  for (const [name, value] of [
    ['email', checked.email],
    ['mobileNumber', checked.mobile],
  ] as const) {
    const other = value === undefined ? undefined : findByIdentifier(world, account, name, value);
    if (other && other.id !== known?.id)
      return failed(
        n,
        raw,
        [{ code: 'Duplicate', item: name, description: `Another contact has that ${name}` }],
        known?.id ?? null,
      );
  }
  if (known && isGlobal(known)) return failed(n, raw, [globally(known.email)], known.id);
  const complaint = known ? undefined : refuseNew(world, account, checked.email);
  if (complaint) return failed(n, raw, [complaint]);
  const written = known
    ? updateV3(world, known, checked, { mergeOption: option })
    : insertV3(world, account, checked);
  const contact = applyExtras(world, written, checked);
  return { n, outcome: known ? 'updated' : 'created', contact: contact.id, detail: identifiersOf(contact) };
}

function seenIn(world: World, record: ImportRecord, beforeN: number): Set<string> {
  const key = `seen ${record.id}`;
  const known = world.memo.get(key) as Set<string> | undefined;
  if (known) return known;
  const seen = new Set<string>();
  for (let chunk = 0; chunk * 1_000_000 < beforeN; chunk++) {
    for (const [i, raw] of readChunkV3(world, record, chunk).entries()) {
      const read = contactGivenSchema.safeParse(raw);
      const match = read.success && chunk * 1_000_000 + i < beforeN ? matchKey(read.data) : undefined;
      if (match !== undefined) seen.add(match);
    }
  }
  world.memo.set(key, seen);
  return seen;
}
