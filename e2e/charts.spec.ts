import { execFileSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { expect, test, type Download, type Locator, type Page } from '@playwright/test';
import { parse } from 'csv-parse/sync';
import { z } from 'zod';
import { expectAccessibleInBothThemes } from './expect-accessible';
import { matching } from './lists-world';
import { signIn } from './sign-in';

const World = z.object({ list: z.string(), campaign: z.string(), marketing: z.string(), record: z.string() });
let world: z.infer<typeof World>;

test.beforeAll(() => {
  const told = execFileSync(
    process.execPath,
    ['--import', './scripts/load-env-file.mjs', '--import', 'tsx', 'scripts/seed.ts', '--campaigns'],
    { env: { ...process.env, DATA_DIR: process.env.E2E_DATA_DIR, DATABASE_URL: '' }, encoding: 'utf8' },
  );
  world = World.parse(JSON.parse(/\{.*\}/.exec(told)?.[0] ?? ''));
});

const chart = (page: Page, title: string): Locator => page.getByRole('region', { name: title, exact: true });
const press = async (page: Page, button: string, title: string): Promise<Download> => {
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    chart(page, title)
      .getByRole('button', { name: `${button}, ${title}` })
      .click(),
  ]);
  return download;
};

async function chartsOf(page: Page, path: string, least: number): Promise<string[]> {
  await page.goto(path);
  const charts = page.locator('[data-chart]');
  await expect.poll(() => charts.count()).toBeGreaterThanOrEqual(least);
  await expect(page.getByRole('status', { name: 'Loading' })).toHaveCount(0);
  return charts.evaluateAll((all) => all.map((one) => one.getAttribute('data-chart') ?? ''));
}

/** The file has the columns and rows of the table; its numbers are the ones that the table says in words. */
async function expectFileOfTable(page: Page, title: string): Promise<void> {
  const frame = chart(page, title);
  await frame.getByRole('button', { name: `Table, ${title}` }).click();
  const rows = await frame
    .getByRole('row')
    .evaluateAll((all) =>
      all.map((row) => [...row.querySelectorAll('th, td')].map((cell) => cell.textContent)),
    );
  const file: string[][] = parse(await readFile(await (await press(page, 'CSV', title)).path()), {
    bom: true,
  });
  await frame.getByRole('button', { name: `Table, ${title}` }).click();
  expect(file.length, title).toBe(rows.length);
  expect(file[0], title).toEqual(rows[0]);
  rows
    .slice(1)
    .forEach((row, n) => row.forEach((words, k) => expectSame(file[n + 1]?.[k] ?? '', words, title)));
}

function expectSame(value: string, words: string, title: string): void {
  const number = Number(words.replaceAll(/[,\s%]/g, '').replace('−', '-'));
  if (words === '–') expect(value, title).toBe('');
  else if (/^\d{4}-\d{2}/.test(value)) expect(words, title).toContain(value.slice(0, 4));
  else if (words !== '' && !Number.isNaN(number))
    expect(Number(value), title).toBeCloseTo(number, words.endsWith('%') ? 0 : 5);
  else expect(value, title).toBe(words);
}

/** A picture of the drawing at twice its size, with room for its words, and more in it than one colour. */
async function expectPicture(page: Page, title: string): Promise<void> {
  const drawing = await chart(page, title).locator('[data-drawing]').boundingBox();
  const data = await readFile(await (await press(page, 'PNG', title)).path());
  expect(data.subarray(1, 4).toString(), title).toBe('PNG');
  const [width, height] = [data.readUInt32BE(16), data.readUInt32BE(20)];
  expect(Math.abs(width - 2 * ((drawing?.width ?? 0) + 40)), `${title}: ${width} wide`).toBeLessThan(5);
  expect(height, title).toBeGreaterThan(2 * ((drawing?.height ?? 0) + 40));
  const colors = await page.evaluate(async (base64) => {
    // The page may not fetch what is no address of its own; a picture it may show.
    const image = new Image();
    image.src = `data:image/png;base64,${base64}`;
    await image.decode();
    const pen = new OffscreenCanvas(image.width, image.height).getContext('2d');
    pen?.drawImage(image, 0, 0);
    const inside = pen?.getImageData(40, 120, image.width - 80, image.height - 200).data ?? [];
    const seen = new Set<number>();
    for (let n = 0; n < inside.length; n += 4)
      seen.add(((inside[n] ?? 0) << 16) + ((inside[n + 1] ?? 0) << 8) + (inside[n + 2] ?? 0));
    return seen.size;
  }, data.toString('base64'));
  expect(colors, `colours of ${title}`).toBeGreaterThan(20);
}

test('every chart of a campaign is a table, a file and a picture, and is read by keys', async ({ page }) => {
  const errors: string[] = [];
  page.on('console', (message) => message.type() === 'error' && errors.push(message.text()));
  await signIn(page, 'admin@example.com');
  const titles = await chartsOf(page, world.campaign, 6);
  expect(titles).toEqual(
    expect.arrayContaining(['Opens and clicks', 'Links', 'Funnel', 'Best hours', 'Mail clients', 'Devices']),
  );
  for (const title of titles) {
    await expectFileOfTable(page, title);
    await expectPicture(page, title);
  }
  const week = chart(page, 'Best hours').getByRole('application');
  await week.focus();
  const told = chart(page, 'Best hours').locator('[aria-live]');
  const before = await told.textContent();
  await week.press(before?.includes(' 23:00') ? 'ArrowLeft' : 'ArrowRight');
  await expect(told).not.toHaveText(before ?? '');
  const over = chart(page, 'Opens and clicks').getByRole('application');
  await over.focus();
  await over.press('ArrowRight');
  await expect(chart(page, 'Opens and clicks').locator('.recharts-tooltip-wrapper')).toContainText('opens');
  expect(errors).toEqual([]);
  await expectAccessibleInBothThemes(page, 'the page of a campaign');
});

test('a list and a record tell how people respond, and their numbers are doors', async ({ page }) => {
  await signIn(page, 'admin@example.com');
  const titles = await chartsOf(page, world.list, 5);
  expect(titles).toEqual(
    expect.arrayContaining(['Response to campaigns', 'Unsubscribes by campaign', 'People on the list']),
  );
  await expectFileOfTable(page, 'Response to campaigns');
  await expectPicture(page, 'Response to campaigns');
  const band = chart(page, 'Engagement').getByRole('link').last();
  const people = parseInt((await band.textContent()) ?? '', 10);
  expect(people).toBeGreaterThan(0);
  await band.click();
  await expect(page.getByRole('heading', { level: 1, name: 'Create Marketing List' })).toBeVisible();
  // The list that the number begins has as many people.
  await expect(matching(page)).toHaveText(`${people} match`);
  await page.goto(world.list);
  await chart(page, 'Response to campaigns')
    .getByRole('button', { name: /^Table/ })
    .click();
  const rows = chart(page, 'Response to campaigns').getByRole('row');
  await rows.last().getByRole('link').click();
  await expect(page).toHaveURL(new RegExp(`${world.campaign}$`));

  await page.goto(world.record);
  const response = page.getByRole('region', { name: 'Response to campaigns', exact: true });
  await expect(response.getByText('Received').first()).toBeVisible();
  await expectFileOfTable(page, 'Campaigns by month');
  await expectPicture(page, 'Campaigns by month');
});

test('a campaign on paper is a report: its head, light, and nothing of the screen', async ({ page }) => {
  await signIn(page, 'admin@example.com');
  for (const path of [world.campaign, world.marketing]) {
    await page.emulateMedia({ media: 'screen', colorScheme: 'dark' });
    await page.goto(path);
    await expect(page.getByRole('button', { name: 'Report' })).toBeVisible();
    const [menu, search] = [
      page.getByRole('navigation').first(),
      page.getByRole('button', { name: /Search or jump to/ }),
    ];
    await expect(menu).toBeVisible();
    await expect(page.getByText('Dotbridge report of')).toBeHidden();

    await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
    await expect(page.getByText(/^Dotbridge report of .*, account Weekly Letters /)).toBeVisible();
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    for (const gone of [
      menu,
      search,
      page.getByRole('button', { name: 'Report' }),
      page.getByRole('checkbox').first(),
      page.getByText('Who opens, who clicks?'),
    ])
      await expect(gone).toBeHidden();
    for (const button of await page.getByRole('button', { name: /^(Table|PNG|CSV)/ }).all())
      await expect(button).toBeHidden();
    const paper = await page.evaluate(() => {
      const shade = (of: Element | null): number[] => {
        const pen = new OffscreenCanvas(1, 1).getContext('2d');
        if (!of || !pen) return [];
        pen.fillStyle = getComputedStyle(of).backgroundColor;
        pen.fillRect(0, 0, 1, 1);
        return [...pen.getImageData(0, 0, 1, 1).data];
      };
      return {
        ground: getComputedStyle(document.body).backgroundColor,
        card: shade(document.querySelector('.surface-card')),
        cut: [...document.querySelectorAll('[data-chart]')].filter(
          (one) => getComputedStyle(one).breakInside !== 'avoid',
        ).length,
      };
    });
    expect(paper).toEqual({
      ground: 'rgb(255, 255, 255)',
      card: [255, 255, 255, 255],
      cut: 0,
    });
    // What is drawn for the screen is there on the sheet, as wide as its card.
    for (const surface of await page.locator('.recharts-wrapper > .recharts-surface').all()) {
      const drawn = await surface.boundingBox();
      expect(drawn?.width).toBeGreaterThan(300);
      expect(drawn?.height).toBeGreaterThan(100);
    }
    const pdf = await page.pdf({ format: 'A4' });
    expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
    expect(pdf.length).toBeGreaterThan(10_000);
  }
});
