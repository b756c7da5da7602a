import { describe, expect, it } from 'vitest';
import { useSandbox } from './sandbox';

interface Page {
  checkPoint: string;
  events: { type: string; data: { contactId?: number; email?: string } }[];
}

describe('insight data and the event stream of v3', () => {
  const sandbox = useSandbox();
  const { get, post, put } = sandbox;

  it('the stream hands out what happened since its checkpoint, each thing once, and sleeps when nobody reads it', async () => {
    const types = [
      'contact.created',
      'contact.updated',
      'contact.membershipUpdated',
      'interaction.unsubscribe',
      'interaction.click',
    ].map((eventType) => ({ eventType }));
    const made = await post<{ id: number }>('/events/v3/export/subscriptions', {
      name: 'All',
      status: 'active',
      subscribedEventTypes: types,
      alertsConfiguration: { alertChannels: 'none' },
    });
    const read = async (checkPoint?: string, limit = 3): Promise<Page> =>
      (
        await get<Page>(
          `/events/v3/export/${made.body.id}?limit=${limit}${checkPoint ? `&checkPoint=${checkPoint}` : ''}`,
        )
      ).body;
    const readAll = async (from?: string): Promise<Page> => {
      const all: Page = { checkPoint: from ?? '', events: [] };
      for (;;) {
        const page = await read(all.checkPoint);
        if (page.checkPoint === all.checkPoint) return all;
        all.events.push(...page.events);
        all.checkPoint = page.checkPoint;
      }
    };
    const book = await sandbox.book('Stream', 9);
    const first = await readAll();
    const count = (page: Page, type: string): number =>
      page.events.filter((event) => event.type === type).length;
    expect([count(first, 'contact.created'), count(first, 'contact.membershipUpdated')]).toEqual([9, 9]);
    expect((await readAll(first.checkPoint)).events).toEqual([]);
    await sandbox.control('POST', '/campaigns', { addressBookIds: [book] });
    await sandbox.advance('P1D');
    const second = await readAll(first.checkPoint);
    expect(count(second, 'contact.created')).toBe(0);
    expect(count(second, 'interaction.unsubscribe')).toBe(1);
    expect(count(second, 'interaction.click')).toBeGreaterThan(0);
    await sandbox.advance('P31D');
    expect(await get(`/events/v3/export/${made.body.id}`)).toMatchObject({
      status: 409,
      body: { errorCode: 'events:inactiveSubscription' },
    });
  });

  it('insight documents of v2 and v3 are the same documents', async () => {
    await post('/v2/contacts', { email: 'buyer@example.net' });
    await post('/v2/contacts/transactional-data/Orders', {
      key: 'o-1',
      contactIdentifier: 'buyer@example.net',
      json: '{"total":5}',
    });
    const listed = await get<{ _items: { key: string; json: unknown }[] }>(
      '/insightData/v3/contacts/email/buyer@example.net/Orders',
    );
    expect(listed.body._items).toMatchObject([{ key: 'o-1', json: { total: 5 } }]);
    expect(
      await put('/insightData/v3/contacts/email/buyer@example.net/Orders/o-2', { total: 7 }),
    ).toMatchObject({ status: 201, body: { key: 'o-2', json: { total: 7 } } });
    expect(await post('/v2/contacts/transactional-data/Orders/o-2', { json: { total: 7 } })).toMatchObject({
      status: 200,
      body: { json: '{"total":7}' },
    });
    expect(
      (await get<unknown[]>('/v2/contacts/buyer@example.net/transactional-data/Orders')).body,
    ).toMatchObject([{ key: 'o-2', json: '{"total":7}' }, { key: 'o-1' }]);
    await sandbox.settings({ insightAllowanceBytes: 20 });
    expect(
      (
        await post('/v2/contacts/transactional-data/Orders', {
          key: 'o-3',
          contactIdentifier: 'buyer@example.net',
          json: '{"total":100000}',
        })
      ).body,
    ).toMatchObject({ message: expect.stringContaining('STORAGE_ALLOWANCE_EXCEEDED') as unknown });
    const [account] = await sandbox.control<{ id: number }[]>('GET', '/accounts');
    await sandbox.control('PATCH', `/accounts/${account?.id}`, { features: [] });
    expect(await get('/v2/transactional-data/Orders')).toMatchObject({
      status: 403,
      body: { message: expect.stringContaining('ERROR_FEATURENOTACTIVE') as unknown },
    });
  });

  it('consents and preferences travel in the columns of an import', async () => {
    const category = (
      await post<{ id: number }>('/v2/preferences', { publicName: 'Topics', isPreference: false })
    ).body.id;
    await post('/v2/preferences', { publicName: 'Boots', isPreference: true, categoryId: category });
    await sandbox.importCsv(
      'Email,CONSENTTEXT,CONSENTURL,Preference:Topics>Boots\nagrees@example.net,I agree,https://shop.example,True\n',
    );
    await sandbox.advance('PT5S');
    expect((await get('/v2/contacts/agrees@example.net/with-consent')).body).toMatchObject({
      consentFields: [
        {
          fields: [
            { key: 'TEXT', value: 'I agree' },
            { key: 'URL', value: 'https://shop.example' },
            { key: 'DATETIMECREATED' },
          ],
        },
      ],
    });
    expect((await get('/v2/contacts/agrees@example.net/preferences')).body).toMatchObject([
      { publicName: 'Topics', preferences: [{ publicName: 'Boots', isOptedIn: true }] },
    ]);
  });
});
