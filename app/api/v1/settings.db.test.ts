import { expect, test } from 'vitest';
import { createIntegrationRow } from '@/prisma/seed/integrations';
import { testApi } from './test-api';

type Settings = {
  integration: { id: string } | null;
  settings: { name: string; value: unknown; from: string }[];
};

test('settings are read with their bounds, changed by an admin, and told with who changed them', async () => {
  const api = await testApi();
  const integrationId = await createIntegrationRow(api.ctx);
  const path = `/settings/dotdigital?integrationId=${integrationId}`;
  const changed = await api.call('PATCH', path, { unconnectedMinutes: 240, quietHours: '22:00-06:30' });
  expect(changed.status).toBe(200);
  const { integration, settings } = changed.body as Settings;
  expect(integration?.id).toBe(String(integrationId));
  expect(settings.find(({ name }) => name === 'unconnectedMinutes')).toMatchObject({
    value: 240,
    from: 'integration',
    own: 240,
    behind: 60,
    min: 5,
    max: 10_080,
    unit: 'minutes',
    changedBy: expect.stringContaining('admin') as string,
  });
  expect((await api.call('GET', path)).body).toEqual(changed.body);
  const history = await api.call('GET', `/settings/dotdigital/changes?integrationId=${integrationId}`);
  expect(history.body).toMatchObject({
    data: [{ by: expect.stringContaining('admin') as string }],
    nextCursor: null,
  });
  await api.call('PATCH', path, { unconnectedMinutes: null });
  const { settings: after } = (await api.call('GET', path)).body as Settings;
  expect(after.find(({ name }) => name === 'unconnectedMinutes')).toMatchObject({
    value: 60,
    from: 'default',
  });
});

test('what is out of bounds, unknown, or of an integration that isn’t there is refused and changes nothing', async () => {
  const api = await testApi();
  const integrationId = await createIntegrationRow(api.ctx);
  const path = `/settings/dotdigital?integrationId=${integrationId}`;
  for (const body of [
    { importMinutes: 0 },
    { overlapMinutes: 34 },
    { quietHours: '22-7' },
    { importHours: 1 },
  ])
    expect((await api.call('PATCH', path, { allowancePercent: 50, ...body })).status).toBe(400);
  const { settings } = (await api.call('GET', path)).body as Settings;
  expect(settings.every(({ from }) => from !== 'integration')).toBe(true);
  expect((await api.call('GET', '/settings/dotdigital?integrationId=999999999')).status).toBe(404);
});

test('a marketer reads them and changes none; a token without the scope of admins neither', async () => {
  const marketer = await testApi({ role: 'marketer' });
  expect((await marketer.call('GET', '/settings/dotdigital')).status).toBe(200);
  expect((await marketer.call('PATCH', '/settings/dotdigital', { importMinutes: 9 })).status).toBe(403);
  const narrow = await testApi({ scopes: ['integrations:write'] });
  expect((await narrow.call('PATCH', '/settings/dotdigital', { importMinutes: 9 })).status).toBe(403);
});
