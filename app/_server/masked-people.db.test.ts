import { beforeAll, expect, test } from 'vitest';
import { listRecipients, readRecipientAsk, recipientGrid } from '@/lib/campaigns';
import { readingOnly, type Context } from '@/lib/context';
import { listRecords, readGrid } from '@/lib/crm';
import { listMembers, memberGrid } from '@/lib/marketing-lists';
import { readMasked } from '@/lib/permissions';
import { listRunOutcomes, outcomeGrid } from '@/lib/sync-runs';
import { parseTableQuery as ask } from '@/lib/table-query';
import { changeViewerSight } from '@/lib/users';
import { apiRoutes } from '../api/v1/_routes';
import { testApi, type TestApi } from '../api/v1/test-api';
import { ada, makePeopleWorld, pathIn, secrets, type PeopleWorld } from './test-people-world';
import { readers, told, verbsThatAsk } from './test-readers';

// Law L21: no road on which a viewer reads people tells who they are, nor lets somebody find out by asking.

let world: PeopleWorld;
let api: TestApi;
/** As a page or a GET route hands it on. */
let viewer: Context;

beforeAll(async () => {
  api = await testApi({ role: 'viewer' });
  const { ctx, person } = api;
  await changeViewerSight(ctx, { seesPeople: true });
  viewer = readingOnly({
    ...person,
    actor: { ...person.actor, seesPeople: 'by reading' } as Context['actor'],
  });
  world = await makePeopleWorld(ctx);
});

test('no answer of the REST API to a viewer tells who somebody is, and the people are there', async () => {
  const reads = apiRoutes.filter(({ method }) => method === 'GET');
  const answered: string[] = [];
  for (const { path } of reads) {
    const answer = await api.call('GET', pathIn(world, path));
    expect(answer.status, `${path} ${answer.text}`).toBeLessThan(500);
    expect(answer.text.match(secrets), path).toBeNull();
    if (answer.status === 200) answered.push(path);
  }
  expect(answered).toEqual(
    expect.arrayContaining([
      '/contacts',
      '/contacts/{id}',
      '/contacts/{id}/timeline',
      '/marketing-lists/{id}/members',
      '/email-campaigns/{id}/recipients',
      '/sync-runs/{id}/outcomes',
    ]),
  );
  expect((await api.call('GET', `/marketing-lists/${world.list}/members`)).text).toContain(
    'a•••@z•••.example',
  );
  expect((await api.call('GET', `/contacts/${world.contact}`)).text).toContain('•••17');
});

const searched = { q: 'winterg' };

const openToViewers = verbsThatAsk(...readMasked, 'statistics.read');

test.each(openToViewers.filter((verb) => verb in readers))(
  '%s: a viewer is not told who somebody is, by the same verb that tells a marketer',
  async (verb) => {
    const { text, refused } = await told(readers[verb]?.(viewer, world));
    expect(text.match(secrets)).toBeNull();
    expect([null, 'conflict', 'not_found']).toContain(refused);
  },
);

test('nobody is found by what is masked: not by a search and not by an address', async () => {
  const totals = async (ctx: Context): Promise<number[]> => [
    (await listMembers(ctx, world.list, ask(searched, memberGrid.table))).total,
    (await listRecipients(ctx, world.campaign, ask(searched, recipientGrid.table), readRecipientAsk({})))
      .total,
    (await listRunOutcomes(ctx, world.run, ask(searched, outcomeGrid.table))).total,
    (
      await listRecords(ctx, {
        entity: 'contact',
        query: (await readGrid(ctx, { entity: 'contact', params: searched })).query,
      })
    ).rows.length,
  ];
  expect(await totals(api.ctx)).toEqual([1, 1, 1, 2]);
  expect(await totals(viewer)).toEqual([0, 0, 0, 0]);
  const byAddress = `/contacts?email=${encodeURIComponent(ada.email)}`;
  expect((await api.call('GET', byAddress)).body).toMatchObject({ data: [] });
});
