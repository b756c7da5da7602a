import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { answerKinds } from '../http/faults/change-answer';
import { insteadKinds } from '../http/faults/answer-instead';
import { pageKinds } from '../http/faults/spoil-page';
import { basic, demo, useSandbox } from './sandbox';

interface Family {
  path: string;
  /** How a client gets to the second page; nothing where a list comes whole. */
  pages?: 'skip' | 'marker' | 'checkPoint';
  /** Nothing tells how old its rows are. */
  undated?: true;
}

const since = '1971-01-01';

/** Every kind of list that there is; `{names}` are filled in with what the world below holds. */
const families: Record<string, Family> = {
  'all contacts': { path: '/v2/contacts', pages: 'skip' },
  'contacts created since': { path: `/v2/contacts/created-since/${since}`, pages: 'skip' },
  'contacts modified since': { path: `/v2/contacts/modified-since/${since}`, pages: 'skip' },
  'contacts unsubscribed since': { path: `/v2/contacts/unsubscribed-since/${since}`, pages: 'skip' },
  'contacts suppressed since': { path: `/v2/contacts/suppressed-since/${since}`, pages: 'skip' },
  'scores of contacts': { path: '/v2/contacts/score', pages: 'skip' },
  'contacts of a book': { path: '/v2/address-books/{book}/contacts', pages: 'skip' },
  'contacts of a book modified since': {
    path: `/v2/address-books/{book}/contacts/modified-since/${since}`,
    pages: 'skip',
  },
  'contacts that left a book': {
    path: `/v2/address-books/{book}/contacts/unsubscribed-since/${since}`,
    pages: 'skip',
  },
  'contacts v3': { path: '/contacts/v3', pages: 'marker' },
  'contacts v3 created since': { path: `/contacts/v3?~created=gte::${since}T00:00:00Z`, pages: 'marker' },
  'contacts v3 modified since': { path: `/contacts/v3?~modified=gte::${since}T00:00:00Z`, pages: 'marker' },
  'contacts v3 of a list': { path: '/contacts/v3?~listId={book}', pages: 'marker' },
  'contacts v3 of a list modified since': {
    path: `/contacts/v3?~listId={book}&~modified=gte::${since}T00:00:00Z`,
    pages: 'marker',
  },
  'address books': { path: '/v2/address-books', pages: 'skip' },
  segments: { path: '/v2/segments', pages: 'skip' },
  programs: { path: '/v2/programs', pages: 'skip' },
  surveys: { path: '/v2/surveys', pages: 'skip' },
  'surveys with activity since': { path: `/v2/surveys/with-activity-since/${since}`, pages: 'skip' },
  'responses to a survey': { path: '/v2/surveys/{survey}/responses', pages: 'skip' },
  'responses to a survey since': {
    path: `/v2/surveys/{survey}/responses/with-activity-since/${since}`,
    pages: 'skip',
  },
  templates: { path: '/v2/templates', pages: 'skip', undated: true },
  'data fields': { path: '/v2/data-fields', undated: true },
  preferences: { path: '/v2/preferences' },
  campaigns: { path: '/v2/campaigns', pages: 'skip' },
  'campaigns with activity since': { path: `/v2/campaigns/with-activity-since/${since}`, pages: 'skip' },
  'campaigns with details': { path: '/v2/campaigns/with-details', pages: 'skip' },
  activities: { path: '/v2/campaigns/{campaign}/activities', pages: 'skip' },
  'activities since': { path: `/v2/campaigns/{campaign}/activities/since-date/${since}`, pages: 'skip' },
  opens: { path: '/v2/campaigns/{campaign}/opens', pages: 'skip' },
  'opens since': { path: `/v2/campaigns/{campaign}/opens/since-date/${since}`, pages: 'skip' },
  clicks: { path: '/v2/campaigns/{campaign}/clicks', pages: 'skip' },
  'clicks since': { path: `/v2/campaigns/{campaign}/clicks/since-date/${since}`, pages: 'skip' },
  'insight data of contacts': { path: '/v2/contacts/transactional-data/Orders' },
  'insight data of the account': { path: '/v2/transactional-data/Stock', pages: 'skip' },
  'insight data v3 of contacts': { path: '/insightData/v3/contacts/Orders', pages: 'marker' },
  'insight data v3 modified since': {
    path: `/insightData/v3/account/Stock?~modified=gte::${since}T00:00:00Z`,
    pages: 'marker',
  },
  'subscriptions to events': { path: '/events/v3/export/subscriptions', pages: 'marker' },
  events: { path: '/events/v3/export/{subscription}', pages: 'checkPoint' },
};

const rows = 6;
const onPage = 3;

describe('every fault in every kind of list', () => {
  const sandbox = useSandbox();
  const { get, post } = sandbox;
  const made: Record<string, number> = {};

  /** Half of everything is old, half of it new. */
  beforeAll(async () => {
    made.book = await sandbox.book('Readers');
    made.subscription = (
      await post<{ id: number }>('/events/v3/export/subscriptions', {
        name: 'Everything 0',
        status: 'active',
        subscribedEventTypes: [{ eventType: 'contact.created' }],
        alertsConfiguration: { alertChannels: 'none' },
      })
    ).body.id;
    for (const half of ['old', 'new']) {
      for (let n = 0; n < rows / 2; n++) await makeOne(`${half}${n}`);
      if (half === 'old') await sandbox.advance('PT2H');
    }
    await sandbox.advance('PT5S');
  });

  async function makeOne(name: string): Promise<void> {
    const people = [`${name}@list.example`, `left-${name}@list.example`, `gone-${name}@list.example`];
    const [reader, left, gone] = people;
    for (const email of people) await post(`/v2/address-books/${made.book}/contacts`, { email });
    await post(`/v2/address-books/${made.book}/contacts/unsubscribe`, { email: left });
    await post('/v2/contacts/unsubscribe', { email: gone });
    await sandbox.book(`Book ${name}`);
    await sandbox.control('POST', '/segments', { name: `Segment ${name}` });
    await sandbox.control('POST', '/programs', { name: `Program ${name}` });
    const survey = await sandbox.control<{ id: number }>('POST', '/surveys', { name: `Survey ${name}` });
    made.survey ??= survey.id;
    await sandbox.control('POST', `/surveys/${made.survey}/responses`, { email: reader });
    await post('/v2/preferences', { publicName: `Preference ${name}` });
    await post('/v2/templates', {
      name: `Template ${name}`,
      subject: 'S',
      fromName: 'F',
      htmlContent: '$UNSUB$',
      plainTextContent: '$UNSUB$',
    });
    const { id } = await sandbox.control<{ id: number }>('POST', '/campaigns', { name: `Campaign ${name}` });
    const { id: alone } = await sandbox.control<{ id: number }>('POST', '/address-books', {
      name: `Alone ${name}`,
    });
    await sandbox.control('POST', `/address-books/${alone}/members`, { add: [reader] });
    await sandbox.control('POST', `/campaigns/${id}/load`, { addressBookId: alone });
    made.campaign ??= id;
    if (made.campaign !== id) {
      await sandbox.control('POST', `/campaigns/${made.campaign}/send`, { addressBookIds: [alone] });
      await sandbox.advance('PT2S');
    }
    await sandbox.control('POST', `/campaigns/${made.campaign}/events`, [
      { kind: 'open', contact: reader },
      { kind: 'click', contact: reader },
    ]);
    await post('/v2/contacts/transactional-data/Orders', {
      key: name,
      contactIdentifier: reader,
      json: { total: 1 },
    });
    await post('/insightData/v3/collections/Stock?collectionScope=account');
    await post('/v2/contacts/transactional-data/Stock', {
      key: name,
      contactIdentifier: 'account',
      json: { total: 1 },
    });
    await post('/events/v3/export/subscriptions', {
      name: `Everything ${name}`,
      status: 'active',
      subscribedEventTypes: [{ eventType: 'contact.created' }],
      alertsConfiguration: { alertChannels: 'none' },
    });
  }

  afterEach(() => sandbox.control('DELETE', '/faults'));

  const fill = (path: string): string =>
    path.replace(/\{(\w+)\}/g, (_, name: string) => String(made[name] ?? name));
  const listOf = (body: unknown): unknown[] =>
    Array.isArray(body)
      ? body
      : ((body as { _items?: unknown[]; events?: unknown[] })._items ??
        (body as { events?: unknown[] }).events ??
        []);
  const read = async (path: string): Promise<unknown[]> => listOf((await get(path)).body);
  const add = (path: string, query: string): string => `${path}${path.includes('?') ? '&' : '?'}${query}`;

  /** The address of the second page of three rows. */
  async function secondPage({ path, pages }: Family): Promise<string> {
    const address = fill(path);
    if (pages === undefined) return address;
    if (pages === 'skip') return add(address, `select=${onPage}&skip=${onPage}`);
    const limited = add(address, `limit=${onPage}`);
    const first = (await get<{ checkPoint?: string; _links?: { next: { marker: string } } }>(limited)).body;
    return add(limited, `${pages}=${first.checkPoint ?? first._links?.next.marker ?? ''}`);
  }

  /** Reads once under a fault, and tells whether the log says that it struck. */
  async function readUnder(kind: string, path: string, args: object = {}): Promise<[unknown[], boolean]> {
    await sandbox.control('DELETE', '/requests');
    await sandbox.control('DELETE', '/faults');
    await sandbox.fault({ kind, args, times: 1 });
    const seen = await read(path);
    const [entry] = await sandbox.control<{ faultId: string | null }[]>('GET', '/requests');
    const [rule] = await sandbox.control<{ injected: number }[]>('GET', '/faults');
    expect(rule?.injected).toBe(entry?.faultId === null ? 0 : 1);
    return [seen, entry?.faultId !== null];
  }

  const json = (list: unknown[]): string[] => list.map((row) => JSON.stringify(row));

  for (const [name, family] of Object.entries(families)) {
    describe(name, () => {
      it('empty-list: comes without rows', async () => {
        const path = fill(family.path);
        expect((await read(path)).length).toBeGreaterThanOrEqual(rows / 2);
        expect(await readUnder('empty-list', path)).toEqual([[], true]);
      });

      it('short-page: comes without its end', async () => {
        const path = fill(family.path);
        const whole = await read(path);
        const [short, struck] = await readUnder('short-page', path, { share: 0.5 });
        expect(json(short)).toEqual(json(whole.slice(0, Math.floor(whole.length / 2))));
        expect(struck).toBe(true);
      });

      it('unstable-order: comes in another order', async () => {
        const path = fill(family.path);
        const whole = await read(path);
        const [mixed, struck] = await readUnder('unstable-order', path);
        expect(json(mixed)).not.toEqual(json(whole));
        expect(json(mixed).sort()).toEqual(json(whole).sort());
        expect(struck).toBe(true);
      });

      for (const [kind, args, rowsBy] of [
        ['duplicate-rows', { count: 1 }, -1],
        ['page-shift', { count: 1 }, -1],
        ['page-shift', { count: 1, deleted: true }, 1],
      ] as const) {
        it(`${kind} ${rowsBy}: ${family.pages ? 'the second page begins elsewhere' : 'has no second page'}`, async () => {
          const whole = await read(fill(family.path));
          const path = await secondPage(family);
          const plain = await read(path);
          const [moved, struck] = await readUnder(kind, path, args);
          if (family.pages) {
            expect(json(plain)).toEqual(json(whole.slice(onPage, onPage * 2)));
            expect(json(moved)).toEqual(json(whole.slice(onPage + rowsBy, onPage * 2 + rowsBy)));
          }
          expect(struck).toBe(json(moved).join() !== json(plain).join());
        });
      }

      it(`late-rows: ${family.undated ? 'knows no new rows' : 'new rows are missing'}`, async () => {
        const path = fill(family.path);
        const whole = await read(path);
        const [early, struck] = await readUnder('late-rows', path, { seconds: 3600 });
        expect(struck).toBe(!family.undated);
        if (family.undated) return expect(json(early)).toEqual(json(whole));
        expect(json(whole)).toEqual(expect.arrayContaining(json(early)));
        expect(early.length).toBeGreaterThan(0);
        expect(json(early).join()).not.toMatch(/new\d/);
        if (family.pages === 'skip') {
          const select = early.length + 1;
          const [page] = await readUnder('late-rows', add(path, `select=${select}`), { seconds: 3600 });
          expect(json(page)).toEqual(json(early));
        }
      });

      for (const kind of [
        ...pageKinds,
        ...insteadKinds,
        ...answerKinds,
        'exclude-equal',
        'clock-skew',
        'import-failed',
        'removal-half',
        'meanwhile',
        'duplicate-delivery',
      ]) {
        it(`${kind}: the log says struck if and only if the answer is another`, async () => {
          const path = fill(family.path);
          const plain = await bytes(path);
          await sandbox.control('DELETE', '/requests');
          await sandbox.fault({ kind, times: 1, args: kind === 'gzip-bomb' ? { bytes: 1000 } : {} });
          const spoilt = await bytes(path);
          const [entry] = await sandbox.control<{ faultId: string | null }[]>('GET', '/requests');
          expect(entry?.faultId !== null).toBe(spoilt !== plain);
        });
      }
    });
  }

  it('late-rows: a page is full all the same, as the rest of the list moves up', async () => {
    const path = `/v2/contacts/modified-since/${since}?select=4`;
    const [first, ...others] = (await read(path)) as { id: number }[];
    await sandbox.call('PUT', `/v2/contacts/${first?.id}`, { body: { emailType: 'PlainText' } });
    const [page] = (await readUnder('late-rows', path, { seconds: 3600 })) as [{ id: number }[], boolean];
    expect(page).toHaveLength(4);
    expect(page.slice(0, 3)).toEqual(others);
  });

  /** Status, telling headers and body of an answer, or that it could not be read. */
  async function bytes(path: string): Promise<string> {
    const answer = await fetch(`${sandbox.url}${path}`, {
      redirect: 'manual',
      headers: { Authorization: basic(demo) },
    });
    const told = ['content-type', 'content-encoding', 'location', 'date'].map((name) =>
      answer.headers.get(name),
    );
    const body = await answer.arrayBuffer().then(
      (whole) => Buffer.from(whole).toString('latin1'),
      () => 'unreadable',
    );
    return JSON.stringify([answer.status, told, body]);
  }
});
