import { expect, test } from '@playwright/test';
import { makeToken } from './send';
import { signIn } from './sign-in';

const stamp = Date.now().toString(36).toUpperCase();
const field = `SIZE_${stamp}`;
const integration = 'Northwind Shop';

test('a data field is made, noted in place, refused to be deleted while Dotdigital uses it; a setting is changed and obeyed', async ({
  page,
}) => {
  await signIn(page, 'admin@example.com');
  const row = page.getByRole('row', { name: new RegExp(field) });

  await test.step('Create Data Field: made at Dotdigital, and in the grid', async () => {
    await page.goto('/dotdigital/data-fields/new');
    const chosen = page.getByLabel('Integration', { exact: true });
    await chosen.selectOption({ label: integration });
    await page.getByLabel('Name').fill(field.toLowerCase());
    await page.getByLabel('Type').selectOption('Boolean');
    await page.getByLabel('Default value').selectOption({ label: 'Yes' });
    await page.getByRole('button', { name: 'Create', exact: true }).click();
    await page.waitForURL(/\/dotdigital\/data-fields(\?|$)/);
    await page.getByRole('searchbox').fill(field);
    await expect(row).toContainText('Boolean');
    await expect(row).toContainText('present');
  });

  await test.step('notes are written in their cell, by keyboard alone', async () => {
    await row.getByRole('button', { name: `Notes on ${field}` }).press('Enter');
    const notes = page.getByRole('textbox', { name: `Notes on ${field}` });
    await notes.fill('Ours alone');
    // What is shown at once is kept once it is answered.
    const kept = page.waitForResponse((answer) => answer.request().method() === 'POST' && answer.ok());
    await notes.press('Enter');
    await expect(row.getByRole('button', { name: `Notes on ${field}` })).toHaveText('Ours alone');
    await expect(row.getByRole('button', { name: `Notes on ${field}` })).toBeFocused();
    await kept;
    await page.reload();
    await expect(row).toContainText('Ours alone');
  });

  await test.step('Delete: refused while a draft at Dotdigital names it, in Dotdigital’s words', async () => {
    const headers = {
      authorization: `Basic ${Buffer.from('apiuser-shop@apiconnector.com:sandbox-password').toString('base64')}`,
    };
    const sandbox = process.env.E2E_SANDBOX_URL ?? '';
    const addresses = await page.request.get(`${sandbox}/v2/custom-from-addresses`, { headers });
    const [fromAddress] = (await addresses.json()) as object[];
    const draft = await page.request.post(`${sandbox}/v2/campaigns`, {
      headers,
      data: {
        name: `Draft ${stamp}`,
        subject: `Your @${field}@`,
        fromName: 'Northwind',
        fromAddress,
        htmlContent: '<p>Hello $UNSUB$</p>',
        plainTextContent: 'Hello $UNSUB$',
      },
    });
    expect(draft.status()).toBe(201);
    await row.getByRole('button', { name: /Actions/ }).click();
    await page.getByRole('menuitem', { name: 'Delete' }).click();
    const dialog = page.getByRole('dialog', { name: `Delete ${field}` });
    await dialog.getByRole('textbox').fill(field);
    await dialog.getByRole('button', { name: 'Delete this field' }).click();
    await expect(dialog).toContainText('“The data field is in use.”');
    await dialog.getByRole('button', { name: 'Cancel' }).click();
    await expect(row).toBeVisible();
  });

  await test.step('a setting of one integration is changed, told with who did it, and the next import obeys it', async () => {
    const headers = { authorization: `Bearer ${await makeToken(page, `Settings ${stamp}`, 'admin')}` };
    type One = { id: string; name: string; nextImportAt: string | null };
    const read = async (): Promise<One | undefined> => {
      const answer = await page.request.get('/api/v1/integrations?limit=100', { headers });
      return ((await answer.json()) as { data: One[] }).data.find(({ name }) => name === integration);
    };
    await page.goto('/settings/dotdigital');
    await page
      .getByRole('navigation', { name: 'Settings of' })
      .getByRole('link', { name: integration })
      .click();
    await expect(page.getByText(`How ${integration} is kept in step.`)).toBeVisible();
    const interval = page.getByLabel('Import interval');
    await expect(interval).toHaveAttribute('placeholder', '4');
    await interval.fill('0');
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await expect(page.getByText('At least 1.')).toBeVisible();
    await interval.fill('300');
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await expect(page.getByRole('region', { name: 'Changes' })).toContainText(
      'Import interval: not set → 300 minutes',
    );
    await expect(page.getByText('Now 300 minutes, set for this integration.')).toBeVisible();
    const id = (await read())?.id;
    expect((await page.request.post(`/api/v1/integrations/${id}/sync`, { headers })).status()).toBe(202);
    await expect
      .poll(async () => Date.parse((await read())?.nextImportAt ?? '') - Date.now())
      .toBeGreaterThan(200 * 60_000);
    await interval.fill('');
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await expect(page.getByRole('region', { name: 'Changes' })).toContainText(
      'Import interval: 300 minutes → not set',
    );
    expect(Date.parse((await read())?.nextImportAt ?? '') - Date.now()).toBeLessThan(5 * 60_000);
  });
});
