// How soon the largest thing of a page stands, and how long presses and keys wait (LCP, INP), in Chromium with a processor 4 times slower (or --slow N); --only WORD takes the pages that have it in their name.
import { chromium, type Browser, type CDPSession, type Page } from '@playwright/test';
import { seedDemo } from '@/prisma/seed';
import { build } from '@/scripts/local/build';
import { findChromium } from '@/scripts/local/chromium.mjs';
import { hundredth, median, withBigWorld, type BigWorld } from './big-world';
import { seedLists } from './pages-world';
import { signIn } from './visitors';
import { startWeb } from './web-process';

const password = 'the demo people of the benchmark';
const given = (name: string): number =>
  process.argv.includes(name) ? Number(process.argv[process.argv.indexOf(name) + 1]) : Number.NaN;
const slow = given('--slow') || 4;
const visits = given('--visits') || 3;
const onlyAt = process.argv.indexOf('--only');
const only = onlyAt === -1 ? '' : (process.argv[onlyAt + 1] ?? '');
const limits = { lcpMs: 1_500, inpMs: 200 };

type Vitals = { lcpMs: number; inpMs: number; slowest: string };
type Seen = { lcp: number; events: { name: string; ms: number; on: string }[] };

await build({ say: (line) => console.error(line), abort: new AbortController().signal });
await withBigWorld(
  async (world) => {
    await seedDemo(world.ctx, password);
    const pages = await pagesOf(world);
    const web = await startWeb(world.url);
    const browser = await chromium.launch({
      ...findChromium(),
      args: [...(process.getuid?.() === 0 ? ['--no-sandbox'] : []), '--disable-gpu'],
    });
    try {
      const [name = '', value = ''] =
        (await signIn(web, 'admin@example.com', password))
          .split('; ')
          .find((one) => one.startsWith('dotbridge.session='))
          ?.split(/=(.*)/s) ?? [];
      const cookie = { name, value, url: `http://127.0.0.1:${web.port}` };
      const found: Record<string, Vitals> = {};
      for (const [page, path] of Object.entries(pages).filter(([page]) => page.includes(only))) {
        console.error(`visiting ${page} at ${path}`);
        // Once unseen: the server reads the code of a page when it is first asked for.
        await visit(browser, cookie, path);
        const seen: Vitals[] = [];
        while (seen.length < visits) seen.push(await visit(browser, cookie, path));
        found[page] = middleOf(seen);
      }
      report(found);
    } finally {
      await browser.close();
      await web.stop();
    }
  },
  { people: 5_000, campaigns: 60, before: (ctx) => seedDemo(ctx, password) },
);

async function pagesOf({ ctx }: BigWorld): Promise<Record<string, string>> {
  const { membersOf } = await seedLists(ctx);
  const first = { orderBy: { id: 'desc' as const }, select: { id: true } };
  const record = await ctx.db.prisma.crmRecord.findFirstOrThrow({ where: { entity: 'customer' }, ...first });
  const campaign = await ctx.db.prisma.emailCampaign.findFirstOrThrow(first);
  return {
    'an empty page': '/imports/new',
    dashboard: '/',
    'marketing lists': '/marketing-lists',
    'members of a list': `/marketing-lists/${membersOf}`,
    'filter of a list': `/marketing-lists/${membersOf}/edit`,
    contacts: '/contacts',
    'a customer': `/customers/${record.id}`,
    'email campaigns': '/email-campaigns',
    'a campaign': `/email-campaigns/${campaign.id}`,
    'sync runs': '/sync-runs',
    'a form': '/contacts/new',
    settings: '/settings/dotdigital',
  };
}

type Cookie = { name: string; value: string; url: string };

/** With nothing kept by the browser, as who comes for the first time. */
async function visit(browser: Browser, cookie: Cookie, path: string): Promise<Vitals> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'en-GB' });
  try {
    await context.addCookies([cookie]);
    await context.addInitScript(watchVitals);
    const page = await context.newPage();
    const session: CDPSession = await context.newCDPSession(page);
    await session.send('Emulation.setCPUThrottlingRate', { rate: slow });
    const answer = await page.goto(cookie.url + path, { waitUntil: 'load' });
    if (!answer?.ok() || new URL(page.url()).pathname !== path)
      throw new Error(`${path} did not come: ${answer?.status()} at ${page.url()}`);
    await page.evaluate(() => new Promise((done) => requestIdleCallback(done)));
    const { lcp } = await seenOf(page);
    await use(page);
    const { events } = await seenOf(page);
    const [worst] = events.toSorted((a, b) => b.ms - a.ms);
    return { lcpMs: lcp, inpMs: worst?.ms ?? 0, slowest: worst ? `${worst.name} on ${worst.on}` : 'none' };
  } finally {
    await context.close();
  }
}

/** Runs in the page: keeps what the browser measures of it. */
function watchVitals(): void {
  const seen: Seen = { lcp: 0, events: [] };
  Object.assign(window, { seenVitals: seen });
  new PerformanceObserver((list) => {
    for (const { startTime } of list.getEntries()) seen.lcp = startTime;
  }).observe({ type: 'largest-contentful-paint', buffered: true });
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries() as PerformanceEventTiming[]) {
      const { target } = entry;
      const on =
        target instanceof Element ? `${target.tagName} ${(target.textContent ?? '').slice(0, 30)}` : '';
      if (entry.interactionId) seen.events.push({ name: entry.name, ms: entry.duration, on });
    }
  }).observe({ type: 'event', buffered: true, durationThreshold: 16 } as PerformanceObserverInit);
}

async function seenOf(page: Page): Promise<Seen> {
  // What was pressed last is measured with the frame that follows it.
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
  return page.evaluate(() => (window as unknown as { seenVitals: Seen }).seenVitals);
}

/** What people do on any page, as far as it is there: type, choose a row, open its menu and the columns, sort, open another page. */
async function use(page: Page): Promise<void> {
  const main = page.locator('main');
  const field = main.locator('input[type=search], input:not([type]), input[type=text]').first();
  if (await field.isVisible()) {
    await field.click();
    await page.keyboard.type('an');
    await page.keyboard.press('Backspace');
    await page.keyboard.press('Backspace');
  }
  const presses = [
    main.locator('tbody input.check').first(),
    main.locator('button.dt-menu').first(),
    main.getByRole('button', { name: 'Columns' }).first(),
    main.getByRole('button', { name: 'Filter' }).first(),
    main.locator('thead button').first(),
    main.getByRole('tab').nth(1),
  ];
  for (const place of presses) {
    if (!(await place.isVisible())) continue;
    await place.click();
    await seenOf(page);
    await page.keyboard.press('Escape');
    // At a slow processor what was opened is still closing, and would take the next press.
    await page.locator('[role=menu], [role=dialog], [role=listbox]').first().waitFor({ state: 'hidden' });
  }
  await page.getByRole('link', { name: 'Sync Runs' }).first().click();
  await page.waitForURL(/sync-runs/);
}

function middleOf(seen: readonly Vitals[]): Vitals {
  return {
    lcpMs: Math.round(median(seen.map(({ lcpMs }) => lcpMs))),
    inpMs: median(seen.map(({ inpMs }) => inpMs)),
    slowest: seen.toSorted((a, b) => b.inpMs - a.inpMs)[0]?.slowest ?? '',
  };
}

function report(found: Record<string, Vitals>): void {
  const floor = found['an empty page'];
  console.table(
    Object.fromEntries(
      Object.entries(found).map(([name, { lcpMs, inpMs, slowest }]) => [
        name,
        {
          'LCP ms': lcpMs,
          'of an empty page': hundredth(lcpMs / (floor?.lcpMs ?? Number.NaN)),
          'INP ms': inpMs,
          'slowest press': slowest,
        },
      ]),
    ),
  );
  const over = Object.entries(found)
    .filter(([, { lcpMs, inpMs }]) => lcpMs > limits.lcpMs || inpMs > limits.inpMs)
    .map(([name]) => name);
  console.log(JSON.stringify({ bench: 'vitals', slow, limits, pages: found, over }));
}
