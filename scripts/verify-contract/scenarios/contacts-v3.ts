import type { Json } from '../json-schema';
import type { Stage } from '../stage';

const one = '/contacts/v3/{identifier}/{value}';
const consent = {
  text: 'I agree',
  dateTimeConsented: '2026-03-01T09:00:00Z',
  url: 'https://shop.example',
  ipAddress: '203.0.113.9',
  userAgent: 'Mozilla',
};

export async function driveContactsV3(stage: Stage): Promise<void> {
  const { driver } = stage;
  const book = await stage.control<{ id: number }>('POST', '/address-books', {
    name: 'Version 3',
    contacts: 3,
  });
  const vera = {
    identifiers: { email: 'vera@example.net', mobileNumber: '447700900111' },
    dataFields: { firstName: 'Vera' },
    lists: [book.id],
    channelProperties: { email: { emailType: 'html', optInType: 'single' } },
    consentRecords: [consent],
  };
  const made = await driver.call<{ contactId: number }>('POST /contacts/v3', 201, { body: vera });
  await driver.call('POST /contacts/v3', 409, { body: { identifiers: { email: 'vera@example.net' } } });
  await driver.call('POST /contacts/v3', 400, { body: { identifiers: { email: 'vera at example' } } });
  await driver.call('POST /contacts/v3', 400, {
    body: { identifiers: { email: 'x@example.net' }, dataFields: { shoeSize: 44 } },
  });
  await driver.call('GET /contacts/v3', 200, {
    query: `data-fields=[[ALL]]&include=channelProperties|lists|preferences|consentRecords&limit=2&~listId=${book.id}`,
  });
  await driver.call('GET /contacts/v3', 200, { query: '~modified=gte::2000-01-01T00:00:00.000Z' });
  await driver.call('GET /contacts/v3', 400, { query: '~modified=2000-01-01' });
  await driver.call('GET /contacts/v3', 400, { query: 'limit=5001' });
  const byEmail = { identifier: 'email', value: 'vera@example.net' };
  await driver.call(`GET ${one}`, 200, { params: byEmail });
  await driver.call(`GET ${one}`, 400, { params: { identifier: 'shoe', value: '44' } });
  await driver.call(`PATCH ${one}`, 200, {
    params: byEmail,
    query: 'merge-option=overwrite-if-empty',
    body: { dataFields: { firstName: 'V', lastName: 'Vogel' } },
  });
  await driver.call(`PATCH ${one}`, 201, {
    params: { identifier: 'email', value: 'walt@example.net' },
    body: { dataFields: { firstName: 'Walt' } },
  });
  await driver.call(`PATCH ${one}`, 409, {
    params: byEmail,
    body: { identifiers: { email: 'walt@example.net' } },
  });
  await driver.call(`PATCH ${one}`, 400, { params: byEmail, body: { lists: [2147483000] } });
  await driver.call(`PUT ${one}`, 200, {
    params: byEmail,
    body: { identifiers: { email: 'vera@example.net' }, lists: [book.id] },
  });
  await driver.call(`PUT ${one}`, 400, { params: byEmail, body: { identifiers: { email: 'nonsense' } } });
  await driver.call(`PUT ${one}`, 404, {
    params: { identifier: 'email', value: 'nobody@example.net' },
    body: { identifiers: { email: 'nobody@example.net' } },
  });

  const contacts: Json = [
    { matchIdentifier: 'email', identifiers: { email: 'xena@example.net' }, lists: [book.id] },
    {
      matchIdentifier: 'email',
      identifiers: { email: 'vera@example.net' },
      dataFields: { lastName: 'Vogel' },
    },
    { matchIdentifier: 'email', identifiers: { email: 'xena@example.net' } },
    { matchIdentifier: 'email', identifiers: { email: 'not an address' } },
    {
      matchIdentifier: 'contactId',
      identifiers: { contactId: made.contactId, email: 'vera.new@example.net' },
    },
  ];
  const started = await driver.call<{ importId: string }>('PUT /contacts/v3/import', 202, {
    body: { mergeOption: 'overwriteIfNotEmpty', contacts },
  });
  await driver.call('PUT /contacts/v3/import', 400, { body: { contacts: [] }, wrong: true });
  await driver.call('GET /contacts/v3/import/{importId}', 200, { params: { importId: started.importId } });
  await driver.call('GET /contacts/v3/import/{importId}', 400, { params: { importId: 'not-a-guid' } });
  await stage.control('POST', '/clock', { advance: 'PT5S' });
  await driver.call('GET /contacts/v3/import/{importId}', 200, { params: { importId: started.importId } });
  await stage.control('POST', '/settings', { maxActiveImports: 0 });
  await driver.call('PUT /contacts/v3/import', 429, { body: { contacts } });
  await stage.control('POST', '/settings', { maxActiveImports: 25 });

  const references = [{ email: 'xena@example.net' }, { email: 'nobody@example.net' }];
  const deletion = await driver.call<{ deleteId: string }>('POST /contacts/v3/delete', 202, {
    body: references,
  });
  await driver.call('POST /contacts/v3/delete', 400, { body: [], wrong: true });
  await driver.call('GET /contacts/v3/delete/{deleteId}', 200, { params: { deleteId: deletion.deleteId } });
  await driver.call('GET /contacts/v3/delete/{deleteId}', 400, { params: { deleteId: 'not-a-guid' } });
  for (let n = 0; n < 24; n++) await driver.call('POST /contacts/v3/delete', 202, { body: references });
  await driver.call('POST /contacts/v3/delete', 429, { body: references });
  await stage.control('POST', '/clock', { advance: 'PT5S' });
  await driver.call('GET /contacts/v3/delete/{deleteId}', 200, { params: { deleteId: deletion.deleteId } });
  await driver.call(`DELETE ${one}`, 200, { params: { identifier: 'contactId', value: made.contactId } });
  await driver.call(`DELETE ${one}`, 404, { params: { identifier: 'contactId', value: made.contactId } });
  await driver.call(`DELETE ${one}`, 400, { params: { identifier: 'contactId', value: 'abc' } });
}
