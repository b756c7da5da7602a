import { readFileSync } from 'node:fs';
import { request as httpRequest } from 'node:http';
import { expect, test, type Page } from '@playwright/test';
import iconv from 'iconv-lite';
import { expectAccessible } from './expect-accessible';
import { base } from './send';
import { signIn } from './sign-in';

const stamp = Date.now().toString(36);
const address = (name: string): string => `${name}-${stamp}@example.com`;

async function upload(page: Page, name: string, buffer: Buffer): Promise<void> {
  await page.goto('/imports/new?entity=customer');
  await page.getByLabel('CSV file').setInputFiles({ name, mimeType: 'text/csv', buffer });
  await page.waitForURL(/\/imports\/\d+$/);
  await expect(page.getByRole('table', { name: 'Preview' })).toBeVisible();
}

/** The sentence below the heading: how the import stands now. */
const lede = (page: Page) => page.getByRole('heading', { level: 1 }).locator('..');

async function undo(page: Page, says: (string | RegExp)[]): Promise<void> {
  await page.getByRole('button', { name: 'Undo', exact: true }).click();
  const dialog = page.getByRole('alertdialog').or(page.getByRole('dialog'));
  for (const one of says) await expect(dialog).toContainText(one);
  await dialog.getByRole('button', { name: 'Undo this import' }).click();
}

test.beforeEach(async ({ page }) => {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await signIn(page, 'admin@example.com');
});

test('a file with errors is imported, its refused rows are corrected and imported again, and all of it is undone', async ({
  page,
}) => {
  await page.goto('/customers/new');
  await page.getByLabel('First name', { exact: true }).fill('Known');
  await page.getByLabel('E-mail', { exact: true }).fill(address('known'));
  await page.getByLabel('City', { exact: true }).fill('Bonn');
  await page.getByRole('button', { name: /^(Create|Save)/ }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Known' })).toBeVisible();

  const rows = [
    'Vorname;Nachname;E-Mail;Ort;Geburtsdatum;Konfektion;Schlagworte',
    `Jürgen;Müller ${stamp};${address('juergen')};Köln;29.02.1984;M;Messe, Presse`,
    `Zoë;Weiß ${stamp};${address('zoe')};Düsseldorf;;L;`,
    `Known;;${address('known')};Köln;;;`,
    `Bad;Address ${stamp};bad(at)example.com;Köln;;;`,
    `Bad;Day ${stamp};${address('day')};Köln;31.02.1984;;`,
    `Bad;Choice ${stamp};${address('choice')};Köln;;XXXL;`,
    `=1+1;Formula ${stamp};formula(at)example.com;Köln;;;`,
  ];
  await upload(page, `kunden-${stamp}.csv`, iconv.encode(`${rows.join('\r\n')}\r\n`, 'windows-1252'));
  await expect(lede(page)).toContainText('7 rows');
  await expect(page.getByLabel('Encoding')).toHaveValue('windows-1252');
  await expect(page.getByLabel('Delimiter')).toHaveValue(';');
  const preview = page.getByRole('table', { name: 'Preview' });
  await expect(preview).toContainText('Jürgen');

  await page.getByLabel('Delimiter').selectOption({ label: 'Comma ,' });
  await expect(page.getByText('reads as one single column')).toBeVisible();
  await page.getByLabel('Delimiter').selectOption({ label: 'Semicolon ;' });
  await page.getByLabel('Encoding').selectOption('macintosh');
  await expect(preview).not.toContainText('Jürgen');
  await page.getByLabel('Encoding').selectOption('windows-1252');
  await expect(preview).toContainText('Jürgen');

  await expect(page.getByLabel('Field for Vorname')).toHaveValue('firstName');
  await expect(page.getByLabel('Field for Konfektion')).toHaveValue('');
  await page.getByLabel('Field for Konfektion').selectOption({ label: 'Shirt size' });
  await expect(preview).toContainText('Shirt size “XXXL” is none of its choices');
  await expect(preview).toContainText('Birthday “31.02.1984” is not a date');
  await expect(preview.getByRole('row', { name: /Known/ })).toContainText('was Bonn');
  await expect(page.getByText('2 of them would be refused')).toBeVisible();
  await expectAccessible(page, 'the mapping step');
  await page.getByRole('button', { name: 'Start import of 7 rows' }).click();

  await expect(lede(page)).toContainText(
    '4 customers created, 1 updated, 0 unchanged, 2 refused, 2 values left empty',
  );
  const first = page.url();
  const refused = page.getByRole('list', { name: 'Refused rows' });
  await expect(refused.getByRole('listitem')).toHaveCount(2);
  await expect(refused.getByRole('listitem').first()).toContainText('row 5');
  await expect(refused.getByRole('listitem').first()).toContainText(
    '“bad(at)example.com” is not an e-mail address.',
  );
  await expectAccessible(page, 'an ended import');

  const downloading = page.waitForEvent('download');
  await page.getByRole('link', { name: 'Download refused rows' }).click();
  const file = await downloading;
  expect(file.suggestedFilename()).toBe(`kunden-${stamp}-refused.csv`);
  const text = readFileSync(await file.path(), 'utf8');
  const lines = text.split('\r\n');
  expect(lines[0]).toBe('\uFEFFRow,Reason,Vorname,Nachname,E-Mail,Ort,Geburtsdatum,Konfektion,Schlagworte');
  expect(lines[1]).toBe(
    `5,“bad(at)example.com” is not an e-mail address.,Bad,Address ${stamp},bad(at)example.com,Köln,,,`,
  );
  expect(lines[2]).toBe(
    `8,“formula(at)example.com” is not an e-mail address.,'=1+1,Formula ${stamp},formula(at)example.com,Köln,,,`,
  );

  const corrected = text.replaceAll('(at)example', `-${stamp}@example`);
  await upload(page, `kunden-${stamp}-corrected.csv`, Buffer.from(corrected));
  await expect(page.getByLabel('Field for Konfektion')).toHaveValue('custom.shirt_size');
  await expect(page.getByRole('listitem').filter({ hasText: 'Konfektion' })).toContainText('as last time');
  await expect(page.getByLabel('Field for Reason')).toHaveValue('');
  await page.getByRole('button', { name: 'Start import of 2 rows' }).click();
  await expect(lede(page)).toContainText('2 customers created, 0 updated, 0 unchanged, 0 refused');

  await page.goto(`/customers?q=${stamp}`);
  const grid = page.getByRole('table', { name: 'Customers' });
  await expect(grid.getByRole('row')).toHaveCount(8);
  await expect(grid).toContainText('=1+1');

  await page.goto(first);
  await undo(page, ['4 customers that it created', '1 earlier value', 'is put back']);
  await expect(lede(page)).toContainText('Undone: 4 customers deleted, 1 value put back, 0 kept.');
  await page.goto('/imports');
  await page.getByRole('link', { name: `kunden-${stamp}-corrected.csv` }).click();
  await undo(page, ['2 customers that it created']);
  await expect(lede(page)).toContainText('Undone: 2 customers deleted, 0 values put back, 0 kept.');
  await page.goto(`/customers?q=${stamp}`);
  await expect(page.getByRole('table', { name: 'Customers' }).getByRole('row')).toHaveCount(2);
  await page.getByRole('link', { name: /Known/ }).first().click();
  await expect(page.getByText('Bonn').first()).toBeVisible();
});

type Sent = { status: number; id: string };

/** A file sent as a stream, as large as it is said to be; `cutAt` breaks the connection off there. */
async function send(
  page: Page,
  name: string,
  parts: Iterable<Buffer>,
  { length, cutAt = Infinity }: { length?: number; cutAt?: number },
): Promise<Sent | null> {
  const cookies = await page.context().cookies();
  const target = new URL(
    `/api/csv-imports?${new URLSearchParams({ entity: 'lead', fileName: name }).toString()}`,
    base(),
  );
  return new Promise((resolve, reject) => {
    const request = httpRequest(target, {
      method: 'POST',
      headers: {
        origin: base(),
        cookie: cookies.map((one) => `${one.name}=${one.value}`).join('; '),
        'content-type': 'text/csv',
        ...(length === undefined ? {} : { 'content-length': length }),
      },
    });
    request.on('response', (response) => {
      let body = '';
      response.setEncoding('utf8').on('data', (part: string) => (body += part));
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, id: (JSON.parse(body) as { id: string }).id }),
      );
    });
    request.on('error', (error) => (cutAt === Infinity ? reject(error) : resolve(null)));
    const write = async (): Promise<void> => {
      let sent = 0;
      for (const part of parts) {
        if (sent + part.length > cutAt) {
          request.write(part.subarray(0, cutAt - sent), () => request.destroy());
          return;
        }
        sent += part.length;
        if (!request.write(part)) await new Promise((drained) => request.once('drain', drained));
      }
      request.end();
    };
    write().catch(reject);
  });
}

/** A header and people with notes of one length that nobody imports; every hundredth address is none. Exactly `size` bytes. */
function* leads(size: number, rowBytes: number): Generator<Buffer> {
  const header = Buffer.from('First name,E-mail,Notes\n');
  const count = Math.floor((size - header.length) / rowBytes);
  yield header;
  for (let n = 0; n < count; n += 1) {
    const cells = `Ünal ${n},${n % 100 === 99 ? 'no address' : `lead-${n}-${stamp}@example.com`},`;
    const length = n === count - 1 ? size - header.length - rowBytes * (count - 1) : rowBytes;
    yield Buffer.from(`${cells}${'x'.repeat(length - Buffer.byteLength(cells) - 1)}\n`);
  }
}

test('L17: every row of 9.9, 10.1, 15.75 and 200 MB has one outcome', async ({ page }) => {
  for (const [megabytes, rowBytes] of [
    [9.9, 5_000],
    [10.1, 5_000],
    [15.75, 5_000],
    [200, 40_000],
  ] as const) {
    const size = megabytes * 1_000_000;
    const name = `leads-${megabytes}-${stamp}.csv`;
    const rowCount = Math.floor((size - 24) / rowBytes);
    const sent = await send(page, name, leads(size, rowBytes), megabytes === 15.75 ? {} : { length: size });
    expect(sent?.status).toBe(201);
    await page.goto(`/imports/${sent?.id}`);
    await page
      .getByRole('button', { name: `Start import of ${rowCount.toLocaleString('en-GB')} rows` })
      .click();
    await expect(lede(page)).toContainText(`${rowCount.toLocaleString('en-GB')} rows read`);
    const answer = await page.request.get(`/api/csv-imports/${sent?.id}`);
    const { import: view } = (await answer.json()) as { import: Record<string, number> };
    expect(view).toMatchObject({
      byteCount: size,
      rowCount,
      doneRowCount: rowCount,
      rejectedCount: Math.floor(rowCount / 100),
      skippedCount: 0,
    });
    const { createdCount = 0, updatedCount = 0, unchangedCount = 0, rejectedCount = 0 } = view;
    expect([megabytes, createdCount + updatedCount + unchangedCount + rejectedCount]).toEqual([
      megabytes,
      rowCount,
    ]);
  }
});

test('L17: of an upload that is cut at any tenth of it nothing is left, and a whole one goes through at once after', async ({
  page,
}) => {
  const size = 3_000_000;
  for (let tenth = 0; tenth < 10; tenth += 1) {
    const cut = { cutAt: Math.floor((size * tenth) / 10) + 7, ...(tenth % 2 ? {} : { length: size }) };
    expect(await send(page, `cut-${stamp}.csv`, leads(size, 3_000), cut)).toBeNull();
  }
  expect(await send(page, `whole-${stamp}.csv`, leads(size, 3_000), { length: size })).toMatchObject({
    status: 201,
  });
  await page.goto(`/imports?q=${stamp}.csv`);
  const table = page.getByRole('table', { name: 'Imports' });
  await expect(table).toContainText(`whole-${stamp}.csv`);
  await expect(table).not.toContainText(`cut-${stamp}.csv`);
});
