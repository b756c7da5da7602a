import { expect, type Page } from '@playwright/test';

type Given = { entity?: 'contact' | 'lead' | 'customer'; kind?: 'people' | 'suppression' };

/** A file through the page, as far as to how it would be read. */
export async function uploadCsv(
  page: Page,
  name: string,
  buffer: Buffer | string,
  { entity = 'lead', kind = 'people' }: Given = {},
): Promise<void> {
  await page.goto(`/imports/new?${new URLSearchParams({ entity, kind }).toString()}`);
  await page
    .getByLabel('CSV file')
    .setInputFiles({ name, mimeType: 'text/csv', buffer: Buffer.from(buffer) });
  await page.waitForURL(/\/imports\/\d+$/);
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
  await expect(page.getByLabel('Encoding')).toBeVisible();
}

/** The sentence below the heading: how the import stands now. */
export const lede = (page: Page) => page.getByRole('heading', { level: 1 }).locator('..');
