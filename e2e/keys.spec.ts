import { expect, test } from '@playwright/test';
import { expectAccessibleInBothThemes } from './expect-accessible';
import { signIn } from './sign-in';

test('an admin comes to the keys by keyboard, sees what stands under each and why there is nothing to rotate; nobody else does', async ({
  page,
}) => {
  await signIn(page, 'marketer@example.com');
  await page.goto('/settings/keys');
  await expect(page.getByRole('heading', { name: 'Nothing lives at this address' })).toBeVisible();
  await page.context().clearCookies();

  await signIn(page, 'admin@example.com');
  await page.goto('/settings');
  await page.getByRole('link', { name: 'Keys' }).focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'Keys', level: 1 })).toBeVisible();
  const first = page.getByRole('region', { name: 'Keys' }).getByRole('listitem').first();
  await expect(first).toContainText('Encrypts');
  await expect(first).toContainText('Passwords of integrations');
  const rotate = page.getByRole('button', { name: 'Rotate' });
  await rotate.focus();
  await page.keyboard.press('Enter');
  await expect(page.getByText('Nothing to rotate')).toBeVisible();
  await expect(rotate).toHaveAttribute('aria-disabled', 'true');
  await expectAccessibleInBothThemes(page, 'Keys');
});
