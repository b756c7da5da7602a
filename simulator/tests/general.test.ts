import { describe, expect, it } from 'vitest';
import { overseas, useSandbox } from './sandbox';

const denied = { message: 'Authorization has been denied for this request.' };

describe('general behaviour (dotdigital-api.md, section 15)', () => {
  const sandbox = useSandbox({ contacts: 5, regions: ['r2'] });
  const { get, post } = sandbox;

  it('1. credentials come first, then the region, then the limit, and only then the object', async () => {
    for (const path of ['/v2/account-info', '/v2/no-such-route', '/v2/contacts/1']) {
      expect(await get(path, { as: null })).toMatchObject({ status: 401, body: denied });
      expect(await get(path, { as: 'apiuser-demo@apiconnector.com:wrong' })).toMatchObject({
        status: 401,
        body: denied,
      });
    }
    expect(await get('/v2/no-such-route')).toMatchObject({ status: 404 });
    expect(await get('/v2/contacts/1', { as: overseas })).toMatchObject({
      status: 403,
      body: { message: 'Forbidden: Access is denied' },
    });
    const info = await get<{ properties: { name: string; value: string }[] }>('/v2/account-info', {
      as: overseas,
    });
    const endpoint = info.body.properties.find(({ name }) => name === 'ApiEndpoint')?.value ?? '';
    expect(endpoint).toBe(sandbox.simulator.regionUrls.r2);
    const there = await fetch(`${endpoint}/v2/contacts/1`, {
      headers: { Authorization: `Basic ${Buffer.from(overseas).toString('base64')}` },
    });
    expect(there.status).toBe(404);
    expect((await get('/r2/v2/contacts', { as: overseas })).status).toBe(200);
    expect((await get('/r2/v2/contacts')).status).toBe(403);
    await sandbox.control('POST', '/api-users', {
      email: 'apiuser-slow@apiconnector.com',
      limits: { high: 1 },
    });
    const slow = { as: 'apiuser-slow@apiconnector.com:sandbox-password' };
    await sandbox.advance('PT1M');
    expect((await get('/v2/contacts/1', slow)).status).toBe(404);
    expect((await get('/v2/contacts/1', slow)).status).toBe(429);
    await sandbox.control('POST', '/api-users', { email: 'apiuser-slow@apiconnector.com', enabled: false });
    expect(await get('/v2/contacts/1', slow)).toMatchObject({ status: 401, body: denied });
  });

  it('2. request keys count in any case, answers are camelCase; trailing slash, body on GET and +0000 dates are taken', async () => {
    const made = await post<{ id: number; optInType: string }>('/v2/contacts', {
      Email: 'Pascal@Example.net',
      OptInType: 'single',
      EMAILTYPE: 1,
      DataFields: [{ Key: 'firstname', Value: 'P' }],
    });
    expect(made).toMatchObject({
      status: 201,
      body: { email: 'pascal@example.net', optInType: 'Single', emailType: 'Html' },
    });
    expect((await get('/v2/address-books/?select=1')).body).toHaveLength(1);
    expect((await get('/V2/Address-Books')).status).toBe(200);
    expect(
      (await get('/v2/contacts/modified-since/1971-01-01T00:00:00+0000?SELECT=3&withFullData=True')).body,
    ).toHaveLength(3);
    expect((await get('/v2/contacts/modified-since/1971-01-01T00:00:00%2B0000')).status).toBe(200);
    const withBody = await requestWithBody(`${sandbox.url}/v2/account-info`, '{}');
    expect(withBody.status).toBe(200);
    const found = await requestWithBody(
      `${sandbox.url}/v2/contacts/retrieve-collection`,
      JSON.stringify({ Contacts: [{ Email: 'PASCAL@example.net' }, { id: 5 }], WithFullData: true }),
    );
    expect(JSON.parse(found.text)).toMatchObject({ contacts: [{ id: made.body.id }], notFound: [{ id: 5 }] });
  });

  it('3. lists are bare arrays in order of id by select and skip, and rows can move between two pages', async () => {
    const all = await get<{ id: number }[]>('/v2/contacts');
    const ids = all.body.map(({ id }) => id);
    expect(ids).toEqual([...ids].sort((a, b) => a - b));
    expect((await get<{ id: number }[]>('/v2/contacts?select=2&skip=2')).body.map(({ id }) => id)).toEqual(
      ids.slice(2, 4),
    );
    expect((await get('/v2/contacts?skip=1000')).body).toEqual([]);
    for (const query of ['select=0', 'select=-1', 'select=1001', 'skip=-1', 'select=many']) {
      expect(await get(`/v2/contacts?${query}`)).toMatchObject({
        status: 400,
        body: { message: expect.stringContaining('ERROR_PARAMETER_INVALID') as unknown },
      });
    }
    expect((await get('/v2/contacts/modified-since/1971-01-01?select=2000')).status).toBe(200);
    await sandbox.fault({ route: '/v2/contacts', kind: 'page-shift', args: { count: 1 }, times: 1 });
    expect((await get<{ id: number }[]>('/v2/contacts?select=2&skip=2')).body.map(({ id }) => id)).toEqual(
      ids.slice(1, 3),
    );
    await sandbox.fault({
      route: '/v2/contacts',
      kind: 'page-shift',
      args: { count: 1, deleted: true },
      times: 1,
    });
    expect((await get<{ id: number }[]>('/v2/contacts?select=2&skip=2')).body.map(({ id }) => id)).toEqual(
      ids.slice(3, 5),
    );
  });

  it('4. tier headers are always there; a user is limited flat (400) or by tier (429); the reset is an epoch or a delta', async () => {
    await sandbox.control('POST', '/api-users', {
      email: 'apiuser-tier@apiconnector.com',
      limits: { medium: 2 },
    });
    await sandbox.control('POST', '/api-users', { email: 'apiuser-flat@apiconnector.com', scheme: 'flat' });
    const tiered = { as: 'apiuser-tier@apiconnector.com:sandbox-password' };
    await sandbox.advance('PT2H');
    const first = await get('/v2/data-fields', tiered);
    expect(first.headers.get('x-ratelimit-limit')).toBe('2');
    expect(first.headers.get('x-ratelimit-remaining')).toBe('1');
    expect(first.headers.get('x-ratelimit-scope')).toBe('mediumCallRate');
    expect(Number(first.headers.get('x-ratelimit-reset'))).toBeGreaterThan(1e9);
    await get('/v2/data-fields', tiered);
    const refused = await get('/v2/data-fields', tiered);
    expect(refused).toMatchObject({ status: 429 });
    expect(refused.headers.get('x-ratelimit-remaining')).toBe('0');
    expect((await get('/v2/contacts/count', tiered)).status).toBe(200);
    await sandbox.advance('PT1M');
    await sandbox.settings({ rateLimitReset: 'delta' });
    expect(
      Number((await get('/v2/data-fields', tiered)).headers.get('x-ratelimit-reset')),
    ).toBeLessThanOrEqual(60);
    await sandbox.settings({ rateLimitReset: 'epoch', flatCallsPerHour: 8 });
    const flat = { as: 'apiuser-flat@apiconnector.com:sandbox-password' };
    const statuses: number[] = [];
    for (let n = 0; n < 9; n++) statuses.push((await get('/v2/data-fields', flat)).status);
    expect(statuses.at(0)).toBe(200);
    expect(await get('/v2/data-fields', flat)).toMatchObject({
      status: 400,
      body: {
        message:
          'Your account has generated excess API activity and is being temporarily capped. Please contact support. ERROR_APIUSAGE_EXCEEDED',
      },
    });
    await sandbox.advance('PT61M');
    expect((await get('/v2/data-fields', flat)).status).toBe(200);
    await sandbox.settings({ flatCallsPerHour: 2000 });
  });

  it('5. faults can be set for any route, and the log names the one that struck', async () => {
    const mark = (await sandbox.control<{ n: number }[]>('GET', '/requests')).at(-1)?.n ?? 0;
    await sandbox.control('POST', '/faults', [
      { route: '/v2/segments', nth: 2, kind: 'server-error' },
      { route: '/v2/templates', method: 'GET', kind: 'html', args: { status: 502 }, times: 1 },
      { route: '/v2/contacts/*', kind: 'torn-json' },
    ]);
    expect((await get('/v2/segments')).status).toBe(200);
    expect((await get('/v2/segments')).status).toBe(500);
    expect((await get('/v2/segments')).status).toBe(200);
    expect((await get('/v2/templates')).text).toMatch(/^<!DOCTYPE html>/);
    await expect(get('/v2/contacts/pascal@example.net')).rejects.toThrow(SyntaxError);
    const struck = (
      await sandbox.control<{ n: number; path: string; faultId: string | null }[]>(
        'GET',
        `/requests?since=${mark}`,
      )
    ).filter(({ faultId }) => faultId !== null);
    expect(struck.map(({ path }) => path)).toEqual([
      '/v2/segments',
      '/v2/templates',
      '/v2/contacts/pascal@example.net',
    ]);
    await sandbox.control('DELETE', '/faults');
    expect((await get('/v2/contacts/pascal@example.net')).status).toBe(200);
  });

  it('6. the legacy switch leaves out keys added later; the second switch answers with the codes of the written samples', async () => {
    const book = await sandbox.book('Legacy');
    const id = await sandbox.importCsv('Email\nlegacy@example.net\n', { book });
    await sandbox.advance('PT5S');
    const campaign = await sandbox.control<{ id: number }>('POST', '/campaigns', { name: 'L' });
    expect(await sandbox.report(id)).toHaveProperty('suppressedContacts', 0);
    await sandbox.settings({ legacy: true });
    expect(await sandbox.report(id)).not.toHaveProperty('suppressedContacts');
    expect((await get(`/v2/campaigns/${campaign.id}`)).body).not.toHaveProperty('customReplyToAddress');
    expect((await get(`/v2/campaigns/${campaign.id}/summary`)).body).not.toHaveProperty('revenue');
    await sandbox.settings({ legacy: false });
    expect((await post('/v2/address-books', { name: 'Codes' })).status).toBe(201);
    await sandbox.settings({ statusCodes: 'docs' });
    const other = await post<{ id: number }>('/v2/address-books', { name: 'Codes 2' });
    expect(other.status).toBe(200);
    expect((await sandbox.del(`/v2/address-books/${other.body.id}`)).status).toBe(204);
    await sandbox.settings({ statusCodes: 'openapi' });
  });
});

/** `fetch` refuses a body with GET; some clients send one all the same. */
async function requestWithBody(url: string, body: string): Promise<{ status: number; text: string }> {
  const { request } = await import('node:http');
  return new Promise((resolve, reject) => {
    const sent = request(
      url,
      {
        method: 'GET',
        headers: {
          Authorization: `Basic ${Buffer.from('apiuser-demo@apiconnector.com:sandbox-password').toString('base64')}`,
          'Content-Type': 'application/json',
          'Content-Length': Buffer.byteLength(body),
        },
      },
      (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () =>
          resolve({ status: response.statusCode ?? 0, text: Buffer.concat(chunks).toString() }),
        );
      },
    );
    sent.on('error', reject);
    sent.end(body);
  });
}
