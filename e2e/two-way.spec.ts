import { expect, test, type Page } from '@playwright/test';
import { restOf } from './send';
import { signIn } from './sign-in';

const stamp = Date.now().toString(36);
const account = 'Northwind Shop';
const sandboxUrl = process.env.E2E_SANDBOX_URL ?? '';

test('a change in the sandbox’s screen arrives in the record, and a conflict stands on its timeline', async ({
  page,
}) => {
  await signIn(page, 'admin@example.com');
  const api = await restOf(page, `Two-way ${stamp}`);
  const sandbox = async <T>(path: string): Promise<T> => {
    const basic = `Basic ${btoa('apiuser-shop@apiconnector.com:sandbox-password')}`;
    const answer = await page.request.get(`${sandboxUrl}/v2${path}`, { headers: { authorization: basic } });
    return (await answer.json()) as T;
  };
  type Named = { id: string; name: string };
  type Rows<T> = { data: T[] };
  const { data: integrations } = await api<Rows<Named>>('GET', '/integrations?limit=100');
  const integrationId = integrations.find(({ name }) => name === account)?.id ?? '';
  const { id: accountId } = await sandbox<{ id: number }>('/account-info');

  const person = await test.step('somebody of the connected demo list is in its book', async () => {
    let found: { id: number; email: string } | undefined;
    await expect
      .poll(async () => {
        const books = await sandbox<{ id: number; name: string }[]>('/address-books');
        const book = books.find(({ name }) => name === 'Repeat buyers');
        [found] = book
          ? await sandbox<{ id: number; email: string }[]>(`/address-books/${book.id}/contacts?select=1`)
          : [];
        return found?.email ?? '';
      })
      .not.toBe('');
    return found ?? { id: 0, email: '' };
  });
  const { data: records } = await api<Rows<{ id: string }>>(
    'GET',
    `/customers?email=${encodeURIComponent(person.email)}`,
  );
  const recordPage = `/customers/${records[0]?.id ?? ''}`;

  await test.step('FIRSTNAME of customers goes both ways from now on', async () => {
    await page.goto('/dotdigital/data-field-mappings');
    await page.getByRole('row').filter({ hasText: account }).getByRole('link', { name: 'Customers' }).click();
    await page.getByRole('button', { name: 'How FIRSTNAME is filled' }).click();
    await page.getByRole('switch', { name: 'Changes of FIRSTNAME at Dotdigital come back' }).click();
    await expect(page.getByText('All values are read once when this is switched on.')).toBeVisible();
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await expect(page.locator('li').filter({ hasText: 'Mapping saved' })).toBeVisible();
  });

  await test.step('a new first name in the sandbox’s screen arrives in the record', async () => {
    await changeThere(page, `/people/${person.id}?account=${accountId}`, `Eve ${stamp}`);
    await api('POST', `/integrations/${integrationId}/sync`);
    await expectOnTimeline(page, recordPage, `Eve ${stamp}`);
    const line = page
      .getByRole('list', { name: 'Timeline' })
      .getByRole('listitem')
      .filter({ hasText: `Eve ${stamp}` });
    await expect(line.first()).toContainText('First name changed');
    await expect(line.first()).toContainText(`Dotdigital, ${account}`);
  });

  await test.step('two new first names meet: the timeline has both, and the winner’s goes to Dotdigital', async () => {
    const { data: connections } = await api<Rows<{ id: string; addressBook: Named }>>(
      'GET',
      '/connections?limit=100',
    );
    const connection = connections.find(({ addressBook }) => addressBook.name === 'Repeat buyers');
    await api('POST', `/connections/${connection?.id ?? ''}/pause`, {});
    await changeThere(page, `/people/${person.id}?account=${accountId}`, `Theirs ${stamp}`);
    await api('PATCH', `/customers/${records[0]?.id ?? ''}`, { firstName: `Ours ${stamp}` });
    await api('POST', `/integrations/${integrationId}/sync`);
    await expectOnTimeline(page, recordPage, 'First name changed on both sides: CRM wins');
    await expect(page.getByRole('list', { name: 'Timeline' })).toContainText(
      `here “Ours ${stamp}”, at Dotdigital “Theirs ${stamp}”`,
    );
    await api('POST', `/connections/${connection?.id ?? ''}/resume`);
    await expect
      .poll(async () => {
        const { dataFields } = await sandbox<{ dataFields: { key: string; value: unknown }[] }>(
          `/contacts/${person.email}`,
        );
        return dataFields.find(({ key }) => key === 'FIRSTNAME')?.value;
      })
      .toBe(`Ours ${stamp}`);
  });
});

async function changeThere(page: Page, path: string, firstName: string): Promise<void> {
  await page.goto(`${sandboxUrl}${path}`);
  await page.getByLabel('FIRSTNAME').fill(firstName);
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByRole('status')).toHaveText('Saved.');
  await expect(page.getByLabel('FIRSTNAME')).toHaveValue(firstName);
}

/** The import runs in the worker: the page is looked at until it tells. */
async function expectOnTimeline(page: Page, path: string, text: string): Promise<void> {
  await expect(async () => {
    await page.goto(path);
    await expect(page.getByRole('list', { name: 'Timeline' })).toContainText(text, { timeout: 10_000 });
  }).toPass();
}
