import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readFaults } from './imports';
import { sortOut } from './pages';
import { sinceText } from './since';
import {
  WireAccount,
  WireActivity,
  WireCampaign,
  WireClick,
  WireContact,
  WireContactImport,
  WireDataField,
  WireImport,
  WireImportReport,
  WireOpen,
  WireSummary,
  WireSuppression,
} from './wire';
import { readTime } from './wire-values';

test('a contact is read whatever the spelling of its keys, numbers as text, unknown words and keys', () => {
  expect(
    WireContact.parse({
      Id: '90211',
      Email: 'ines@example.net',
      optInType: 'NotAvailableInThisVersion',
      EmailType: 'Html',
      status: 'BrandNewStatus',
      surprise: { deep: [1] },
      dataFields: [
        { Key: 'firstname', Value: 'In\u0000es' },
        { key: 'SPENT', value: 12.5 },
        { key: 'VIP', value: true },
        { key: 'GONE', value: null },
        null,
        { key: 'ODD', value: { a: 1 } },
      ],
    }),
  ).toEqual({
    id: 90211,
    email: 'ines@example.net',
    optInType: 'NotAvailableInThisVersion',
    emailType: 'Html',
    status: 'BrandNewStatus',
    dataFields: { FIRSTNAME: 'Ines', SPENT: 12.5, VIP: true, GONE: null },
  });
  expect(WireContact.parse({ id: 1, email: 'a@b.example', dataFields: null })).toMatchObject({
    status: null,
    optInType: null,
    dataFields: null,
  });
});

test('a data field called __proto__ stays a value and touches nothing', () => {
  const { dataFields } = WireContact.parse({
    id: 1,
    email: 'a@b.example',
    dataFields: JSON.parse('[{"key":"__proto__","value":"x"}]'),
  });
  expect(Object.keys(dataFields ?? {})).toEqual(['__PROTO__']);
  expect(({} as Record<string, unknown>).x).toBeUndefined();
});

test('an odd row is set aside with its reason, the others stay', () => {
  const { rows, refused } = sortOut(WireContact, [
    { id: 1, email: 'a@b.example' },
    { id: 2 },
    { id: 2_147_483_648, email: 'c@d.example' },
    { id: 'NaN', email: 'e@f.example' },
    null,
    7,
    'x',
    [],
    { id: 3, email: 'g@h.example' },
  ]);
  expect(rows.map(({ id }) => id)).toEqual([1, 3]);
  expect(refused).toHaveLength(7);
  expect(refused[0]?.reason).toMatch(/^email /);
  expect(refused[1]?.reason).toBe('id is not a valid id');
});

test('dates: any fraction, no zone, an offset without colon; the years 1 and 9999 are no dates', () => {
  expect(readTime('2026-03-01T09:15:00Z')?.toISOString()).toBe('2026-03-01T09:15:00.000Z');
  expect(readTime('2026-03-01T09:15:00.1234567Z')?.toISOString()).toBe('2026-03-01T09:15:00.123Z');
  expect(readTime('2026-03-01T09:15:00')?.toISOString()).toBe('2026-03-01T09:15:00.000Z');
  expect(readTime('2026-03-01T09:15:00+0200')?.toISOString()).toBe('2026-03-01T07:15:00.000Z');
  expect(readTime('2026-03-01')?.toISOString()).toBe('2026-03-01T00:00:00.000Z');
  for (const none of [
    '0001-01-01T00:00:00Z',
    '9999-12-31T23:59:59Z',
    '2026-99-01',
    'soon',
    '',
    null,
    undefined,
    5,
    {},
  ])
    expect(readTime(none), String(none)).toBeNull();
});

test('activity counts what it says, missing counters are 0, an open without a date is odd', () => {
  expect(
    WireActivity.parse({
      contactId: 5,
      email: 'a@b.example',
      numOpens: '3',
      unsubscribed: 'true',
      dateFirstOpened: '0001-01-01T00:00:00',
    }),
  ).toMatchObject({
    numOpens: 3,
    numClicks: 0,
    unsubscribed: true,
    hardBounced: false,
    dateFirstOpened: null,
  });
  expect(WireActivity.safeParse({ contactId: 5, email: 'a', numOpens: 2 ** 53 + 1 }).success).toBe(false);
  expect(WireActivity.safeParse({ contactId: 5, email: 'a', numOpens: -1 }).success).toBe(false);
  expect(WireOpen.safeParse({ contactId: 5, email: 'a@b.example' }).success).toBe(false);
  expect(
    WireClick.parse({
      contactId: 5,
      email: null,
      url: 'https://x.example/',
      dateClicked: '2026-03-01T09:15:00Z',
    }).email,
  ).toBe('');
});

test('a summary keeps counters only, and a campaign its from address', () => {
  expect(
    WireSummary.parse({
      dateSent: '2026-03-01T09:15:00Z',
      numTotalSent: 5,
      numClicks: '2',
      percentageOpens: 0.5,
      revenue: '1',
      numOdd: 'x',
    }),
  ).toEqual({ dateSent: new Date('2026-03-01T09:15:00Z'), numbers: { numTotalSent: 5, numClicks: 2 } });
  expect(
    WireCampaign.parse({
      id: 1,
      fromAddress: { id: 3, email: 'news@x.example' },
      status: 'Sent',
      htmlContent: null,
    }),
  ).toMatchObject({ fromAddress: 'news@x.example', name: '', htmlContent: null });
  expect(WireCampaign.parse({ id: 1, fromAddress: null }).status).toBe('NotAvailableInThisVersion');
});

test('an import whose word is unknown is Unknown, and keeps the word', () => {
  expect(WireImport.parse({ Id: 'aa', Status: 'finished' })).toEqual({
    importId: 'aa',
    status: 'Finished',
    vendorWord: 'finished',
  });
  expect(WireImport.parse({ id: 'aa', status: 'Marinating' }).status).toBe('Unknown');
  expect(WireImportReport.parse({ NewContacts: 4, odd: true, blocked: 'x' })).toMatchObject({
    newContacts: 4,
    blocked: 0,
    suppressedContacts: 0,
  });
});

test('suppressions and account properties are found by name', () => {
  expect(
    WireSuppression.parse({
      suppressedContact: { id: 0, email: 'a@b.example', status: 'Subscribed' },
      reason: 'Unsubscribed',
      dateRemoved: null,
    }),
  ).toEqual({
    contactId: null,
    email: 'a@b.example',
    status: 'Subscribed',
    reason: 'Unsubscribed',
    dateRemoved: null,
  });
  expect(
    WireAccount.parse({
      id: 1,
      properties: [{ name: 'Name', type: 'String', value: 'N' }, null, { name: 'X' }],
    }).properties.get('name'),
  ).toBe('N');
  expect(WireDataField.parse({ name: 'X', type: 'Numeric', defaultValue: 0 })).toEqual({
    name: 'X',
    type: 'Numeric',
    visibility: 'Private',
    defaultValue: 0,
  });
});

test('whatever JSON a row is, reading it neither throws nor lets in what the database can’t hold', () => {
  const schemas = [WireContact, WireActivity, WireCampaign, WireSuppression, WireClick, WireDataField];
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 2 }), fc.constantFrom(...schemas), (value, schema) => {
      const { rows, refused } = sortOut(schema, [value]);
      expect(rows.length + refused.length).toBe(1);
      expect(JSON.stringify(rows)).not.toMatch(/\\u0000|\\ud[89a-f]/i);
    }),
    { numRuns: 100 },
  );
  const text = fc.string({ unit: 'binary' });
  fc.assert(
    fc.property(text, text, (email, value) => {
      const { rows } = sortOut(WireContact, [
        { id: 1, email: `a${email}`, dataFields: [{ key: 'K', value }] },
      ]);
      expect(JSON.stringify(rows)).not.toMatch(/\\u0000|\\ud[89a-f]/i);
    }),
  );
});

test('faults are read with a BOM, quoted newlines and any columns; nothing or a lone header is no fault', () => {
  expect([...readFaults('')]).toEqual([]);
  expect([...readFaults('\uFEFFReason,Email\r\n')]).toEqual([]);
  expect([...readFaults('\uFEFF"Reason","Email"\r\nUnsubscribed,bo@example.net\r\n')]).toEqual([
    { reason: 'Unsubscribed', columns: { Email: 'bo@example.net' } },
  ]);
  expect([
    ...readFaults(
      '\uFEFFReason,Email,FIRSTNAME\r\nUnsubscribed,ines@example.net,"Ines,\nDr."\r\nInvalid Email,not-an-address,\r\n',
    ),
  ]).toEqual([
    { reason: 'Unsubscribed', columns: { Email: 'ines@example.net', FIRSTNAME: 'Ines,\nDr.' } },
    { reason: 'Invalid Email', columns: { Email: 'not-an-address', FIRSTNAME: '' } },
  ]);
  expect(() => [...readFaults('Reason,Email\n"torn')]).toThrow(/faults/);
});

test('a since date has whole seconds and never lies before 1971', () => {
  expect(sinceText(new Date('2026-03-01T09:15:00.999Z'))).toBe('2026-03-01T09:15:00Z');
  expect(sinceText(new Date('0001-01-01T00:00:00Z'))).toBe('1971-01-01T00:00:00Z');
});

test('an import by v3 is read whatever it leaves out or spells in its own way', () => {
  expect(
    WireContactImport.parse({
      importId: 'A1',
      status: 'finished',
      summary: { newContacts: '2', updatedContacts: null, surprise: 1 },
      created: [
        { contactId: 7, identifiers: { email: 'a@b.example', mobileNumber: '447911000001' } },
        null,
        { contactId: 'none' },
      ],
      updated: 'none',
      failures: [
        {
          identifiers: { Email: 'c@b.example' },
          failures: [{ failureCode: 'invalidEmail', description: 'Invalid' }],
        },
        { identifiers: null, failures: [] },
      ],
    }),
  ).toEqual({
    importId: 'A1',
    status: 'Finished',
    told: {
      newContacts: 2,
      updatedContacts: 0,
      created: [{ id: 7, email: 'a@b.example', number: '+447911000001' }],
      updated: [],
      failures: [
        { email: 'c@b.example', number: '', code: 'invalidEmail', description: 'Invalid' },
        { email: '', number: '', code: '', description: '' },
      ],
    },
  });
  expect(WireContactImport.parse({ importId: 'A1', status: 'Paused' })).toMatchObject({
    status: 'Unknown',
    told: null,
  });
});
