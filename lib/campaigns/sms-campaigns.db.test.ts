import { afterAll, beforeAll, expect, test } from 'vitest';
import { createDotdigitalClient, DotdigitalError } from '@/lib/dotdigital';
import { testContext } from '@/prisma/test-context';
import { startSimulator, type Simulator } from '@/simulator/start';
import { listSmsCampaigns } from './index';

let sandbox: Simulator;
beforeAll(async () => {
  sandbox = await startSimulator();
});
afterAll(() => sandbox.close());

const call = async <T>(method: string, path: string, body: unknown): Promise<T> => {
  const answer = await fetch(`${sandbox.url}${path}`, {
    method,
    body: JSON.stringify(body),
    headers: {
      'content-type': 'application/json',
      authorization: `Basic ${Buffer.from('apiuser-demo@apiconnector.com:sandbox-password').toString('base64')}`,
    },
  });
  const text = await answer.text();
  if (!answer.ok) throw new Error(text);
  return JSON.parse(text) as T;
};

test('SMS campaigns are listed as the account has them, the latest first; what it may not is said', async () => {
  const ctx = await testContext({ role: 'viewer' });
  const client = createDotdigitalClient({
    endpoint: sandbox.url,
    username: 'apiuser-demo@apiconnector.com',
    password: 'sandbox-password',
    allowedHosts: [new URL(sandbox.url).host],
  });
  const made = async (name: string, sendingIdentity: string | null) =>
    call<{ id: number }>('POST', '/v2/sms/campaigns', {
      name,
      message: `${name}: from 9 o’clock`,
      sendingIdentity,
    });
  const { id: summer } = await made('Summer sale', 'Northwind');
  const { id: winter } = await made('Winter sale', null);
  await call('PATCH', `/_control/sms-campaigns/${summer}`, { status: 'Sent' });
  expect(await listSmsCampaigns(ctx, client)).toEqual([
    {
      dotdigitalId: winter,
      name: 'Winter sale',
      message: 'Winter sale: from 9 o’clock',
      from: null,
      status: 'Unsent',
    },
    {
      dotdigitalId: summer,
      name: 'Summer sale',
      message: 'Summer sale: from 9 o’clock',
      from: 'Northwind',
      status: 'Sent',
    },
  ]);
  await call('POST', '/_control/faults', [{ route: '/v2/sms/campaigns', kind: 'forbidden' }]);
  await expect(listSmsCampaigns(ctx, client)).rejects.toThrow(DotdigitalError);
  await client.close();
});
