import { rmSync } from 'node:fs';
import { expect, test, type Locator } from '@playwright/test';
import { deleteEmbeddedPostgres } from '../scripts/local/embedded-postgres';
import { endStart, npmStart, ownInstallation, type Start } from './npm-start';
import { prepareWorld } from './screens/worlds';

const maxClicksToBook = 15;
const maxClicksToNumbers = 25;

let dataDir: string;
let started: Start;
let baseURL: string;

test.beforeAll(async () => {
  const own = await ownInstallation();
  dataDir = own.dataDir;
  baseURL = `http://localhost:${own.env.PORT}`;
  started = await npmStart(own.env);
  prepareWorld('empty', dataDir);
});

test.afterAll(async () => {
  await endStart(started);
  await deleteEmbeddedPostgres(dataDir);
  rmSync(dataDir, { recursive: true, force: true });
});

test('from signing in to the first numbers takes few clicks', async ({ page, context }) => {
  let clicks = 0;
  let fields = 0;
  const click = async (target: Locator): Promise<void> => {
    clicks += 1;
    await target.click();
  };
  const type = async (target: Locator, text: string): Promise<void> => {
    fields += 1;
    await target.fill(text);
  };
  const step = (name: string, walk: () => Promise<void>): Promise<void> =>
    test.step(name, async () => {
      const began = Date.now();
      await walk();
      const seconds = ((Date.now() - began) / 1000).toFixed(1);
      console.log(`${name}: ${seconds} s, ${clicks} clicks and ${fields} fields so far`);
    });
  const menu = page.getByRole('navigation', { name: 'Main' });

  await step('signed in', async () => {
    await page.goto(`${baseURL}/sign-in`);
    await type(page.getByLabel('E-mail'), 'admin@example.com');
    await type(page.getByLabel('Password', { exact: true }), process.env.E2E_PASSWORD ?? '');
    await click(page.getByRole('button', { name: 'Sign in' }));
    await expect(page.getByText('From people to results')).toBeVisible();
    await expect(page.getByText('no list is connected yet')).toBeVisible();
    await expect(page.getByText('0 of 5 done')).toBeVisible();
  });

  await step('the account is known', async () => {
    await click(page.getByRole('link', { name: 'Create Integration' }));
    await click(page.getByRole('button', { name: 'Save and Close' }));
    await expect(page.getByRole('listitem').filter({ hasText: 'account is yours' })).toContainText('Done');
  });

  await step('people are in', async () => {
    await click(page.getByRole('link', { name: 'Import contacts' }));
    const chooser = page.waitForEvent('filechooser');
    await click(page.getByRole('button', { name: 'Choose a file' }));
    clicks += 1;
    await (await chooser).setFiles('e2e/fixtures/contacts.csv');
    await click(page.getByRole('button', { name: /^Start import/ }));
    await expect(page.getByText(/finished/i).first()).toBeVisible();
  });

  await step('they are on a list', async () => {
    await click(menu.getByRole('link', { name: 'Dashboard' }));
    await click(page.getByRole('button', { name: 'Create Marketing List' }));
    await expect(page.getByRole('heading', { name: 'Everyone with an address' })).toBeVisible();
  });

  await step('they are in the book', async () => {
    await click(page.getByRole('button', { name: 'Connect to Dotdigital' }));
    const dialog = page.getByRole('dialog', { name: 'Connect to Dotdigital' });
    await expect(dialog.getByText('people added')).toBeVisible();
    await click(dialog.getByRole('button', { name: 'Connect', exact: true }));
    await expect(page.getByText('Up to date').first()).toBeVisible();
  });
  expect(clicks).toBeLessThanOrEqual(maxClicksToBook);

  await step('a campaign is sent in the sandbox', async () => {
    await click(menu.getByRole('link', { name: 'Dashboard' }));
    const opened = context.waitForEvent('page');
    await click(page.getByRole('link', { name: 'Send one in the sandbox' }));
    const sandbox = await opened;
    await type(sandbox.getByLabel('Campaign Name'), 'Winter letters');
    await type(sandbox.getByLabel('Subject Line'), 'Something warm');
    await type(sandbox.getByLabel('Friendly From Name'), 'Northwind');
    await click(sandbox.getByRole('button', { name: 'Save and Continue' }));
    await click(sandbox.getByRole('button', { name: 'Save and Continue' }));
    await click(sandbox.getByLabel(/^Everyone with an address/));
    await click(sandbox.getByRole('button', { name: 'Send', exact: true }));
    await click(sandbox.getByRole('button', { name: 'Confirm' }));
    await expect(async () => {
      await sandbox.reload();
      await expect(sandbox.getByRole('button', { name: 'Play to the end' })).toBeVisible({ timeout: 2_000 });
    }).toPass();
    const played = sandbox.waitForResponse((answer) => answer.request().method() === 'POST');
    await click(sandbox.getByRole('button', { name: 'Play to the end' }));
    await played;
    await sandbox.close();
  });

  await step('its numbers are here', async () => {
    await click(page.getByRole('button', { name: 'Bring results in now' }));
    await click(page.getByRole('link', { name: 'Winter letters' }));
    await expect(page.getByText('Opens and clicks').first()).toBeVisible();
    await expect(page.getByRole('table', { name: 'People' }).getByRole('row').nth(1)).toBeVisible();
  });
  expect(clicks).toBeLessThanOrEqual(maxClicksToNumbers);
});
