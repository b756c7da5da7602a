// What pages of 50 rows cost: one person and ten, over demo data and 5,000 more (or --people N); --minutes N looks at memory that long.
import { seedDemo } from '@/prisma/seed';
import { build } from '@/scripts/local/build';
import { tenth, withBigWorld } from './big-world';
import { seedLists } from './pages-world';
import { type Bytes, bytesOf, type Load, load, signIn } from './visitors';
import { startWeb, type Web } from './web-process';

const password = 'the demo people of the benchmark';
const given = (name: string): number =>
  process.argv.includes(name) ? Number(process.argv[process.argv.indexOf(name) + 1]) : Number.NaN;
const secondsOfTen = given('--seconds') || 30;
const minutes = given('--minutes') || 0;
const repeats = 40;
/** The shell with a heading and one form, and no row. */
const floor = '/imports/new';

await build({ say: (line) => console.error(line), abort: new AbortController().signal });
await withBigWorld(
  async ({ ctx, url, people }) => {
    await seedDemo(ctx, password);
    const { membersOf } = await seedLists(ctx);
    const web = await startWeb(url);
    try {
      const cookie = await signIn(web, 'admin@example.com', password);
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
