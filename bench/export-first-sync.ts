// A first sync of 1,000,000 people (or --people N) through the sandbox, as CSV and as JSON, and of a tenth of them: seconds with and without the network beside raw COPY and beside sending one by one, calls beside the least, peak memory of the worker.
import { pipeline } from 'node:stream/promises';
import { Writable } from 'node:stream';
import { to as copyTo } from 'pg-copy-streams';
import { fileLimits } from '@/lib/export/planning/stage-changes';
import { RunPhase } from '@/lib/sync-runs/schemas';
import { numberArgument } from './arguments';
import { hundredth, median, tenth, timed } from './big-world';
import { callsSeen, makeBook, withBookWorld, type Book, type BookWorld } from './book-world';
import { fillOneByOne } from './one-by-one';
import { syncOnce, type Synced } from './sync-once';

const people = numberArgument('people') ?? 1_000_000;
const few = Math.max(1, Math.floor(people / 10));
/** So many are sent one by one, and the rest is reckoned. */
const sample = Math.min(numberArgument('sample') ?? 20_000, people);
const pageSize = 1_000;
const limits = { copy: 6, fiftyAtATime: 20, oneByOne: 50, megabytes: 300 };

type Sync = Synced & { people: number; calls: Calls; sent: number; bytes: number };
type Calls = { uploads: number; polls: number; reports: number; pages: number; others: number };

await withBookWorld(people, async (world) => {
  const books = {
    CSV: await makeBook(world, { name: 'Csv', mapping: 'plain', people }),
    JSON: await makeBook(world, { name: 'Json', mapping: 'plain', people, transport: 'v3' }),
    'CSV, a tenth of them': await makeBook(world, { name: 'Few', mapping: 'plain', people: few }),
  };
  const copy = await rawCopy(world);
  const fifty =
    ((await fillOneByOne(world, { people: sample, atATime: 50, name: 'Fifty' })) / sample) * people;
  const single = ((await fillOneByOne(world, { people: sample, atATime: 1, name: 'One' })) / sample) * people;
  const syncs: Record<string, Sync> = {};
  for (const [name, book] of Object.entries(books)) {
    syncs[name] = await firstSync(world, book);
    console.log(name);
    await tellPhases(world, book);
  }
  const of = (name: keyof typeof books): Sync => {
    const found = syncs[name];
    if (!found) throw new Error(`${name} is missing`);
    return found;
  };
  console.log(
    `raw COPY of eight columns ${hundredth(copy)} s; by ${sample.toLocaleString('en-GB')} scaled to ${people.toLocaleString('en-GB')}: 50 at a time ${tenth(fifty)} s, one by one ${tenth(single)} s`,
  );
  console.table(
    Object.fromEntries(
      Object.entries(syncs).map(([name, sync]) => [
        name,
        {
          people: sync.people,
          seconds: tenth(sync.seconds),
          network: tenth(sync.network),
          waited: tenth(sync.waited),
          'without both': tenth(work(sync)),
          'peak MB': tenth(sync.peakMegabytes),
        },
      ]),
    ),
  );
  console.table(Object.fromEntries(Object.entries(syncs).map(([name, sync]) => [name, besideLeast(sync)])));
  const verdict = {
    'without network, × COPY': {
      csv: hundredth(work(of('CSV')) / copy),
      json: hundredth(work(of('JSON')) / copy),
      limit: limits.copy,
    },
    '× faster than 50 at a time': {
      csv: hundredth(fifty / of('CSV').seconds),
      json: hundredth(fifty / of('JSON').seconds),
      limit: limits.fiftyAtATime,
    },
    '× faster than one by one': {
      csv: hundredth(single / of('CSV').seconds),
      json: hundredth(single / of('JSON').seconds),
      limit: limits.oneByOne,
    },
    'peak MB': {
      csv: tenth(of('CSV').peakMegabytes),
      json: tenth(of('JSON').peakMegabytes),
      'a tenth': tenth(of('CSV, a tenth of them').peakMegabytes),
      limit: limits.megabytes,
    },
  };
  console.table(verdict);
  console.log(JSON.stringify({ bench: 'export-first-sync', people, copy, fifty, single, verdict, syncs }));
  for (const [name, book] of Object.entries(books)) {
    const there = await inBook(world, book);
    if (there !== of(name as keyof typeof books).sent)
      throw new Error(
        `${name}: ${there} are in the book, ${of(name as keyof typeof books).sent} were added.`,
      );
  }
});

/** What is left of the time when neither a call was under way nor one awaited. */
function work({ seconds, network, waited }: Synced): number {
  return seconds - network - waited;
}

async function firstSync(world: BookWorld, book: Book): Promise<Sync> {
  await world.control('/requests', undefined, 'DELETE');
  const synced = await syncOnce(world, book);
  const calls = countCalls(await callsSeen(world));
  const { prisma } = world.ctx.db;
  const { id } = await prisma.wave.findFirstOrThrow({ where: { connectionId: book.connectionId } });
  const batches = await prisma.exportBatch.findMany({ where: { waveId: id } });
  return {
    ...synced,
    people: await prisma.listItem.count({ where: { listId: book.listId } }),
    calls,
    sent: await prisma.plannedChange.count({ where: { waveId: id, outcome: 'added' } }),
    bytes: batches.reduce((sum, { byteCount }) => sum + (byteCount ?? 0), 0),
  };
}

function countCalls(calls: readonly { method: string; path: string }[]): Calls {
  const is = (one: { method: string; path: string }, pattern: RegExp): boolean =>
    pattern.test(`${one.method} ${one.path.split('?')[0]}`);
  const count = (pattern: RegExp): number => calls.filter((one) => is(one, pattern)).length;
  const uploads = count(/^(POST .*\/contacts\/import(\/with-merge-option\/\w+)?|PUT .*\/import)$/);
  const reports = count(/^GET .*\/import\/[^/]+\/report(-faults)?$/);
  const polls = count(/^GET .*\/import\/[^/]+$/);
  const pages = count(/^GET .*\/address-books\/\d+\/contacts\/modified-since\//);
  return { uploads, polls, reports, pages, others: calls.length - uploads - reports - polls - pages };
}

/** The least: files as full as they may be, each asked for its state, report and faults once, and a page for every thousand people. */
function besideLeast({ calls, sent, bytes }: Sync): Record<string, string> {
  const files = Math.max(Math.ceil(sent / fileLimits.rows), Math.ceil(bytes / fileLimits.bytes));
  return {
    'uploads (least)': `${calls.uploads} (${files})`,
    'pages (least)': `${calls.pages} (${Math.ceil(sent / pageSize) + 1})`,
    reports: String(calls.reports),
    polls: String(calls.polls),
    others: String(calls.others),
  };
}

async function rawCopy({ ctx }: BookWorld): Promise<number> {
  const client = await ctx.db.pool.connect();
  const nowhere = () => new Writable({ write: (_chunk, _encoding, done) => done() });
  try {
    const times: number[] = [];
    for (let n = 0; n < 4; n += 1)
      times.push(
        (
          await timed(() =>
            pipeline(
              client.query(
                copyTo(
                  'COPY (SELECT email_key, first_name, last_name, company, city, country, language, birthday FROM crm_records) TO STDOUT WITH (FORMAT csv)',
                ),
              ),
              nowhere(),
            ),
          )
        ).ms,
      );
    return median(times.slice(1)) / 1000;
  } finally {
    client.release();
  }
}

async function tellPhases({ ctx: { db } }: BookWorld, { connectionId }: Book): Promise<void> {
  const run = await db.prisma.syncRun.findFirstOrThrow({ where: { connectionId }, orderBy: { id: 'asc' } });
  for (const { label, startedAt, finishedAt } of RunPhase.array().parse(run.phases)) {
    if (startedAt && finishedAt)
      console.log(
        `  ${label.padEnd(28)} ${((Date.parse(finishedAt) - Date.parse(startedAt)) / 1000).toFixed(2).padStart(8)} s`,
      );
  }
}

async function inBook(world: BookWorld, { scope }: Book): Promise<number> {
  const { dotdigitalId } = await world.ctx.db.prisma.addressBook.findUniqueOrThrow({
    where: { id: scope.addressBookId ?? 0n },
  });
  const all = await world.control<{ id: number; contacts: number }[]>('/state/address-books');
  return all.find(({ id }) => id === dotdigitalId)?.contacts ?? 0;
}
