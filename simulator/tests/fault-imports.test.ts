import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { useSandbox } from './sandbox';

type Told = 'running' | 'done' | 'failed' | 'rejected' | 'gone' | string;

interface Report {
  /** What its own sum says it took. */
  taken: number;
  /** Keys or addresses of what was not taken, one for each line. */
  faults: string[];
}

interface Family {
  /** POST where nothing is said. */
  method?: string;
  path: string;
  /** Two good ones, and one that is not taken. */
  body(n: number): unknown;
  /** Where its status is read; `{id}` is the import's. */
  status: string;
  report(id: string): Promise<Report | undefined>;
  /** How many of the good ones have arrived. */
  arrived(n: number): Promise<number>;
}

const finalWords: Record<string, Told> = {
  NotStarted: 'running',
  NotFinished: 'running',
  Processing: 'running',
  Finished: 'done',
  Complete: 'done',
  Failed: 'failed',
  RejectedByWatchdog: 'rejected',
};

describe('every fault of an import in every kind of import', () => {
  const sandbox = useSandbox();
  const { get } = sandbox;
  let book = 0;
  let count = 0;

  beforeAll(async () => {
    book = await sandbox.book('Owners', 0);
    await sandbox.call('POST', '/v2/contacts', { body: { email: 'owner@imports.example' } });
    await sandbox.call('POST', '/insightData/v3/collections/Stock?collectionScope=account');
  });

  const email = (n: number, i: number): string => `p${n}-${i}@imports.example`;
  const csv = (n: number): object => ({
    fileName: 'a.csv',
    data: Buffer.from(`Email\n${email(n, 0)}\n${email(n, 1)}\nbad\n`).toString('base64'),
  });
  const inBook = async (n: number): Promise<number> =>
    (await sandbox.members(book)).filter((member) => member.email.startsWith(`p${n}-`)).length;
  const fileReport = async (id: string): Promise<Report | undefined> => {
    const report = await get<Record<string, number>>(`/v2/contacts/import/${id}/report`);
    const faults = await get(`/v2/contacts/import/${id}/report-faults`);
    expect(report.status).toBe(faults.status);
    if (report.status !== 200) return undefined;
    return {
      taken: (report.body.newContacts ?? 0) + (report.body.updatedContacts ?? 0),
      faults: faults.text.trim().split('\r\n').slice(1),
    };
  };
  const people = (n: number): object[] =>
    [email(n, 0), email(n, 1), 'bad'].map((address) => ({
      matchIdentifier: 'email',
      identifiers: { email: address },
      lists: [book],
    }));
  const stored = async (collection: string, n: number): Promise<number> =>
    (
      await Promise.all([0, 1].map((i) => get(`/v2/contacts/transactional-data/${collection}/k${n}-${i}`)))
    ).filter(({ status }) => status === 200).length;

  const families: Record<string, Family> = {
    'a file': {
      path: '/v2/address-books/{book}/contacts/import',
      body: csv,
      status: '/v2/contacts/import/{id}',
      report: fileReport,
      arrived: inBook,
    },
    'a file with a merge option': {
      path: '/v2/address-books/{book}/contacts/import/with-merge-option/OnlyOverwriteIfNotEmpty',
      body: csv,
      status: '/v2/contacts/import/{id}',
      report: fileReport,
      arrived: inBook,
    },
    'a collection': {
      path: '/v2/contacts/import-collection',
      body: (n) => ({
        contacts: [email(n, 0), email(n, 1), 'bad'].map((address) => ({ email: address })),
        addressBookIds: [book],
      }),
      status: '/v2/contacts/import/{id}',
      report: fileReport,
      arrived: inBook,
    },
    'contacts v3': {
      method: 'PUT',
      path: '/contacts/v3/import',
      body: (n) => ({ contacts: people(n) }),
      status: '/contacts/v3/import/{id}',
      async report(id) {
        const { summary, failures } = (
          await get<{
            summary?: { newContacts: number; updatedContacts: number };
            failures: { identifiers: { email: string } }[];
          }>(`/contacts/v3/import/${id}`)
        ).body;
        return (
          summary && {
            taken: summary.newContacts + summary.updatedContacts,
            faults: failures.map(({ identifiers }) => identifiers.email),
          }
        );
      },
      arrived: inBook,
    },
    'insight data': {
      path: '/v2/contacts/transactional-data/import/Orders',
      body: (n) => [
        { key: `k${n}-0`, contactIdentifier: 'owner@imports.example', json: '{"a":1}' },
        { key: `k${n}-1`, contactIdentifier: 'owner@imports.example', json: '{"a":2}' },
        { key: 'bad', contactIdentifier: 'owner@imports.example', json: 'no document' },
      ],
      status: '/v2/contacts/transactional-data/import/{id}',
      async report(id) {
        const { status, body } = await get<{ totalImported: number; faults: { key: string | null }[] }>(
          `/v2/contacts/transactional-data/import/${id}/report`,
        );
        return status === 200
          ? { taken: body.totalImported, faults: body.faults.map(({ key }) => String(key)) }
          : undefined;
      },
      arrived: (n) => stored('Orders', n),
    },
    'insight data v3': {
      method: 'PUT',
      path: '/insightData/v3/import',
      body: (n) => ({
        collectionName: 'Stock',
        collectionScope: 'account',
        records: [
          { key: `k${n}-0`, json: { a: 1 } },
          { key: `k${n}-1`, json: { a: 2 } },
          { key: `k${n}-1`, json: { a: 3 } },
        ],
      }),
      status: '/insightData/v3/import/{id}',
      async report(id) {
        const { summary, failures } = (
          await get<{ summary?: { totalImported: number }; failures?: { key: string }[] }>(
            `/insightData/v3/import/${id}`,
          )
        ).body;
        return summary && { taken: summary.totalImported, faults: (failures ?? []).map(({ key }) => key) };
      },
      arrived: (n) => stored('Stock', n),
    },
  };

  /** What a client sees at once and after each step of the clock; then its report, and what has arrived. */
  interface Course {
    args?: object;
    steps: string[];
    told(refused: Told): Told[];
    report?: (report: Report | undefined, plain: Report) => unknown;
    arrived?: number;
  }

  const fine = (report: Report | undefined, plain: Report): void =>
    expect([report?.taken, report?.faults.length]).toEqual([plain.taken, plain.faults.length]);
  const none = (report: Report | undefined): void => expect(report).toBeUndefined();

  const kinds: Record<string, Course> = {
    'import-stuck': {
      args: { seconds: 8 * 24 * 3600 },
      steps: ['P7D', 'P2D'],
      told: () => ['running', 'running', 'done'],
      report: fine,
    },
    'watchdog-hold': {
      args: { seconds: 3600, then: 'RejectedByWatchdog' },
      steps: ['PT30M', 'PT1H'],
      told: (refused) => ['running', 'running', refused],
      report: none,
      arrived: 0,
    },
    'watchdog-reject': {
      steps: ['PT5S'],
      told: (refused) => ['running', refused],
      report: none,
      arrived: 0,
    },
    'import-failed': { steps: ['PT5S'], told: () => ['running', 'failed'], report: none, arrived: 0 },
    'import-status': {
      args: { status: 'Failed' },
      steps: ['PT5S'],
      told: () => ['running', 'failed'],
      report: none,
      arrived: 0,
    },
    'import-not-visible': {
      args: { seconds: 30 },
      steps: ['PT29S', 'PT2S'],
      told: () => ['gone', 'gone', 'done'],
      report: fine,
    },
    'import-forgotten': {
      args: { seconds: 60 },
      steps: ['PT30S', 'PT1M'],
      told: () => ['running', 'done', 'gone'],
      report: none,
    },
    'import-relapse': {
      steps: ['PT5S', 'PT1S', 'PT1S'],
      told: () => ['running', 'done', 'running', 'done'],
      report: fine,
    },
    'import-no-report': { steps: ['PT5S'], told: () => ['running', 'done'], report: none },
    'import-wrong-sums': {
      steps: ['PT5S'],
      told: () => ['running', 'done'],
      report: (report, plain) => expect(report?.taken).toBe(plain.taken + 7),
    },
    'import-odd-faults': {
      steps: ['PT5S'],
      told: () => ['running', 'done'],
      report(report, plain) {
        expect(report?.faults.length).toBeGreaterThan(plain.faults.length + 2);
        expect(report?.faults.join('\n')).toMatch(/(nobody-in|not-in)-this/);
      },
    },
    'import-partial': {
      args: { share: 0.5, seconds: 600 },
      steps: ['PT5S'],
      told: () => ['running', 'done'],
      report: (report) => expect(report?.taken).toBeGreaterThanOrEqual(2),
    },
  };

  const statusOf = async ({ status }: Family, id: string): Promise<Told> => {
    const answer = await get<{ status: string }>(status.replace('{id}', id));
    return answer.status === 404 ? 'gone' : (finalWords[answer.body.status] ?? answer.body.status);
  };

  const start = async ({ method = 'POST', path, body }: Family): Promise<string> => {
    count += 1;
    const answer = await sandbox.call<{ id?: string; importId?: string }>(
      method,
      path.replace('{book}', String(book)),
      { body: body(count) },
    );
    expect(answer.status).toBe(202);
    return answer.body.id ?? answer.body.importId ?? '';
  };

  afterEach(() => sandbox.control('DELETE', '/faults'));

  it('has a course for every such kind', async () => {
    const all = await sandbox.control<string[]>('GET', '/faults/kinds');
    expect(Object.keys(kinds).sort()).toEqual(all.filter((kind) => /^(import|watchdog)-/.test(kind)));
  });

  for (const [name, family] of Object.entries(families)) {
    describe(name, () => {
      let plain: Report | undefined;

      it('without a fault it takes two and says what is wrong with one', async () => {
        const id = await start(family);
        await sandbox.advance('PT5S');
        plain = await family.report(id);
        expect([plain?.taken, plain?.faults.length, await family.arrived(count)]).toEqual([2, 1, 2]);
      });

      for (const [kind, course] of Object.entries(kinds)) {
        it(kind, async () => {
          const [rule] = (await sandbox.fault({ kind, args: course.args ?? {}, times: 1 })) as {
            id: string;
          }[];
          await sandbox.control('DELETE', '/requests');
          const id = await start(family);
          const log = await sandbox.control<{ faultId: string | null }[]>('GET', '/requests');
          expect(log.map(({ faultId }) => faultId)).toEqual([`${rule?.id}#1`]);
          const told = [await statusOf(family, id)];
          for (const step of course.steps) {
            await sandbox.advance(step);
            told.push(await statusOf(family, id));
          }
          const refused = name.startsWith('insight') ? 'failed' : 'rejected';
          expect(told).toEqual(course.told(refused));
          const expected = plain ?? { taken: 2, faults: [] };
          course.report?.(await family.report(id), expected);
          if (kind === 'import-partial') {
            expect(await family.arrived(count)).toBeLessThan(2);
            await sandbox.advance('PT10M');
          }
          expect(await family.arrived(count)).toBe(course.arrived ?? 2);
        });
      }
    });
  }
});
