import type { Stage } from '../stage';

interface Identified {
  id: number;
}

export async function driveAccount({ driver }: Stage): Promise<void> {
  await driver.call('GET /v2/account-info', 200);
  await driver.call('GET /v2/server-time', 200, { authorization: null });
  await driver.call('POST /v2/accounts/empty-recycle-bin', 200);

  await driver.call('GET /v2/data-fields', 200);
  await driver.call('POST /v2/data-fields', 201, {
    body: { name: 'TOTAL_SPENT', type: 'Numeric', visibility: 'Private', defaultValue: 0 },
  });
  await driver.call('POST /v2/data-fields', 201, {
    body: { name: 'BIRTHDAY', type: 'Date', visibility: 'Public' },
  });
  await driver.call('POST /v2/data-fields', 201, {
    body: { name: 'NICKNAME', type: 'String', visibility: 'Public', defaultValue: 'friend' },
  });
  await driver.call('POST /v2/data-fields', 400, {
    body: { name: 'TOTAL_SPENT', type: 'Numeric', visibility: 'Private' },
  });
  await driver.call('POST /v2/data-fields', 400, {
    body: { name: 'a name that is far too long', type: 'String' },
  });
  await driver.call('POST /v2/data-fields', 400, { body: { name: 'email', type: 'String' } });
  const named = {
    name: 'Uses a field',
    subject: 'Hello @NICKNAME@',
    fromName: 'N',
    fromAddress: { email: 'newsletter@northwind.example' },
    htmlContent: '<a href="http://$UNSUB$">x</a>',
    plainTextContent: '$UNSUB$',
  };
  const campaign = await driver.call<Identified>('POST /v2/campaigns', 201, { body: named });
  await driver.call('DELETE /v2/data-fields/{name}', 409, { params: { name: 'NICKNAME' } });
  await driver.call('DELETE /v2/campaigns/{campaignId}', 204, { params: { campaignId: campaign.id } });
  await driver.call('DELETE /v2/data-fields/{name}', 200, { params: { name: 'NICKNAME' } });
  await driver.call('DELETE /v2/data-fields/{name}', 404, { params: { name: 'NICKNAME' } });
  await driver.call('DELETE /v2/data-fields/{name}', 404, { params: { name: 'FIRSTNAME' } });

  const book = await driver.call<Identified>('POST /v2/address-books', 201, {
    body: { name: 'Newsletter', visibility: 'Public' },
  });
  await driver.call('POST /v2/address-books', 400, { body: { name: 'newsletter' } });
  await driver.call('POST /v2/address-books', 400, { body: { name: 'Test' } });
  await driver.call('POST /v2/address-books', 400, { body: { name: 'x'.repeat(200) } });
  await driver.call('GET /v2/address-books', 200, { query: 'select=2&skip=1' });
  await driver.call('GET /v2/address-books', 400, { query: 'select=1001' });
  await driver.call('GET /v2/address-books/public', 200);
  await driver.call('GET /v2/address-books/private', 200);
  await driver.call('GET /v2/address-books/{id}', 200, { params: { id: book.id } });
  await driver.call('PUT /v2/address-books/{id}', 200, {
    params: { id: book.id },
    body: { name: 'Newsletter DE', visibility: 'Private' },
  });
  await driver.call('DELETE /v2/address-books/{id}', 200, { params: { id: book.id } });
  await driver.call('DELETE /v2/address-books/{id}', 404, { params: { id: book.id } });
}
