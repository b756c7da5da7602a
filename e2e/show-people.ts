import { expect, type Page } from '@playwright/test';

/** Whether viewers read people, masked; by an admin who is signed in. */
export async function showPeople(admin: Page, on: boolean): Promise<void> {
  await admin.goto('/users/roles');
  const form = admin.getByRole('form', { name: 'What viewers see' });
  await form.getByRole('switch').setChecked(on);
  await form.getByRole('button', { name: 'Save' }).click();
  await expect(admin.getByText('Saved', { exact: true })).toBeVisible();
}
