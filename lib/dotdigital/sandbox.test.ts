import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { eventually } from '@/prisma/test-eventually';
import { startSimulator, type Simulator } from '@/simulator/start';
import {
  createDotdigitalClient,
  DotdigitalError,
  type CallRecord,
  type DotdigitalClient,
  type Page,
} from './index';

let sandbox: Simulator;
let client: DotdigitalClient;
const calls: CallRecord[] = [];

beforeAll(async () => {
  sandbox = await startSimulator({ settings: { importSeconds: 0 } });
});
beforeEach(async () => {
  await control('POST', 'reset', { seed: 1, contacts: 0 });
  await control('POST', 'settings', { importSeconds: 0 });
  calls.length = 0;
  client = openClient();
});
afterAll(async () => {
  await client.close();
  await sandbox.close();
});

const openClient = (
  given: { username?: string; password?: string; endpoint?: string } = {},
): DotdigitalClient =>
  createDotdigitalClient({
    endpoint: sandbox.url,
    username: 'apiuser-demo@apiconnector.com',
    password: 'sandbox-password',
    allowedHosts: [new URL(sandbox.url).host],
    onCall: (call) => calls.push(call),
    retry: { retries: 3, minTimeoutMs: 5 },
    ...given,
  });

async function control(method: string, path: string, body?: unknown): Promise<unknown> {
  const response = await fetch(`${sandbox.url}/_control/${path}`, {
    method,
    ...(body === undefined
      ? {}
      : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
  });
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
  return response.status === 204 ? null : response.json();
}

async function all<Row>(pages: AsyncIterable<Page<Row>>): Promise<Row[]> {
  const rows: Row[] = [];
  for await (const page of pages) {
    expect(page.refused).toEqual([]);
    rows.push(...page.rows);
  }
  return rows;
}

/** Waits for what the sandbox does after its answer. */
const until = <Value>(read: () => Promise<Value>, done: (value: Value) => boolean): Promise<Value> =>
  eventually(async () => {
    const value = await read();
    expect(done(value)).toBe(true);
    return value;
  });

async function importPeople(bookId: number, csv: string) {
  const { importId } = await client.startImport(bookId, { fileName: 'contacts.csv', csv: Buffer.from(csv) });
  const { status } = await until(
    () => client.importStatus(importId),
    (read) => read.status !== 'NotFinished',
  );
  return { importId, status };
}

test('the account tells its name, host, credits and limits', async () => {
  const account = await client.accountInfo();
  expect(account).toMatchObject({
    name: 'Northwind Outdoor',
    apiEndpoint: sandbox.url,
    timeZone: 'Europe/London',
  });
  expect(account.emailCredits).toBeGreaterThan(0);
  expect(account.apiCallsRemaining).toBeGreaterThan(0);
  expect(await client.serverTime()).toBeInstanceOf(Date);
});

test('wrong credentials and a foreign region are told apart, and the region’s own address works', async () => {
  await expect(openClient({ password: 'wrong-password' }).accountInfo()).rejects.toMatchObject({
    kind: 'credentials',
    acted: 'no',
  });
  const overseas = openClient({ username: 'apiuser-demo-us@apiconnector.com' });
  await expect(all(overseas.addressBooks())).rejects.toMatchObject({ kind: 'region' });
  const { apiEndpoint, region } = await overseas.accountInfo();
  expect(region).toBe('r2');
  const there = openClient({ username: 'apiuser-demo-us@apiconnector.com', endpoint: apiEndpoint ?? '' });
  expect((await all(there.addressBooks())).map(({ name }) => name)).toEqual(['All Contacts', 'Test']);
});

test('a book is made once, its second name is refused by its code', async () => {
  const book = await client.createAddressBook({ name: 'Newsletter', visibility: 'Private' });
  expect(book).toMatchObject({ name: 'Newsletter', visibility: 'Private', contacts: 0 });
  await expect(client.createAddressBook({ name: 'newsletter', visibility: 'Private' })).rejects.toMatchObject(
    { kind: 'refused', vendorCode: 'ERROR_ADDRESSBOOK_DUPLICATE', acted: 'no' },
  );
  expect(await all(client.addressBooks())).toContainEqual(book);
});

test('people go in by file, come back with their fields, are taken out and unsubscribed', async () => {
  const { id } = await client.createAddressBook({ name: 'Newsletter', visibility: 'Private' });
  const { importId, status } = await importPeople(
    id,
    'Email,FIRSTNAME\nInes@example.net,Ines\nbo@example.net,"Bo, ""B"""\nnot-an-address,X\nbo@example.net,Bo\n',
  );
  expect(status).toBe('Finished');
  expect(await client.importReport(importId)).toMatchObject({
    newContacts: 2,
    invalidEntries: 1,
    duplicateEmails: 1,
  });
  const faults = [];
  for await (const fault of client.importFaults(importId)) faults.push(fault);
  expect(faults.map(({ columns }) => columns.Email)).toEqual(['not-an-address', 'bo@example.net']);

  const people = await all(client.bookContacts(id, { withFullData: true }));
  expect(people.map(({ email, status: state, dataFields }) => [email, state, dataFields?.FIRSTNAME])).toEqual(
    [
      ['ines@example.net', 'Subscribed', 'Ines'],
      ['bo@example.net', 'Subscribed', 'Bo, "B"'],
    ],
  );
  expect((await all(client.bookContacts(id)))[0]?.dataFields).toBeNull();
  expect(await all(client.bookContacts(id, { modifiedSince: new Date('2000-01-01') }))).toHaveLength(2);

  const bo = people[1]?.id ?? 0;
  const { deletionId } = await client.removeFromBook(id, [bo]);
  if (deletionId !== null)
    await until(
      () => client.deletionStatus(deletionId),
      (read) => read.status !== 'Started',
    );
  await until(
    () => all(client.bookContacts(id)),
    (rows) => rows.length === 1,
  );
  expect(await client.removeOneFromBook(id, 987_654)).toBe(false);
  expect(await client.removeFromBook(id, [])).toEqual({ deletionId: null });

  const since = new Date('1971-01-01');
  expect(await client.unsubscribeFromBook(id, 'ines@example.net')).toMatchObject({
    email: 'ines@example.net',
    reason: 'Unsubscribed',
  });
  expect((await all(client.bookUnsubscribes(id, since))).map(({ email }) => email)).toEqual([
    'ines@example.net',
  ]);
  expect(await client.unsubscribe('bo@example.net')).toMatchObject({ reason: 'Unsubscribed' });
  expect((await all(client.suppressions(since))).map(({ email }) => email)).toEqual(['bo@example.net']);
  expect(await client.contactByEmail('bo@example.net')).toMatchObject({ status: 'Unsubscribed' });
  expect(await client.contactByEmail('nobody@example.net')).toBeNull();
});

test('data fields are made, listed and deleted; a system field stays', async () => {
  await client.createDataField({
    name: 'TOTAL_SPENT',
    type: 'Numeric',
    visibility: 'Private',
    defaultValue: 0,
  });
  const { rows } = await client.dataFields();
  expect(rows).toContainEqual({
    name: 'TOTAL_SPENT',
    type: 'Numeric',
    visibility: 'Private',
    defaultValue: 0,
  });
  await expect(
    client.createDataField({ name: 'total_spent', type: 'String', visibility: 'Private' }),
  ).rejects.toMatchObject({ vendorCode: 'ERROR_NON_UNIQUE_DATAFIELD' });
  expect(await client.deleteDataField('TOTAL_SPENT')).toEqual({ deleted: true, dependencies: [] });
  await expect(client.deleteDataField('FIRSTNAME')).rejects.toMatchObject({ kind: 'not_found' });
});

test('a campaign’s recipients, opens and clicks are read', async () => {
  const { id } = await client.createAddressBook({ name: 'Newsletter', visibility: 'Private' });
  await importPeople(id, 'Email\nines@example.net\nbo@example.net\n');
  const campaign = (await control('POST', 'campaigns', { name: 'Spring sale', addressBookIds: [id] })) as {
    id: number;
  };
  await control('POST', 'clock', { advance: 'P2D' });
  const [listed] = await until(
    () => all(client.campaignsOfBook(id)),
    (rows) => rows.length > 0,
  );
  expect(listed).toMatchObject({ id: campaign.id, name: 'Spring sale', htmlContent: null });
  await control('POST', `campaigns/${campaign.id}/events`, [
    { kind: 'click', contact: 'ines@example.net', url: 'https://www.northwind.example/tents' },
  ]);
  expect((await client.campaign(campaign.id)).htmlContent).toContain('Hello');
  const summary = await client.campaignSummary(campaign.id);
  expect(summary.numbers.numTotalSent).toBe(2);
  const activities = await all(client.activities(campaign.id));
  expect(activities.map(({ email }) => email).sort()).toEqual(['bo@example.net', 'ines@example.net']);
  const clicks = await all(client.clicks(campaign.id));
  expect(
    clicks.some(({ email, dateClicked }) => email === 'ines@example.net' && dateClicked instanceof Date),
  ).toBe(true);
  expect(await all(client.opens(campaign.id, { since: new Date('2000-01-01') }))).toEqual(
    await all(client.opens(campaign.id)),
  );
});

test('a read heals after each passing fault, and the recorder sees it', async () => {
  await client.createAddressBook({ name: 'Bücher', visibility: 'Private' });
  for (const kind of [
    'server-error',
    'unavailable',
    'torn-json',
    'empty-body',
    'html',
    'latin-1',
    'gzip-cut',
    'wrong-encoding',
    'reset-before-head',
    'reset-mid-body',
    'short-body',
    'chunked-unfinished',
  ]) {
    calls.length = 0;
    await control('POST', 'faults', [{ route: '/v2/address-books', method: 'GET', nth: 1, kind }]);
    expect(await all(client.addressBooks()), kind).toHaveLength(3);
    expect(calls.length, kind).toBe(3);
    await control('DELETE', 'faults');
  }
});

test('an import whose answer never came may have acted, one refused for being too many has not', async () => {
  const { id } = await client.createAddressBook({ name: 'Newsletter', visibility: 'Private' });
  const file = { fileName: 'contacts.csv', csv: Buffer.from('Email\nines@example.net\n') };
  await control('POST', 'faults', [
    { route: '/v2/address-books/*/contacts/import', method: 'POST', nth: 1, kind: 'server-error-after' },
  ]);
  const failure = await client.startImport(id, file).catch((error: unknown) => error);
  expect(failure).toMatchObject({ kind: 'server', acted: 'maybe' });
  await until(
    () => all(client.bookContacts(id)),
    (rows) => rows.length === 1,
  );
  expect(calls.filter(({ method, path }) => method === 'POST' && path.endsWith('/import'))).toHaveLength(1);
});

test('a row that does not fit is set aside and the page goes on', async () => {
  await client.createAddressBook({ name: 'Newsletter', visibility: 'Private' });
  await control('POST', 'faults', [
    {
      route: '/v2/address-books',
      method: 'GET',
      nth: 1,
      kind: 'odd-values',
      args: { set: { id: 'NaN', extra: { deep: 1 } }, row: 0 },
    },
  ]);
  const pages: Page<unknown>[] = [];
  for await (const page of client.addressBooks()) pages.push(page);
  expect(pages[0]?.rows).toHaveLength(2);
  expect(pages[0]?.refused).toEqual([
    { raw: expect.objectContaining({ name: 'All Contacts' }), reason: 'id is missing or not as expected' },
  ]);
});

test('a spent tier is a typed error with the time of its reset', async () => {
  await control('POST', 'api-users', {
    email: 'apiuser-demo@apiconnector.com',
    scheme: 'tiered',
    limits: { low: 1, medium: 1, high: 1 },
  });
  const impatient = createDotdigitalClient({
    endpoint: sandbox.url,
    username: 'apiuser-demo@apiconnector.com',
    password: 'sandbox-password',
    allowedHosts: [new URL(sandbox.url).host],
    maxWaitMs: 0,
  });
  await impatient.dataFields();
  const failure = await impatient.dataFields().catch((error: unknown) => error);
  await impatient.close();
  expect(failure).toBeInstanceOf(DotdigitalError);
  expect(failure).toMatchObject({ kind: 'rate_limited', retryAt: expect.any(Date) });
});
