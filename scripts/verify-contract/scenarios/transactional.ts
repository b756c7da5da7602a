import type { Stage } from '../stage';

const mail = {
  toAddresses: ['ines@example.net'],
  subject: 'Your order',
  fromAddress: 'Northwind <offers@northwind.example>',
  htmlContent: '<p>Thanks</p>',
  plainTextContent: 'Thanks',
};

export async function driveTransactional(stage: Stage): Promise<void> {
  const { driver } = stage;
  await driver.call('POST /v2/email', 200, { body: mail });
  await driver.call('POST /v2/email', 400, { body: { ...mail, fromAddress: 'me@stranger.example' } });
  await driver.call('POST /v2/email/batch', 200, { body: [mail, { ...mail, toAddresses: [] }] });
  const [triggered] = await driver.call<{ id: number }[]>('GET /v2/campaigns/filtered', 200, {
    query: '~type=Triggered',
    except: /must be string/,
  });
  const campaignId = triggered?.id ?? 0;
  const byCampaign = {
    toAddresses: ['ines@example.net'],
    campaignId,
    fromAddress: 'offers@northwind.example',
    personalizationValues: [{ name: 'ORDER', value: '12' }],
  };
  await driver.call('POST /v2/email/triggered-campaign', 200, { body: byCampaign });
  await driver.call('POST /v2/email/triggered-campaign', 404, { body: { ...byCampaign, campaignId: 1 } });
  await driver.call('POST /v2/email/triggered-campaign/batch', 200, { body: [byCampaign] });
  await driver.call('GET /v2/email/stats/since-date/{startDate}', 200, {
    params: { startDate: '2026-01-01' },
    query: 'aggregatedBy=Month',
  });
  await driver.call('GET /v2/campaigns/{campaignId}/prepared-for-transactional-email/{email}', 200, {
    params: { campaignId, email: 'ines@example.net' },
  });

  const base = '/v2/contacts/transactional-data';
  const order = { key: 'o-1', contactIdentifier: 'ines@example.net', json: '{"total":12}' };
  await driver.call(`POST ${base}/{collectionName}`, 201, {
    params: { collectionName: 'Orders' },
    body: order,
  });
  await driver.call(`POST ${base}/{collectionName}`, 400, { params: { collectionName: '1st' }, body: order });
  await driver.call(`GET ${base}/{collectionName}`, 200, { params: { collectionName: 'Orders' } });
  await driver.call(`POST ${base}/{collectionName}/{key}`, 200, {
    params: { collectionName: 'Orders', key: 'o-1' },
    body: { json: '{"total":13}' },
  });
  await driver.call(`GET ${base}/{collectionName}/{key}`, 200, {
    params: { collectionName: 'Orders', key: 'o-1' },
  });
  await driver.call(`GET ${base}/{collectionName}/{key}`, 404, {
    params: { collectionName: 'Orders', key: 'o-2' },
  });
  await driver.call('GET /v2/contacts/transactional-data-collections', 200);
  const items = [
    order,
    { ...order, key: 'o-3', contactIdentifier: 'nobody@example.net' },
    { key: 'o-4', contactIdentifier: 'account', json: '{"total":1}' },
  ];
  const started = await driver.call<{ id: string }>(`POST ${base}/import/{collectionName}`, 202, {
    params: { collectionName: 'Orders' },
    body: items,
  });
  await driver.call(`GET ${base}/import/{importId}`, 200, { params: { importId: started.id } });
  await driver.call(`GET ${base}/import/{importId}/report`, 404, { params: { importId: started.id } });
  await stage.control('POST', '/clock', { advance: 'PT5S' });
  await driver.call(`GET ${base}/import/{importId}/report`, 200, { params: { importId: started.id } });
  const contact = await driver.call<{ id: number }>('GET /v2/contacts/{email}', 200, {
    params: { email: 'ines@example.net' },
  });
  const ofContact = { collectionName: 'Orders', id: contact.id, email: 'ines@example.net' };
  await driver.call('GET /v2/contacts/{id}/transactional-data/{collectionName}', 200, { params: ofContact });
  await driver.call('GET /v2/contacts/{email}/transactional-data/{collectionName}', 200, {
    params: ofContact,
  });
  await driver.call('GET /v2/transactional-data/{collectionName}', 200, {
    params: { collectionName: 'Orders' },
  });
  await driver.call(`DELETE ${base}/{collectionName}/{key}`, 204, {
    params: { collectionName: 'Orders', key: 'o-1' },
  });
  await driver.call('DELETE /v2/contacts/{id}/transactional-data/{collectionName}', 204, {
    params: ofContact,
  });
  await driver.call('DELETE /v2/contacts/{email}/transactional-data/{collectionName}', 204, {
    params: ofContact,
  });
  await driver.call(`PUT ${base}/{collectionName}/empty`, 204, { params: { collectionName: 'Orders' } });

  await driver.call('POST /v2/sms-messages/send-to/{telephoneNumber}', 204, {
    params: { telephoneNumber: '447700900123' },
    body: { message: 'Hello' },
  });
  await driver.call('POST /v2/sms-messages/send-to/{telephoneNumber}', 400, {
    params: { telephoneNumber: 'abc' },
    body: { message: 'Hello' },
  });
  const sms = await driver.call<{ id: number }>('POST /v2/sms/campaigns', 201, {
    body: { name: 'Flash', message: 'Sale' },
  });
  // The description types this list as one object; the product's own notes call that a slip.
  await driver.call('GET /v2/sms/campaigns', 200, { except: /must be object/ });
  await driver.call('GET /v2/sms/campaigns/{id}', 200, { params: { id: sms.id } });
  await driver.call('PUT /v2/sms/campaigns/{id}', 200, {
    params: { id: sms.id },
    body: { name: 'Flash 2', message: 'Sale' },
  });
  const copy = await driver.call<{ id: number }>('POST /v2/sms/campaigns/copy', 201, {
    body: { campaignId: sms.id, copyName: 'Flash 3' },
  });
  await driver.call('DELETE /v2/sms/campaigns/{id}', 204, { params: { id: copy.id } });
}
