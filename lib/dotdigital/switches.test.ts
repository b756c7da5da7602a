import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startSimulator, type Simulator } from '@/simulator/start';
import { switches } from '@/simulator/engine/switches';
import { createDotdigitalClient, isSendable, type DotdigitalClient, type Page } from './index';

let sandbox: Simulator;
let client: DotdigitalClient;
const clients: DotdigitalClient[] = [];

const openClient = (username = 'apiuser-demo@apiconnector.com', endpoint = sandbox.url): DotdigitalClient => {
  const opened = createDotdigitalClient({
    endpoint,
    username,
    password: 'sandbox-password',
    allowedHosts: [new URL(sandbox.url).host],
    maxWaitMs: 0,
    retry: { retries: 1, minTimeoutMs: 1 },
  });
  clients.push(opened);
  return opened;
};

async function control<T>(method: string, path: string, body?: unknown): Promise<T> {
  const response = await fetch(`${sandbox.url}/_control/${path}`, {
    method,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
  return (await response.json()) as T;
}

const advance = (duration: string): Promise<unknown> => control('POST', 'clock', { advance: duration });

async function all<Row>(pages: AsyncIterable<Page<Row>>): Promise<Row[]> {
  const rows: Row[] = [];
  for await (const page of pages) {
    expect(page.refused).toEqual([]);
    rows.push(...page.rows);
  }
  return rows;
}

const lettersOf = (words: string): string => words.toLowerCase().replace(/[^a-z]/g, '');
const csvOf = (...lines: string[]): { fileName: string; csv: Buffer } => ({
  fileName: 'contacts.csv',
  csv: Buffer.from(`${lines.join('\n')}\n`),
});
const longAgo = new Date('1971-01-01');

async function importPeople(
  bookId: number,
  ...lines: string[]
): Promise<{ importId: string; status: string }> {
  const { importId } = await client.startImport(bookId, csvOf(...lines));
  expect((await client.importStatus(importId)).status).toBe('NotFinished');
  await expect(client.importReport(importId)).rejects.toMatchObject({
    vendorCode: 'ERROR_IMPORT_REPORT_NOT_FOUND',
    acted: 'no',
  });
  await advance('PT5S');
  return { importId, status: (await client.importStatus(importId)).status };
}

/** Who may get mail, of those that the book hands out. */
const sendable = async (bookId: number): Promise<string[]> =>
  (await all(client.bookContacts(bookId)))
    .filter(({ status }) => isSendable(status))
    .map(({ email }) => email);

async function readsTheAccount(): Promise<void> {
  const account = await client.accountInfo();
  expect(account).toMatchObject({ name: 'Northwind Outdoor', apiEndpoint: sandbox.url });
  expect(account.emailCredits).toBeGreaterThan(0);
  expect((await client.serverTime()).getUTCFullYear()).toBe(2026);
}

async function makesBooks(): Promise<number> {
  const book = await client.createAddressBook({ name: 'Newsletter', visibility: 'Private' });
  await expect(client.createAddressBook({ name: 'Newsletter', visibility: 'Private' })).rejects.toMatchObject(
    { vendorCode: 'ERROR_ADDRESSBOOK_DUPLICATE', acted: 'no' },
  );
  await expect(client.createAddressBook({ name: '', visibility: 'Private' })).rejects.toMatchObject({
    kind: 'refused',
    acted: 'no',
  });
  expect((await all(client.addressBooks())).map(({ name }) => name)).toEqual([
    'All Contacts',
    'Test',
    'Newsletter',
  ]);
  return book.id;
}

async function makesFields(): Promise<void> {
  await client.createDataField({ name: 'Shoe_Size', type: 'Numeric', visibility: 'Private' });
  await expect(
    client.createDataField({ name: 'shoe_size', type: 'Numeric', visibility: 'Private' }),
  ).rejects.toMatchObject({ vendorCode: 'ERROR_NON_UNIQUE_DATAFIELD', acted: 'no' });
  expect((await client.dataFields()).rows.map(({ name }) => name.toUpperCase())).toContain('SHOE_SIZE');
  await client.createDataField({ name: 'Unused', type: 'Date', visibility: 'Private' });
  expect(await client.deleteDataField('Unused')).toMatchObject({ deleted: true });
  await control('POST', 'campaigns', { name: 'Uses a field', subject: '@SHOE_SIZE@' });
  expect(await client.deleteDataField('Shoe_Size')).toMatchObject({ deleted: false });
  expect((await client.dataFields()).rows).toHaveLength(7);
}

async function importsPeople(book: number): Promise<void> {
  await control('POST', 'contacts', {
    contacts: [
      { email: 'left@example.net', status: 'Unsubscribed' },
      { email: 'bounced@example.net', status: 'HardBounced' },
    ],
  });
  const { importId, status } = await importPeople(
    book,
    'Email,FIRSTNAME,SHOE_SIZE',
    'Ines@example.net,"Ines, Dr.",38',
    'bo@example.net,Bo,',
    'cy@example.net,Cy,40',
    'dee@example.net,Dee,',
    'not-an-address,X,',
    'dee@example.net,Dee,',
    'left@example.net,L,',
    'bounced@example.net,B,',
  );
  expect(status).toBe('Finished');
  expect(await client.importReport(importId)).toMatchObject({
    newContacts: 4,
    invalidEntries: 1,
    duplicateEmails: 1,
    unsubscribed: 1,
    hardBounced: 1,
    suppressedContacts: 0,
    failures: 0,
  });
  const faults: string[] = [];
  for await (const { reason, columns } of client.importFaults(importId))
    faults.push(`${columns.Email} ${lettersOf(reason).slice(0, 7)}`);
  expect(faults.sort()).toEqual([
    'bounced@example.net hardbou',
    'dee@example.net duplica',
    'left@example.net unsubsc',
    'not-an-address invalid',
  ]);

  const clean = await importPeople(book, 'Email', 'bo@example.net');
  const none: unknown[] = [];
  for await (const fault of client.importFaults(clean.importId)) none.push(fault);
  expect([clean.status, none]).toEqual(['Finished', []]);
  const bad = await client.startImport(book, csvOf('Name', 'Bo')).then(
    async ({ importId: started }) => {
      await advance('PT5S');
      return (await client.importStatus(started)).status;
    },
    (error: unknown) => error,
  );
  if (bad !== 'InvalidFileFormat')
    expect(bad).toMatchObject({ vendorCode: 'ERROR_NO_EMAIL_COLUMN', acted: 'no' });
}

async function readsPeople(book: number): Promise<void> {
  const people = await all(client.bookContacts(book, { withFullData: true, pageSize: 3 }));
  expect(
    people
      .filter(({ status }) => isSendable(status))
      .map(({ email, dataFields }) => [email, dataFields?.FIRSTNAME, dataFields?.SHOE_SIZE]),
  ).toEqual([
    ['ines@example.net', 'Ines, Dr.', 38],
    ['bo@example.net', 'Bo', null],
    ['cy@example.net', 'Cy', 40],
    ['dee@example.net', 'Dee', null],
  ]);
  expect(await all(client.bookContacts(book, { modifiedSince: longAgo }))).toHaveLength(people.length);
  expect(await client.contactByEmail('cy@example.net')).toMatchObject({ status: 'Subscribed' });
  expect(await client.contactByEmail('left@example.net')).toMatchObject({ status: 'Unsubscribed' });
  expect(await client.contactByEmail('nobody@example.net')).toBeNull();
}

async function sendsAndReads(book: number): Promise<void> {
  const { id } = await control<{ id: number }>('POST', 'campaigns', {
    name: 'Spring',
    addressBookIds: [book],
  });
  await advance('PT2S');
  const address = 'ines@example.net';
  await control('POST', `campaigns/${id}/events`, [
    { kind: 'open', contact: address },
    { kind: 'click', contact: address, url: 'https://www.northwind.example/tents' },
  ]);
  expect((await all(client.campaignsOfBook(book))).map(({ name }) => name)).toEqual(['Spring']);
  expect((await client.campaign(id)).htmlContent).toContain('Hello');
  const rows = await all(client.activities(id, { pageSize: 2 }));
  expect(rows).toHaveLength(4);
  const sum = (read: (row: (typeof rows)[number]) => number): number =>
    rows.reduce((total, row) => total + read(row), 0);
  const { numbers } = await client.campaignSummary(id);
  expect(numbers).toMatchObject({
    numTotalSent: 4,
    numTotalOpens: sum(({ numOpens }) => numOpens),
    numTotalClicks: sum(({ numClicks }) => numClicks),
  });
  for (const { numOpens, dateFirstOpened } of rows) expect(dateFirstOpened === null).toBe(numOpens === 0);
  expect(await all(client.activities(id, { since: longAgo }))).toEqual(rows);
  expect(await all(client.opens(id))).toHaveLength(numbers.numTotalOpens ?? -1);
  const clicks = await all(client.clicks(id, { since: longAgo }));
  expect(clicks).toContainEqual(
    expect.objectContaining({ email: address, url: 'https://www.northwind.example/tents' }),
  );
}

async function takesPeopleOut(book: number): Promise<void> {
  const idOf = async (email: string): Promise<number> => (await client.contactByEmail(email))?.id ?? 0;
  const { deletionId } = await client.removeFromBook(book, [await idOf('cy@example.net')]);
  await advance('PT2S');
  if (deletionId !== null) expect((await client.deletionStatus(deletionId)).status).toBe('Completed');
  await client.removeOneFromBook(book, await idOf('cy@example.net'));
  expect(await client.removeOneFromBook(book, 987_654)).toBe(false);
  expect(await client.unsubscribeFromBook(book, 'bo@example.net')).toMatchObject({
    email: 'bo@example.net',
    reason: 'Unsubscribed',
  });
  expect(await client.unsubscribe('dee@example.net')).toMatchObject({ status: 'Unsubscribed' });
  expect(await sendable(book)).toEqual(['ines@example.net']);
  expect((await all(client.bookUnsubscribes(book, longAgo))).map(({ email }) => email)).toEqual([
    'bo@example.net',
  ]);
  const gone = await all(client.suppressions(longAgo));
  expect(gone.map(({ email, reason }) => [email, reason]).sort()).toEqual([
    ['bounced@example.net', 'HardBounced'],
    ['dee@example.net', 'Unsubscribed'],
    ['left@example.net', 'Unsubscribed'],
  ]);
  for (const { dateRemoved } of gone) expect(dateRemoved).toBeInstanceOf(Date);
  const halfGone = await client.removeFromBook(book, [await idOf('ines@example.net'), 987_654]);
  await advance('PT2S');
  if (halfGone.deletionId !== null)
    expect(['Completed', 'Failed']).toContain((await client.deletionStatus(halfGone.deletionId)).status);
}

async function isToldWhatIsWrong(): Promise<void> {
  await expect(all(client.bookContacts(2_147_000_000))).rejects.toMatchObject({
    kind: 'not_found',
    vendorCode: 'ERROR_ADDRESSBOOK_NOT_FOUND',
  });
  await control('POST', 'api-users', { email: 'apiuser-off@apiconnector.com', enabled: false });
  const failure = await openClient('apiuser-off@apiconnector.com')
    .dataFields()
    .catch((error: unknown) => error);
  expect(['credentials', 'region']).toContain((failure as { kind?: string }).kind);
  await control('POST', 'api-users', {
    email: 'apiuser-slow@apiconnector.com',
    limits: { low: 0, medium: 0, high: 0 },
  });
  const { now } = await control<{ now: string }>('GET', 'clock');
  const limited = await openClient('apiuser-slow@apiconnector.com')
    .dataFields()
    .catch((error: unknown) => error);
  expect(limited).toMatchObject({ kind: 'rate_limited', retryAt: expect.any(Date) as unknown });
  expect(Math.abs((limited as { retryAt: Date }).retryAt.getTime() - Date.parse(now))).toBeLessThan(
    10 * 60_000,
  );
}

describe('the door works the same, however Dotdigital answers an open question', () => {
  beforeAll(async () => {
    sandbox = await startSimulator();
  });
  afterAll(async () => {
    await Promise.all(clients.map((one) => one.close()));
    await sandbox.close();
  });

  for (const { name, question, positions } of switches) {
    for (const position of positions) {
      test(`${name} as ${position}: ${question}`, async () => {
        await control('POST', 'reset', { seed: 1, contacts: 0 });
        await control('POST', 'clock', { speed: 0 });
        await control('POST', 'settings', { [name]: position });
        client = openClient();
        await readsTheAccount();
        const book = await makesBooks();
        await makesFields();
        await importsPeople(book);
        await readsPeople(book);
        await sendsAndReads(book);
        await takesPeopleOut(book);
        await isToldWhatIsWrong();
        await client.close();
      });
    }
  }
});
