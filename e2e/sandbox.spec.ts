import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { expect, test } from '@playwright/test';
import { quietPort } from '../scripts/local/free-port';
import { expectAccessibleInBothThemes } from './expect-accessible';

// The sandbox's own screens, of a sandbox of their own: the other tests' one keeps its people.
let sandbox: ChildProcess;
let url: string;

async function control<T>(path: string, body?: unknown): Promise<T> {
  const answer = await fetch(
    `${url}/_control${path}`,
    body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) },
  );
  expect([path, answer.status]).toEqual([path, 200]);
  return (await answer.json()) as T;
}

test.beforeAll(async () => {
  const port = await quietPort();
  url = `http://127.0.0.1:${port}`;
  sandbox = spawn(process.execPath, ['simulator/launch.mjs', '--port', String(port), '--contacts', '30'], {
    stdio: 'ignore',
  });
  await expect
    .poll(async () => (await fetch(`${url}/_control/health`).catch(() => undefined))?.status, {
      timeout: 60_000,
    })
    .toBe(200);
});

test.afterAll(async () => {
  sandbox.kill('SIGTERM');
  await once(sandbox, 'exit');
});

test('a campaign is written, tried, sent and read by hand', async ({ page }) => {
  await page.goto(url);
  await expect(page.getByRole('region', { name: 'Sandbox' })).toContainText(
    'nothing here leaves this machine',
  );
  await page.getByRole('link', { name: 'New Address Book' }).click();
  await page.getByLabel('Name').fill('Readers');
  await page.getByRole('button', { name: 'Save' }).click();
  for (let n = 1; n <= 3; n++) {
    await page.getByLabel('Email', { exact: true }).fill(`reader-${n}@people.example`);
    await page.getByLabel('First name').fill(`Reader ${n}`);
    await page.getByRole('button', { name: 'Add Contact' }).click();
    await expect(page.getByRole('status')).toHaveText(`reader-${n}@people.example is in Readers.`);
  }

  const menu = page.getByRole('navigation', { name: 'Main' });
  await menu.getByRole('link', { name: 'Campaigns' }).click();
  await page.getByRole('link', { name: 'New Campaign' }).click();
  await page.getByLabel('Campaign Name').fill('Spring');
  await page.getByLabel('Subject Line').fill('Hello @FIRSTNAME@');
  await page.getByLabel('Friendly From Name').fill('Northwind');
  await page.getByLabel('Tags').fill('spring, sale');
  await page.getByRole('button', { name: 'Save and Continue' }).click();
  await expect(page.getByLabel('HTML')).toHaveValue(/\$UNSUB\$/);
  await page.getByRole('button', { name: 'Save and Continue' }).click();

  await page.getByRole('link', { name: 'Test Send' }).click();
  await page.getByLabel('Email').fill('reader-2@people.example');
  await page.getByRole('button', { name: 'Send Test' }).click();
  await expect(page.getByRole('status')).toContainText('mailbox of reader-2@people.example');

  await page.getByLabel('Readers').check();
  await expect(page.getByLabel('Send Immediately')).toBeChecked();
  await page.getByRole('button', { name: 'Send', exact: true }).click();
  await expect(page.getByText('3 people get this campaign now.')).toBeVisible();
  await page.getByRole('button', { name: 'Confirm' }).click();
  await expect(page.getByRole('status')).toHaveText('On its way to 3 people.');
  await control('/clock', { advance: 'PT5S' });
  await page.getByRole('button', { name: 'Play to the end' }).click();
  await expect(page.getByText('3 people got it')).toBeVisible();
  await expect(page.getByRole('table', { name: 'People' }).getByRole('rowheader')).toHaveText([
    /reader-1@/,
    /reader-2@/,
    /reader-3@/,
  ]);

  await menu.getByRole('link', { name: 'Mailbox' }).click();
  await page.getByRole('link', { name: 'Hello Reader 2' }).click();
  await expect(page.getByRole('main')).toContainText('reader-2@people.example');
});

test('an API user is made, its address is generated, and the call log shows what it asks', async ({
  page,
}) => {
  await page.goto(`${url}/api-users`);
  await page.getByRole('link', { name: 'New User' }).click();
  await page.getByLabel('Description').fill('A shop');
  await expect(page.getByLabel('Enabled')).toBeChecked();
  await page.getByRole('button', { name: 'Save' }).click();
  const email = (await page.getByRole('heading', { level: 1 }).textContent()) ?? '';
  expect(email).toMatch(/^apiuser-[\w-]+@apiconnector\.com$/);
  const call = async (): Promise<number> =>
    (
      await fetch(`${url}/v2/account-info`, {
        headers: { Authorization: `Basic ${btoa(`${email}:sandbox-password`)}` },
      })
    ).status;
  expect(await call()).toBe(200);
  await page.getByLabel('Enabled').uncheck();
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('Not enabled.')).toBeVisible();
  expect(await call()).toBe(401);
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Call log' }).click();
  await expect(page.getByRole('rowheader', { name: `GET /v2/account-info ${email}` })).toHaveCount(1);
  await expect(page.getByRole('row', { name: /401/ })).toHaveCount(1);
});

async function everyScreen(): Promise<string[]> {
  const long = 'Customers-of-the-northern-warehouse-who-ordered-in-the-last-eighteen-months';
  const { id: book } = await control<{ id: number }>('/address-books', { name: long, contacts: 20 });
  const { id: campaign } = await control<{ id: number }>('/campaigns', {
    name: long,
    addressBookIds: [book],
  });
  const { id: draft } = await control<{ id: number }>('/campaigns', { name: 'Draft' });
  const { id: program } = await control<{ id: number }>('/programs', { name: long, status: 'Active' });
  await control('/segments', { name: 'Rosas', rule: { field: 'FIRSTNAME', equals: 'Rosa' } });
  await control('/faults', {
    route: '/v2/campaigns/*',
    rate: 0.1,
    kind: 'too-many-requests',
    args: { retryAfter: 2 },
  });
  const [contact] = await control<{ id: number }[]>(`/state/address-books/${book}/contacts`);
  const headers = {
    Authorization: `Basic ${btoa('apiuser-demo@apiconnector.com:sandbox-password')}`,
    'Content-Type': 'application/json',
  };
  const sent = await fetch(`${url}/v2/address-books/${book}/contacts/import`, {
    method: 'POST',
    headers,
    body: JSON.stringify({ fileName: `${long}.csv`, data: btoa('Email\na@b.example\nbad') }),
  });
  const { id: imported } = (await sent.json()) as { id: string };
  await control('/clock', { advance: 'P1D' });
  return [
    '/',
    '/books',
    `/books/${book}`,
    '/books/new',
    `/books/${book}/edit`,
    '/segments',
    '/people',
    `/people/${contact?.id}`,
    '/fields',
    '/imports',
    `/imports/${imported}`,
    '/campaigns',
    '/campaigns/new',
    `/campaigns/${draft}/content`,
    `/campaigns/${draft}/send`,
    `/campaigns/${draft}/test`,
    `/campaigns/${draft}/confirm?book=${book}&when=now`,
    `/campaigns/${campaign}`,
    `/campaigns/${campaign}?tab=opens`,
    `/campaigns/${campaign}?tab=content`,
    `/campaigns/${campaign}/people/${contact?.id}`,
    '/programs',
    `/programs/${program}`,
    '/mailbox',
    '/api-users',
    '/api-users/new',
    '/calls',
    '/faults',
    '/routes',
    '/accounts',
    '/accounts/40917',
    '/settings',
    '/people?q=nobody-at-all',
    '/oauth2/authorise.aspx?client_id=sandbox-client&response_type=code&redirect_uri=http%3A%2F%2F127.0.0.1%3A9%2Fback',
    '/books/1',
  ];
}

test('every screen keeps to WCAG AA in both themes, and nothing stands beyond the edge of a phone', async ({
  page,
}) => {
  const screens = await everyScreen();
  for (const place of screens) {
    await page.goto(`${url}${place}`);
    await expectAccessibleInBothThemes(page, place, { bestPractice: true });
    for (const width of [390, 820, 1440]) {
      await page.setViewportSize({ width, height: 900 });
      const beyond = await page.evaluate(() =>
        [...document.querySelectorAll('main *')]
          .filter(
            (part) =>
              part.closest('thead') === null &&
              part.getBoundingClientRect().right > document.documentElement.clientWidth + 1,
          )
          .map(({ outerHTML }) => outerHTML.slice(0, 120)),
      );
      expect([place, width, beyond]).toEqual([place, width, []]);
    }
  }
});
