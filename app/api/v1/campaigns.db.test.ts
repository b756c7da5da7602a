import { expect, test } from 'vitest';
import { createCampaign } from '@/prisma/seed/campaigns';
import { testApi } from './test-api';

const recipients = [{ email: 'a@rest.example', opens: 1 }, { email: 'b@rest.example' }];

test('marketing campaigns are merged, found by the code of what went, taken apart, split and moved', async () => {
  const api = await testApi();
  const { prisma } = api.ctx.db;
  const [one, two] = [
    await createCampaign(prisma, { recipients }),
    await createCampaign(prisma, { recipients }),
  ];
  const [stays, goes] = [one.marketingCampaignId, two.marketingCampaignId].map(String);
  const { code } = (await api.call('GET', `/marketing-campaigns/${goes}`)).body as { code: string };
  const merged = await api.call('POST', '/marketing-campaigns/merge', { intoId: stays, fromIds: [goes] });
  expect(merged.body).toMatchObject({
    id: stays,
    mergedCodes: [{ id: goes, code }],
    counts: { recipients: 4 },
    people: { counts: { recipients: 2, openers: 1 }, countedAt: null },
  });
  expect((await api.call('GET', `/marketing-campaigns/${stays}/statistics`)).body).toMatchObject({
    people: { counts: { delivered: 2 } },
  });
  expect((await api.call('GET', `/marketing-campaigns?code=${code}`)).body).toMatchObject({
    data: [{ id: stays }],
  });
  expect(await api.call('GET', `/marketing-campaigns/${goes}`)).toMatchObject({
    status: 404,
    body: { detail: expect.stringContaining(`id ${stays}`) as string },
  });
  const { mergeId } = merged.body as { mergeId: string };
  for (let time = 0; time < 2; time += 1)
    expect(await api.call('POST', `/marketing-campaigns/merges/${mergeId}/undo`)).toMatchObject({
      status: 200,
      body: { id: stays, back: [{ id: goes }], kept: [] },
    });
  expect(
    (await api.call('POST', `/email-campaigns/${two.id}/move`, { fromId: goes, toId: stays })).body,
  ).toMatchObject({ id: two.id, fromId: goes, toId: stays });
  const split = await api.call('POST', `/marketing-campaigns/${stays}/split`, {
    name: 'Late mails',
    emailCampaignIds: [two.id],
    version: 99,
  });
  expect([split.status, (split.body as { code: string }).code]).toEqual([409, 'stale']);
  expect(
    await api.call('POST', `/marketing-campaigns/${stays}/split`, {
      name: 'Late mails',
      emailCampaignIds: [two.id],
    }),
  ).toMatchObject({ status: 201, body: { name: 'Late mails', campaigns: [{ id: two.id }] } });
});

test('two to six email campaigns are compared, in the order asked for', async () => {
  const api = await testApi({ role: 'viewer', scopes: ['statistics:read'] });
  const { prisma } = api.ctx.db;
  const [one, two] = [
    await createCampaign(prisma, { recipients }),
    await createCampaign(prisma, { recipients }),
  ];
  expect((await api.call('GET', `/email-campaigns/compare?ids=${two.id},${one.id}`)).body).toMatchObject({
    campaigns: [
      { id: two.id, rates: { opened: 0.5 }, revenue: { orders: 0 } },
      { id: one.id, complaints: null },
    ],
  });
  for (const ids of [one.id, '1,2,3,4,5,6,7', 'x,y'])
    expect((await api.call('GET', `/email-campaigns/compare?ids=${ids}`)).status).toBe(400);
  expect(await api.call('GET', `/email-campaigns/compare?ids=${one.id},900000000000000000`)).toMatchObject({
    status: 404,
    body: { detail: expect.stringContaining('900000000000000000') as string },
  });
});
