import { describe, expect, it } from 'vitest';
import { useSandbox } from './sandbox';

const header = 'Email,OptInType,EmailType,FIRSTNAME';
const rowsOf = (count: number, domain: string): string =>
  Array.from({ length: count }, (_, i) => `p${i}@${domain},Single,Html,P${i}`).join('\n');

describe('imports (dotdigital-api.md, section 15)', () => {
  const sandbox = useSandbox();
  const { get, post } = sandbox;
  const statusOf = async (id: string): Promise<string> =>
    (await get<{ status: string }>(`/v2/contacts/import/${id}`)).body.status;

  it('14. an import is queued, runs while readers may see half of it, and ends; the count of the book settles after the end', async () => {
    const book = await sandbox.book('Fourteen');
    const id = await sandbox.importCsv(`${header}\n${rowsOf(100, 'fourteen.example')}\n`, { book });
    expect(await statusOf(id)).toBe('NotFinished');
    expect(await sandbox.members(book)).toHaveLength(0);
    await sandbox.advance('PT0.65S');
    expect(await statusOf(id)).toBe('NotFinished');
    const half = (await get<unknown[]>(`/v2/address-books/${book}/contacts`)).body.length;
    expect(half).toBeGreaterThan(0);
    expect(half).toBeLessThan(100);
    expect((await get<{ contacts: number }>(`/v2/address-books/${book}`)).body.contacts).toBe(0);
    expect(await get(`/v2/contacts/import/${id}/report`)).toMatchObject({
      status: 404,
      body: { message: 'Import is not processed yet or completed with error. ERROR_IMPORT_REPORT_NOT_FOUND' },
    });
    await sandbox.advance('PT1S');
    expect(await statusOf(id)).toBe('Finished');
    expect((await get<{ contacts: number }>(`/v2/address-books/${book}`)).body.contacts).toBe(100);
    expect((await get('/v2/contacts/import/00000000-0000-4000-8000-000000000000')).status).toBe(404);
  });

  it('15. at post time only the book, the one file, its name, type and size and the active imports are looked at', async () => {
    const book = await sandbox.book('Fifteen');
    const data = Buffer.from('no,useful,column\n1,2,3\n').toString('base64');
    const path = `/v2/address-books/${book}/contacts/import`;
    expect(
      (await post('/v2/address-books/2147483000/contacts/import', { fileName: 'a.csv', data })).status,
    ).toBe(404);
    expect(
      (await post('/v2/address-books/7301/contacts/import', { fileName: 'a.csv', data })).body,
    ).toMatchObject({ message: expect.stringContaining('NOTWRITABLE') as unknown });
    expect((await post(path, { fileName: 'a.docx', data })).body).toMatchObject({
      message: expect.stringContaining('ERROR_IMPORT_UNSUPPORTED_FORMAT') as unknown,
    });
    expect((await post(path, { data })).body).toEqual({ message: 'file must be valid' });
    const nameless = new FormData();
    nameless.append('file', 'Email\na@b.example\n');
    expect(await post(path, undefined, { form: nameless })).toMatchObject({
      status: 400,
      body: { message: 'file must be valid' },
    });
    const two = new FormData();
    two.append('a', new Blob(['Email\n']), 'a.csv');
    two.append('b', new Blob(['Email\n']), 'b.csv');
    expect((await post(path, undefined, { form: two })).body).toMatchObject({
      message: expect.stringContaining('ERROR_MULTI_FILE_UPLOAD_NOT_ALLOWED') as unknown,
    });
    await sandbox.settings({ maxImportBytes: 10 });
    expect((await post(path, { fileName: 'a.csv', data })).status).toBe(400);
    await sandbox.settings({ maxImportBytes: 52_428_800 });
    const bad = await sandbox.importCsv('no,useful,column\n1,2,3\n', { book });
    await sandbox.settings({ maxActiveImports: 1 });
    expect((await post(path, { fileName: 'a.csv', data })).body).toMatchObject({
      message: expect.stringContaining('ERROR_IMPORT_TOOMANYACTIVEIMPORTS') as unknown,
    });
    await sandbox.settings({ maxActiveImports: 25 });
    await sandbox.advance('PT2S');
    expect(await statusOf(bad)).toBe('InvalidFileFormat');
  });

  it('16. every row ends in exactly one counter', async () => {
    const book = await sandbox.book('Sixteen');
    await sandbox.control('POST', '/contacts', {
      contacts: [
        'Unsubscribed',
        'HardBounced',
        'SoftBounced',
        'IspComplained',
        'MailBlocked',
        'Suppressed',
        'SharedSuppression',
        'PendingOptIn',
        'Subscribed',
      ].map((status) => ({ email: `${status.toLowerCase()}@sixteen.example`, status })),
    });
    await sandbox.control('POST', '/suppressed-domains', { domain: 'blocked.example' });
    await post('/v2/data-fields', { name: 'AGE', type: 'Numeric' });
    const rows = [
      'new@sixteen.example,1',
      ' New@Sixteen.example ,2',
      'not an address,3',
      ',4',
      'subscribed@sixteen.example,5',
      'wrong@sixteen.example,old',
      'abuse@sixteen.example,1',
      'someone@blocked.example,1',
      ...[
        'unsubscribed',
        'hardbounced',
        'softbounced',
        'ispcomplained',
        'mailblocked',
        'suppressed',
        'sharedsuppression',
        'pendingoptin',
      ].map((name) => `${name}@sixteen.example,7`),
    ];
    const id = await sandbox.importCsv(`Email,AGE\n${rows.join('\n')}`, { book });
    await sandbox.advance('PT5S');
    const report = await sandbox.report(id);
    expect(report).toEqual({
      newContacts: 1,
      updatedContacts: 1,
      globallySuppressed: 1,
      invalidEntries: 2,
      duplicateEmails: 1,
      blocked: 1,
      unsubscribed: 1,
      hardBounced: 1,
      softBounced: 1,
      ispComplaints: 1,
      mailBlocked: 1,
      domainSuppressed: 1,
      pendingDoubleOptin: 1,
      failures: 1,
      suppressedContacts: 1,
    });
    expect(Object.values(report).reduce((sum, count) => sum + count, 0)).toBe(rows.length);
    expect((await sandbox.members(book)).map(({ email, dataFields }) => [email, dataFields.AGE])).toEqual([
      ['subscribed@sixteen.example', 5],
      ['new@sixteen.example', 1],
    ]);
    expect(
      (
        await sandbox.control<{ email: string; dataFields: Record<string, unknown> }[]>(
          'GET',
          '/state/contacts',
        )
      ).find(({ email }) => email.startsWith('unsubscribed@sixteen'))?.dataFields.AGE,
    ).toBeUndefined();
  });

  it('17. merge options decide what is written over; field names count in any case, unknown columns are dropped', async () => {
    const book = await sandbox.book('Seventeen');
    const first = async (option: string | undefined, name: string): Promise<Record<string, unknown>> => {
      const email = `${name}@seventeen.example`;
      await post('/v2/contacts', {
        email,
        dataFields: [
          { key: 'FIRSTNAME', value: 'Old' },
          { key: 'LASTNAME', value: 'Kept' },
        ],
      });
      await sandbox.importCsv(`email,firstName,LASTNAME,Gender,Shoe Size\n${email},New,,F,44\n`, {
        book,
        ...(option === undefined ? {} : { option }),
      });
      await sandbox.advance('PT5S');
      return (await sandbox.members(book)).find((member) => member.email === email)?.dataFields ?? {};
    };
    const plain = await first(undefined, 'plain');
    expect([plain.FIRSTNAME, plain.LASTNAME, plain.GENDER, Object.keys(plain)]).toEqual([
      'New',
      undefined,
      'F',
      ['FIRSTNAME', 'LASTSUBSCRIBED', 'GENDER'],
    ]);
    const filled = await first('OnlyOverwriteIfNotEmpty', 'filled');
    expect([filled.FIRSTNAME, filled.LASTNAME]).toEqual(['New', 'Kept']);
    const empty = await first('2', 'empty');
    expect([empty.FIRSTNAME, empty.LASTNAME, empty.GENDER]).toEqual(['Old', 'Kept', 'F']);
  });

  it('18. the watchdog holds or rejects a file by what is in it or by its name', async () => {
    const book = await sandbox.book('Eighteen');
    const roles = `Email\n${Array.from({ length: 30 }, (_, i) => `${i % 3 === 0 ? 'person' : 'info'}@company${i}.example`).join('\n')}`;
    const rejected = await sandbox.importCsv(roles, { book });
    const named = await sandbox.importCsv('Email\na@eighteen.example\n', {
      book,
      fileName: 'list-watchdog-hold.csv',
    });
    await sandbox.advance('PT10S');
    expect(await statusOf(rejected)).toBe('RejectedByWatchdog');
    expect(await sandbox.members(book)).toEqual([]);
    expect((await get(`/v2/contacts/import/${rejected}/report`)).body).toMatchObject({
      message: expect.stringContaining('ERROR_IMPORT_REPORT_NOT_FOUND') as unknown,
    });
    expect(await statusOf(named)).toBe('NotFinished');
    await sandbox.advance('PT7H');
    expect(await statusOf(named)).toBe('Finished');
    expect(await sandbox.members(book)).toHaveLength(1);
    await sandbox.settings({ watchdog: { afterHold: 'RejectedByWatchdog' } });
    const refused = await sandbox.importCsv('Email\nb@watchdog-hold.example\n', { book });
    await sandbox.advance('PT7H');
    expect(await statusOf(refused)).toBe('RejectedByWatchdog');
    expect(await sandbox.members(book)).toHaveLength(1);
  });

  it('19. a full account answers ExceedsAllowedContactLimit, too many active imports 400; Failed and Unknown come by injection', async () => {
    const book = await sandbox.book('Nineteen');
    const [account] = await sandbox.control<{ id: number; contactLimit: number }[]>('GET', '/accounts');
    await sandbox.control('PATCH', `/accounts/${account?.id}`, { contactLimit: 1 });
    const full = await sandbox.importCsv('Email\na@nineteen.example\nb@nineteen.example\n', { book });
    await sandbox.advance('PT5S');
    expect(await statusOf(full)).toBe('ExceedsAllowedContactLimit');
    expect(await post('/v2/contacts', { email: 'c@nineteen.example' })).toMatchObject({
      status: 400,
      body: { message: expect.stringContaining('ERROR_CONTACT_TOOMANY') as unknown },
    });
    await sandbox.control('PATCH', `/accounts/${account?.id}`, { contactLimit: account?.contactLimit });
    for (const [kind, args, status] of [
      ['import-failed', {}, 'Failed'],
      ['import-status', { status: 'Unknown' }, 'Unknown'],
    ] as const) {
      await sandbox.fault({
        route: '/v2/address-books/{addressBookId}/contacts/import',
        kind,
        args,
        times: 1,
      });
      const id = await sandbox.importCsv('Email\nx@nineteen.example\n', { book });
      await sandbox.advance('PT5S');
      expect(await statusOf(id)).toBe(status);
    }
    expect(await sandbox.members(book)).toEqual([]);
  });

  it('20. the faults have a BOM, Reason first, own columns in their order and spelling, either table of words, and go after a week', async () => {
    const book = await sandbox.book('Twenty');
    const id = await sandbox.importCsv(
      'First Name,EMAIL,note\n"Bo, jr.",nonsense,"two\nlines"\nAda,ada@twenty.example,\nAda,ada@twenty.example,"say ""hi"""\n',
      { book },
    );
    await sandbox.advance('PT5S');
    const faults = await fetchBytes(`${sandbox.url}/v2/contacts/import/${id}/report-faults`);
    expect(faults.subarray(0, 3)).toEqual(Buffer.from([0xef, 0xbb, 0xbf]));
    expect(faults.subarray(3).toString()).toBe(
      'Reason,First Name,EMAIL,note\r\nInvalid Email,"Bo, jr.",nonsense,"two\nlines"\r\nDuplicate,Ada,ada@twenty.example,"say ""hi"""\r\n',
    );
    await sandbox.settings({ faultWords: 'magento' });
    expect(await sandbox.faultsOf(id)).toContain('Invalid Entries,');
    await sandbox.settings({ faultWords: 'docs' });
    await sandbox.advance('P8D');
    expect((await get(`/v2/contacts/import/${id}/report-faults`)).status).toBe(404);
    expect((await get(`/v2/contacts/import/${id}/report`)).status).toBe(200);
  });
});

async function fetchBytes(url: string): Promise<Buffer> {
  const response = await fetch(url, {
    headers: {
      Authorization: `Basic ${Buffer.from('apiuser-demo@apiconnector.com:sandbox-password').toString('base64')}`,
    },
  });
  return Buffer.from(await response.arrayBuffer());
}
