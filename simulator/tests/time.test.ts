import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startSimulator, type Simulator } from '../start';
import { TestSandbox, useSandbox } from './sandbox';

describe('one clock', () => {
  const sandbox = useSandbox();
  const { get, post } = sandbox;
  const clock = async (): Promise<{ now: string; pendingEvents: number }> => sandbox.control('GET', '/clock');

  it('that stands still lets nothing happen, whatever is waited for: imports, sends, removals, windows, tokens', async () => {
    const book = await sandbox.book('Still', 5);
    const before = await clock();
    const id = await sandbox.importCsv('Email\nstill@example.net\n', { book });
    await sandbox.control('POST', '/campaigns', { addressBookIds: [book] });
    await sandbox.control('POST', '/api-users', {
      email: 'apiuser-one@apiconnector.com',
      limits: { medium: 1 },
    });
    const one = { as: 'apiuser-one@apiconnector.com:sandbox-password' };
    await get('/v2/data-fields', one);
    for (let n = 0; n < 20; n++) expect((await get('/v2/data-fields', one)).status).toBe(429);
    expect((await get<{ status: string }>(`/v2/contacts/import/${id}`)).body.status).toBe('NotFinished');
    expect((await clock()).now).toBe(before.now);
    await sandbox.advance('PT1M');
    expect((await get('/v2/data-fields', one)).status).toBe(200);
    expect((await get<{ status: string }>(`/v2/contacts/import/${id}`)).body.status).toBe('Finished');
  });

  it('the Date header, server-time and every date of an answer are its time, also far in the past or future', async () => {
    for (const now of ['1999-12-31T23:59:59Z', '2038-01-19T03:14:08Z', '2026-03-29T01:30:00Z']) {
      await sandbox.control('POST', '/clock', { now });
      const answer = await get<string>('/v2/server-time');
      expect([answer.body, new Date(answer.headers.get('date') ?? '').toISOString()]).toEqual([
        now,
        now.replace('Z', '.000Z'),
      ]);
      const { dataFields } = (
        await post<{ dataFields: { key: string; value: unknown }[] }>('/v2/contacts', {
          email: `at-${now.slice(0, 4)}@example.net`,
        })
      ).body;
      expect(dataFields.find(({ key }) => key === 'LASTSUBSCRIBED')?.value).toBe(now);
    }
  });

  it('that runs fast plays what falls due by itself, in order, each thing at its own moment', async () => {
    await sandbox.control('POST', '/reset', {});
    await sandbox.control('POST', '/clock', { speed: 3600 });
    const book = await sandbox.book('Fast', 12);
    const { id } = await sandbox.control<{ id: number }>('POST', '/campaigns', { addressBookIds: [book] });
    let pending = 1;
    for (let n = 0; n < 400 && pending > 0; n++) pending = (await clock()).pendingEvents;
    expect(pending).toBe(0);
    const opens = (await get<{ dateOpened: string }[]>(`/v2/campaigns/${id}/opens`)).body.map(
      ({ dateOpened }) => dateOpened,
    );
    expect(new Set(opens).size).toBeGreaterThan(3);
    expect(opens).toEqual([...opens].sort());
  });
});

describe('the same seed and the same steps', () => {
  const twins: Simulator[] = [];
  const sandboxes: TestSandbox[] = [];
  beforeAll(async () => {
    for (let n = 0; n < 2; n++) {
      const simulator = await startSimulator();
      const sandbox = new TestSandbox();
      sandbox.simulator = simulator;
      twins.push(simulator);
      sandboxes.push(sandbox);
    }
  });
  afterAll(() => Promise.all(twins.map((one) => one.close())));

  async function history(sandbox: TestSandbox, seed: number): Promise<unknown> {
    await sandbox.control('POST', '/reset', { seed, contacts: 30, now: '2026-03-01T08:00:00Z', speed: 0 });
    const book = await sandbox.book('Same', 60);
    await sandbox.fault({ route: '/v2/contacts', rate: 0.5, seed: 3, kind: 'unavailable' });
    const statuses: number[] = [];
    for (let n = 0; n < 10; n++) statuses.push((await sandbox.get('/v2/contacts')).status);
    await sandbox.importCsv('Email\nnew@same.example\nbad\n', { book });
    const { id } = await sandbox.control<{ id: number }>('POST', '/campaigns', { addressBookIds: [book] });
    for (const step of ['PT1S', 'PT10M', 'P1D']) await sandbox.advance(step);
    await sandbox.control('DELETE', '/faults');
    return {
      statuses,
      opens: (await sandbox.get(`/v2/campaigns/${id}/opens`)).body,
      clicks: (await sandbox.get(`/v2/campaigns/${id}/clicks`)).body,
      activities: (await sandbox.get(`/v2/campaigns/${id}/activities`)).body,
      people: await sandbox.control('GET', '/state/contacts'),
      imports: await sandbox.control('GET', '/imports'),
    };
  }

  it('give the same history over HTTP, ids, dates and faults included, in this process and another; another seed does not', async () => {
    const [first, second] = sandboxes;
    if (!first || !second) throw new Error('There are no twins');
    const told = await history(first, 7);
    expect(await history(second, 7)).toEqual(told);
    expect(await history(first, 7)).toEqual(told);
    expect(await history(first, 8)).not.toEqual(told);
  });
});
