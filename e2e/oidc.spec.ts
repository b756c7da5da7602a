import { expect, test, type Page } from '@playwright/test';
import { startOidcProvider } from '@/prisma/test-oidc-provider';
import { expectAccessible } from './expect-accessible';
import { letProofGrowOld } from './let-proof-grow-old';

const accounts = {
  tove: {
    email: 'tove.lund@example.com',
    email_verified: true,
    name: 'Tove Lund',
    groups: ['dotbridge-admins'],
  },
  guest: { email: 'guest@example.com', email_verified: true, name: 'A guest', groups: [] },
};

/** The provider's own page. */
async function signInThere(page: Page, login: string): Promise<void> {
  await page.getByPlaceholder('Enter any login').fill(login);
  await page.getByPlaceholder('and password').fill('whatever');
  await page.getByRole('button', { name: 'Sign-in' }).click();
}

test('people come by the company’s own sign-in with the role of their groups, and it is asked again before what hurts', async ({
  page,
  browser,
}) => {
  const provider = await startOidcProvider({
    port: Number(process.env.E2E_OIDC_PORT),
    applicationUrl: process.env.E2E_BASE_URL ?? '',
    accounts,
  });
  try {
    await page.goto('/users');
    await expectAccessible(page, 'the sign-in page with a provider');
    await page.getByRole('button', { name: 'Continue with Example ID' }).click();
    await signInThere(page, 'tove');
    await expect(page).toHaveURL(/\/users$/);
    await expect(page.getByRole('row', { name: /Tove Lund.*active.*Admin/ })).toBeVisible();
    await page.goto('/users/sign-in');
    await expect(page.getByText('dotbridge-admins: Admin')).toBeVisible();
    await expectAccessible(page, 'the provider’s card');

    await letProofGrowOld(accounts.tove.email);
    await page.goto('/api-tokens/new');
    await page.getByLabel('Name').fill('A token');
    await page.getByLabel('lists:read').click();
    await page.getByRole('button', { name: 'Create' }).click();
    const asked = page.getByRole('dialog', { name: 'Confirm that it is you' });
    await asked.getByRole('button', { name: 'Continue with Example ID' }).click();
    await signInThere(page, 'tove');
    await expect(page).toHaveURL(/\/api-tokens\/new$/);
    await expect(page.getByLabel('Name')).toHaveValue('A token');
    await page.getByRole('button', { name: 'Create' }).click();
    await expect(page.getByLabel('Token', { exact: true })).toBeVisible();

    const elsewhere = await (await browser.newContext()).newPage();
    await elsewhere.goto('/sign-in');
    await elsewhere.getByRole('button', { name: 'Continue with Example ID' }).click();
    await signInThere(elsewhere, 'guest');
    await expect(elsewhere.getByText('You have no access to Dotbridge.')).toBeVisible();
    // A state that this browser never had opens nothing.
    await elsewhere.goto('/api/auth/callback/oidc?code=stolen&state=forged');
    await expect(elsewhere).toHaveURL(/\/sign-in\?(.*&)?error=/);
    await elsewhere.context().close();
  } finally {
    await provider.stop();
  }
});
