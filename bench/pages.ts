// What pages of 50 rows cost: one person and ten, over demo data and 5,000 more (or --people N); --minutes N looks at memory that long.
import { request, type IncomingMessage } from 'node:http';
import { once } from 'node:events';
import autocannon from 'autocannon';
import { seedDemo } from '@/prisma/seed';
import { build } from '@/scripts/local/build';
import { hundredth, median, tenth, withBigWorld } from './big-world';
import { seedLists } from './pages-world';
import { startWeb, type Web } from './web-process';

type Load = { requests: number; perSecond: number; p50: number; p95: number; cpuMs: number; failed: number };
type Bytes = { plain: number; wire: number };

const password = 'the demo people of the benchmark';
const visitor = { 'accept-encoding': 'gzip, deflate, br', 'accept-language': 'en-GB', accept: 'text/html' };
const given = (name: string): number =>
  process.argv.includes(name) ? Number(process.argv[process.argv.indexOf(name) + 1]) : Number.NaN;
const secondsOfTen = given('--seconds') || 30;
const minutes = given('--minutes') || 0;
const repeats = 40;

await build({ say: (line) => console.error(line), abort: new AbortController().signal });
await withBigWorld(
  async ({ ctx, url, people }) => {
    await seedDemo(ctx, password);
    const { membersOf } = await seedLists(ctx);
    const web = await startWeb(url);
    try {
      const cookie = await signIn(web);
      await measure(web, cookie, people, {
        'marketing lists': '/marketing-lists',
        'email campaigns': '/email-campaigns',
        'members of a list': `/marketing-lists/${membersOf}`,
        contacts: '/contacts',
      });
    } finally {
      await web.stop();
    }
  },
  { people: 5_000, campaigns: 60, before: (ctx) => seedDemo(ctx, password) },
);

/** The shell with a heading and one form, and no row. */
const floor = '/imports/new';

async function measure(
  web: Web,
  cookie: string,
  people: number,
  pages: Record<string, string>,
): Promise<void> {
  const all = { ...pages, 'an empty page': floor };
  for (const path of Object.values(all)) await load(web, cookie, [path], { connections: 1, amount: 10 });
  const freshMb = web.memoryMb('VmRSS');
  const alone: Record<string, Load & Bytes> = {};
  for (const [name, path] of Object.entries(all))
    alone[name] = {
      ...(await load(web, cookie, [path], { connections: 1, amount: repeats })),
      ...(await bytesOf(web, cookie, path)),
    };
  const ten = await load(web, cookie, Object.values(pages), { connections: 10, duration: secondsOfTen });
  const tenOfFloor = await load(web, cookie, [floor], { connections: 10, duration: 10 });
  const busyMb = web.memoryMb('VmRSS');
  const overTime = await watchMemory(web, cookie, Object.values(pages));

  const line = (one: Load) => ({
    'pages/s': one.perSecond,
    'p50 ms': one.p50,
    'p95 ms': one.p95,
    'CPU ms a page': one.cpuMs,
  });
  console.table({
    ...Object.fromEntries(
      Object.entries(alone).map(([name, one]) => [
        `one person, ${name}`,
        { ...line(one), kB: tenth(one.plain / 1000), 'kB on the wire': tenth(one.wire / 1000) },
      ]),
    ),
    'ten people, all four': line(ten),
    'ten people, an empty page': line(tenOfFloor),
  });
  console.log(
    `Memory of the web process: ${freshMb} MB fresh, ${busyMb} MB after ten people${overTime.length > 0 ? `, then every minute ${overTime.join(', ')} MB` : ''}; peak ${web.memoryMb('VmHWM')} MB.`,
  );
  console.log(
    JSON.stringify({
      bench: 'pages',
      people,
      onePerson: alone,
      tenPeople: ten,
      tenPeopleOnEmptyPage: tenOfFloor,
      memoryMb: { fresh: freshMb, busy: busyMb, everyMinute: overTime, peak: web.memoryMb('VmHWM') },
    }),
  );
}

async function watchMemory(web: Web, cookie: string, paths: string[]): Promise<number[]> {
  const seen: number[] = [];
  while (seen.length < minutes) {
    await load(web, cookie, paths, { connections: 10, duration: 60 });
    seen.push(web.memoryMb('VmRSS'));
  }
  return seen;
}

/** Whoever reads asks for the next page as soon as one has come. */
async function load(
  web: Web,
  cookie: string,
  paths: string[],
  how: { connections: number; amount?: number; duration?: number },
): Promise<Load> {
  const times: number[] = [];
  let failed = 0;
  const cpuBefore = web.cpuMs();
  const began = performance.now();
  await new Promise<void>((done, fail) => {
    const run = autocannon(
      {
        url: `http://127.0.0.1:${web.port}`,
        headers: { ...visitor, cookie },
        timeout: 60,
        requests: paths.map((path) => ({ path })),
        ...how,
      },
      (error) => (error ? fail(error) : done()),
    );
    run.on('response', (_client, status, _bytes, milliseconds) => {
      times.push(milliseconds);
      if (status !== 200) failed += 1;
    });
    run.on('reqError', () => (failed += 1));
  });
  if (failed > 0) throw new Error(`${failed} of ${times.length} pages did not come: ${paths.join(', ')}`);
  const sorted = times.toSorted((a, b) => a - b);
  return {
    requests: times.length,
    perSecond: hundredth(times.length / ((performance.now() - began) / 1000)),
    p50: tenth(median(times)),
    p95: tenth(sorted[Math.ceil(sorted.length * 0.95) - 1] ?? 0),
    cpuMs: tenth((web.cpuMs() - cpuBefore) / times.length),
    failed,
  };
}

async function bytesOf(web: Web, cookie: string, path: string): Promise<Bytes> {
  const size = async (headers: Record<string, string>): Promise<number> => {
    const call = request({ port: web.port, host: '127.0.0.1', path, headers: { ...headers, cookie } }).end();
    const [answer] = (await once(call, 'response')) as [IncomingMessage];
    let bytes = 0;
    for await (const piece of answer as AsyncIterable<Buffer>) bytes += piece.length;
    return bytes;
  };
  return { plain: await size({ ...visitor, 'accept-encoding': 'identity' }), wire: await size(visitor) };
}

/** Through the same door as the sign-in page. */
async function signIn({ port }: Web): Promise<string> {
  const base = `http://127.0.0.1:${port}`;
  const token = await fetch(`${base}/api/auth/csrf`);
  const { csrfToken } = (await token.json()) as { csrfToken: string };
  const signedIn = await fetch(`${base}/api/auth/callback/credentials`, {
    method: 'POST',
    redirect: 'manual',
    headers: { cookie: cookiesOf(token), origin: base },
    body: new URLSearchParams({ csrfToken, email: 'admin@example.com', password, json: 'true' }),
  });
  const cookie = cookiesOf(signedIn);
  if (!cookie.includes('dotbridge.session=')) throw new Error('the sign-in was refused');
  return cookie;
}

const cookiesOf = (answer: Response): string =>
  answer.headers
    .getSetCookie()
    .map((line) => line.split(';')[0] ?? '')
    .join('; ');
