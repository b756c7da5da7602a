import type { JsonObject } from '../json-schema';
import type { Stage } from '../stage';

const subscriptions = '/events/v3/export/subscriptions';
const contactIdentity = { identifier: 'email', value: 'walt@example.net' };

export async function driveEvents(stage: Stage): Promise<void> {
  const { driver } = stage;
  const wanted: JsonObject = {
    name: 'Contacts',
    status: 'active',
    alertsConfiguration: { alertChannels: 'none' },
    subscribedEventTypes: [
      { eventType: 'contact.created' },
      { eventType: 'custom' },
      { eventType: 'message.sent', filters: [{ field: '$.channel', matchPattern: 'e*' }] },
    ],
  };
  const { id } = await driver.call<{ id: number }>(`POST ${subscriptions}`, 201, { body: wanted });
  const asleep = await driver.call<{ id: number }>(`POST ${subscriptions}`, 201, {
    body: { ...wanted, name: 'Asleep', status: 'inactive' },
  });
  await driver.call(`POST ${subscriptions}`, 409, { body: wanted });
  await driver.call(`POST ${subscriptions}`, 400, {
    body: { ...wanted, name: 'X', subscribedEventTypes: [{ eventType: 'example.unknownType' }] },
  });
  await driver.call(`GET ${subscriptions}`, 200, { query: 'limit=1' });
  const one = { subscriptionId: id };
  await driver.call(`GET ${subscriptions}/{subscriptionId}`, 200, { params: one });
  await driver.call(`PUT ${subscriptions}/{subscriptionId}`, 200, {
    params: one,
    body: { ...wanted, name: 'People' },
  });
  await driver.call(`PUT ${subscriptions}/{subscriptionId}`, 400, {
    params: one,
    body: { ...wanted, subscribedEventTypes: [{ eventType: 'nothing' }] },
  });
  await driver.call(`PUT ${subscriptions}/{subscriptionId}`, 404, {
    params: { subscriptionId: 1 },
    body: wanted,
  });
  await driver.call(`PUT ${subscriptions}/{subscriptionId}`, 409, {
    params: one,
    body: { ...wanted, name: 'Asleep' },
  });

  await driver.call('POST /contacts/v3', 201, { body: { identifiers: { email: 'stream@example.net' } } });
  await driver.call('POST /events/v3/import', 202, {
    body: [
      { contactIdentity, type: 'Search destination', eventData: { query: 'Bali' } },
      { contactIdentity, type: 'Long story', eventData: { text: 'x'.repeat(20_000) } },
    ],
  });
  await driver.call('POST /events/v3/import', 400, { body: [], wrong: true });
  const page = await driver.call<{
    checkPoint: string;
    events: { data: { eventData?: { lobId?: string } } }[];
  }>('GET /events/v3/export/{subscriptionId}', 200, { params: one });
  await driver.call('GET /events/v3/export/{subscriptionId}', 200, {
    params: one,
    query: `limit=2&checkPoint=${page.checkPoint}`,
  });
  await driver.call('GET /events/v3/export/{subscriptionId}', 400, { params: one, query: 'checkPoint=XXXX' });
  await driver.call('GET /events/v3/export/{subscriptionId}', 409, { params: { subscriptionId: asleep.id } });
  const lobId =
    page.events.map(({ data }) => data.eventData?.lobId).find((candidate) => candidate !== undefined) ??
    'none';
  await driver.call('GET /events/v3/lob/{lobId}', 200, { params: { lobId } });
  await stage.control('POST', '/faults', { route: '/events/v3/*', kind: 'server-error' });
  for (const operation of [
    `GET ${subscriptions}`,
    `POST ${subscriptions}`,
    `GET ${subscriptions}/{subscriptionId}`,
    `PUT ${subscriptions}/{subscriptionId}`,
    'GET /events/v3/export/{subscriptionId}',
    'GET /events/v3/lob/{lobId}',
  ]) {
    await driver.call(operation, 500, { params: { ...one, lobId } });
  }
  await stage.control('DELETE', '/faults');
  await driver.call(`DELETE ${subscriptions}/{subscriptionId}`, 204, { params: one });
  await driver.call(`DELETE ${subscriptions}/{subscriptionId}`, 404, { params: one });
}
