import { readFileSync } from 'node:fs';
import { request as httpRequest } from 'node:http';
import { expect, test, type Page } from '@playwright/test';
import iconv from 'iconv-lite';
import { expectAccessible } from './expect-accessible';
import { base } from './send';
import { signIn } from './sign-in';
import { lede, uploadCsv } from './upload-csv';

const stamp = Date.now().toString(36);
const customers = { entity: 'customer' } as const;
const address = (name: string): string => `${name}-${stamp}@example.com`;

async function download(page: Page, link: string): Promise<{ name: string; text: string }> {
  const downloading = page.waitForEvent('download');
  await page.getByRole('link', { name: link }).click();
  const file = await downloading;
  return { name: file.suggestedFilename(), text: readFileSync(await file.path(), 'utf8') };
}

async function undo(page: Page, says: (string | RegExp)[]): Promise<void> {
  await page.getByRole('button', { name: 'Undo', exact: true }).click();
  const dialog = page.getByRole('alertdialog').or(page.getByRole('dialog'));
  for (const one of says) await expect(dialog).toContainText(one);
  await dialog.getByRole('button', { name: 'Undo this import' }).click();
}

test.beforeEach(async ({ page }) => {
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
  const bytes = iconv.encode(`${rows.join('\r\n')}\r\n`, 'windows-1252');
  await uploadCsv(page, `kunden-${stamp}.csv`, bytes, customers);
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

  const { name, text } = await download(page, 'Download refused rows');
  expect(name).toBe(`kunden-${stamp}-refused.csv`);
  const lines = text.split('\r\n');
  expect(lines[0]).toBe('\uFEFFRow,Reason,Vorname,Nachname,E-Mail,Ort,Geburtsdatum,Konfektion,Schlagworte');
  expect(lines[1]).toBe(
    `5,“bad(at)example.com” is not an e-mail address.,Bad,Address ${stamp},bad(at)example.com,Köln,,,`,
  );
  expect(lines[2]).toBe(
    `8,“formula(at)example.com” is not an e-mail address.,'=1+1,Formula ${stamp},formula(at)example.com,Köln,,,`,
  );

  const corrected = text.replaceAll('(at)example', `-${stamp}@example`);
  await uploadCsv(page, `kunden-${stamp}-corrected.csv`, corrected, customers);
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

test('what can be read in two ways is asked before the start, and values left empty come in corrected', async ({
  page,
}) => {
  const rows = [
    'Name,E-mail,Mailing,Birthday,Plan',
    `"Stone ${stamp}, Mira",mailto:${address('mira')},yes,03/04/1984,Basic`,
    `Tom Berg ${stamp},${address('tom')},no,05/06/1990,`,
    `Bo Diaz ${stamp},bo-${stamp}@gmial.com,no,31/31/1971,`,
  ];
  await uploadCsv(page, `fair-${stamp}.csv`, `${rows.join('\n')}\n`);
  const start = page.getByRole('button', { name: 'Start import of 3 rows' });
  await expect(start).toBeDisabled();
  await expect(start).toHaveAccessibleDescription('Waits for 2 answers.');
  await expect(page.getByText('05/06/1990 is 1990-06-05')).toBeVisible();
  await expect(page.getByText('05/06/1990 is 1990-05-06')).toBeVisible();
  await expectAccessible(page, 'open questions');

  await page.getByRole('radio', { name: 'The day', exact: true }).check();
  await expect(start).toHaveAccessibleDescription('Waits for one answer.');
  await page.getByRole('radio', { name: 'Yes means agreed' }).check();
  await expect(page.getByText('2 people are marked as opted out by this file.')).toBeVisible();
  await page.getByRole('radio', { name: 'Yes means opted out' }).check();
  await expect(page.getByText('1 person is marked as opted out by this file.')).toBeVisible();

  const known = page.getByRole('list', { name: 'Good to know' });
  await expect(known).toContainText('1 address in “E-mail” is cleaned');
  await expect(known).toContainText('gmial.com');
  await page.getByLabel('Field for E-mail').selectOption('');
  await page.getByRole('button', { name: 'Put it into E-mail' }).click();
  await expect(page.getByLabel('Field for E-mail')).toHaveValue('email');

  const preview = page.getByRole('table', { name: 'Preview' });
  const mira = preview.getByRole('row').filter({ hasText: address('mira') });
  await expect(mira.getByRole('cell', { name: 'Mira', exact: true })).toBeVisible();
  await page.getByRole('button', { name: 'Keep names whole' }).click();
  await expect(mira.getByRole('cell', { name: 'Mira', exact: true })).toBeHidden();
  await page.getByRole('button', { name: 'Split names' }).click();

  await page.getByRole('button', { name: /^How Birthday is read/ }).click();
  const unreadable = page.getByRole('radiogroup', { name: 'A value of Birthday that can’t be read' });
  await unreadable.getByRole('radio', { name: 'Refuse the row' }).check();
  await expect(page.getByText('1 of them would be refused')).toBeVisible();
  await unreadable.getByRole('radio', { name: 'Keep the person, leave it empty' }).check();
  await expect(page.getByText('1 of them would be refused')).toBeHidden();
  await page.getByLabel('Tags for everyone in the file').fill(`Fair ${stamp}`);
  await page.getByLabel('Source of new records').focus();
  await start.click();

  await expect(lede(page)).toContainText(
    '3 leads created, 0 updated, 0 unchanged, 0 refused, 1 value left empty',
  );
  await expect(page.getByRole('list', { name: 'Likely slips' })).toContainText(
    `likely bo-${stamp}@gmail.com`,
  );
  await expect(page.getByText('1 address was cleaned')).toBeVisible();
  await expect(page.getByRole('list', { name: 'Values left empty' })).toContainText('row 4');
  await expectAccessible(page, 'an import with values left empty');
  const { name, text } = await download(page, 'Download left-out values');
  expect(name).toBe(`fair-${stamp}-left.csv`);
  await page.getByRole('link', { name: `Make a list of all tagged “Fair ${stamp}”` }).click();
  await expect(page.getByLabel('Name', { exact: true })).toHaveValue(`Fair ${stamp}`);

  await uploadCsv(page, `fair-${stamp}-corrected.csv`, text.replaceAll('31/31/1971', '31/12/1971'));
  await page.getByRole('radio', { name: 'Yes means opted out' }).check();
  await page.getByRole('button', { name: 'Start import of 1 row' }).click();
  await expect(lede(page)).toContainText('0 leads created, 1 updated, 0 unchanged, 0 refused.');
});

test('a suppression list opts out whoever carries one of its addresses, and makes nobody', async ({
  page,
}) => {
  await uploadCsv(page, `people-${stamp}.csv`, `E-mail,First name\n${address('stop')},Stop ${stamp}\n`);
  await page.getByRole('button', { name: 'Start import of 1 row' }).click();
  await expect(lede(page)).toContainText('1 lead created');

  await page.goto('/imports/new');
  await page.getByRole('radio', { name: 'Suppression list: these people must not be mailed' }).check();
  await expect(page.getByRole('radiogroup', { name: 'Import into' })).toBeHidden();
  await page.getByLabel('CSV file').setInputFiles({
    name: `stop-${stamp}.csv`,
    mimeType: 'text/csv',
    buffer: Buffer.from(`Who,Why\n${address('stop')},asked\n${address('nobody')},spam\nno(at)address,\n`),
  });
  await page.waitForURL(/\/imports\/\d+$/);
  await expect(page.getByText('This file only ever takes away.')).toBeVisible();
  await expect(page.getByLabel('Column that holds them')).toHaveValue('0');
  await expectAccessible(page, 'a suppression list');
  await page.getByRole('button', { name: 'Opt out 3 addresses' }).click();
  await expect(lede(page)).toContainText(
    '1 address opted out, 0 opted out before, 1 of nobody here, 1 refused.',
  );
  await expect(page.getByRole('button', { name: 'Undo', exact: true })).toBeHidden();
  expect((await download(page, 'Download the addresses of nobody here')).text).toContain(address('nobody'));

  await page.goto(`/leads?q=${address('stop')}`);
  await page
    .getByRole('link', { name: `Stop ${stamp}` })
    .first()
    .click();
  await expect(page.getByText(/opted out/i).first()).toBeVisible();
});

test('title lines are found, another row is taken for the header, and a picture offers nothing to start', async ({
  page,
}) => {
  await uploadCsv(
    page,
    `report-${stamp}.csv`,
    'Our people\n\nE-mail,First name\na@rows.example,Ada\nb@rows.example,Bo\n',
  );
  await expect(page.getByText('The names stand in row 3.')).toBeVisible();
  await expect(page.getByLabel('Field for First name')).toHaveValue('firstName');
  await page.getByRole('button', { name: 'Choose another row' }).click();
  await page.getByRole('button', { name: 'Row 4: a@rows.example, Ada' }).click();
  await expect(page.getByRole('button', { name: 'Start import of 1 row' })).toBeEnabled();
  await page.getByRole('button', { name: 'Row 3: E-mail, First name' }).click();
  await expect(page.getByRole('button', { name: 'Start import of 2 rows' })).toBeEnabled();

  await page.goto('/imports/new');
  await page.getByLabel('CSV file').setInputFiles({
    name: 'people.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from([
      ...Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
      ...Array.from({ length: 400 }, (_, n) => n % 32),
    ]),
  });
  await expect(page.getByRole('alert').filter({ hasText: 'Not uploaded.' })).toContainText(
    'people.csv is not a text file',
  );
  await expect(page.getByRole('button', { name: /^Start import/ })).toBeHidden();
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
