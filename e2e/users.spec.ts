import { expect, test, type Page } from '@playwright/test';
import { type ArrivedMail, startMailServer } from '@/prisma/test-mail-server';
import { expectAccessible } from './expect-accessible';
import { letProofGrowOld } from './let-proof-grow-old';
import { signIn } from './sign-in';

const mailPort = Number(process.env.E2E_MAIL_PORT);
const email = 'nora.lindqvist@example.com';
const password = 'seven boats in the harbour';

const linkIn = (mail: ArrivedMail | undefined): string =>
  /https?:\/\/\S+\/set-password\?token=[\w-]{43}/.exec(mail?.text ?? '')?.[0] ?? '';

async function askOf(page: Page, name: string, action: string): Promise<void> {
  await page
    .getByRole('row', { name })
    .getByRole('button', { name: /actions/i })
    .click();
  await page.getByRole('menuitem', { name: action }).click();
}

async function signInAs(page: Page, word: string): Promise<void> {
  await page.goto('/sign-in');
  await page.getByLabel('E-mail').fill(email);
  await page.getByLabel('Password', { exact: true }).fill(word);
  await page.getByRole('button', { name: 'Sign in' }).click();
}

test('from an invitation to the first sign-in, a role taken away while working, and signed out everywhere', async ({
  page: admin,
  browser,
}) => {
  const server = await startMailServer({ port: mailPort });
  const theirs = await browser.newContext();
  const nora = await theirs.newPage();
  try {
    await signIn(admin, 'admin@example.com');
    await admin.goto('/users');
    await admin.getByRole('link', { name: 'Invite User' }).first().click();
    await admin.getByLabel('Name').fill('Nora Lindqvist');
    await admin.getByLabel('E-mail').fill(email);
    await admin.getByRole('radio', { name: 'Marketer' }).click();
    await admin.getByRole('button', { name: 'Send invitation' }).click();
    await expect(admin.getByText(`A mail is on its way to ${email}.`)).toBeVisible();
    await admin.getByRole('link', { name: 'Done' }).click();
    await expect(admin.getByRole('row', { name: /Nora Lindqvist.*invited/ })).toBeVisible();
    await expectAccessible(admin, 'the users');
    await expect.poll(() => server.arrived.length).toBe(1);
    expect(server.arrived[0]?.recipients).toEqual([email]);
    const link = linkIn(server.arrived[0]);
    expect(link).toContain(`${process.env.E2E_BASE_URL ?? '-'}/set-password`);

    // A mail scanner opens it first, and says that it is somewhere else.
    for (const method of ['GET', 'HEAD'])
      await fetch(link, { method, headers: { 'x-forwarded-host': 'evil.example' } });
    await nora.goto(link);
    await expectAccessible(nora, 'the page of the link');
    await nora.getByLabel('New password').fill('password1234');
    await nora.getByRole('button', { name: 'Set password and sign in' }).click();
    await expect(nora.getByText('This one is easily guessed')).toBeVisible();
    await nora.getByLabel('New password').fill(password);
    await nora.getByRole('button', { name: 'Set password and sign in' }).click();
    await expect(nora.getByRole('button', { name: 'Nora Lindqvist, account' })).toBeVisible();
    const kept = (await theirs.cookies()).find(({ name }) => name === 'dotbridge.device');
    expect(kept).toMatchObject({ httpOnly: true, sameSite: 'Lax' });
    const late = await theirs.newPage();
    await late.goto(link);
    await expect(late.getByText('This link works no more')).toBeVisible();
    await late.close();

    await nora.goto('/marketing-lists');
    await expect(nora.getByRole('heading', { name: 'Marketing Lists', level: 1 })).toBeVisible();
    await admin.reload();
    await askOf(admin, 'Nora Lindqvist', 'Change role');
    await admin.getByRole('radio', { name: 'Viewer' }).click();
    await admin.getByRole('button', { name: 'Change role' }).click();
    await expect(admin.getByText('Nora Lindqvist is a viewer now', { exact: true })).toBeVisible();
    await nora.reload();
    await expect(nora.getByRole('link', { name: 'Marketing Lists' })).toHaveCount(0);
    expect((await nora.goto('/marketing-lists'))?.status()).toBe(404);

    await nora.goto('/account');
    await letProofGrowOld(email);
    const elsewhere = await browser.newContext();
    const other = await elsewhere.newPage();
    await signInAs(other, password);
    await expect(other.getByRole('button', { name: 'Nora Lindqvist, account' })).toBeVisible();
    await nora.reload();
    const sessions = nora.getByRole('list', { name: 'Where you are signed in' }).getByRole('listitem');
    await expect(sessions).toHaveCount(2);
    await expect(sessions.filter({ hasText: 'this one' })).toHaveText(/Chrome.*From 127\.0\.0\.1/);
    await expectAccessible(nora, 'the account page');
    await nora.getByRole('button', { name: 'Sign out everywhere else' }).click();
    await nora.getByRole('dialog').getByRole('button', { name: 'Sign out everywhere else' }).click();
    // Somebody at a computer that was left open doesn't put its owner out.
    const asked = nora.getByRole('dialog', { name: 'Confirm that it is you' });
    await asked.getByLabel('Your password').fill(password);
    await asked.getByRole('button', { name: 'Confirm' }).click();
    await expect(sessions).toHaveCount(1);
    await other.goto('/account');
    await expect(other).toHaveURL(/\/sign-in/);
    await elsewhere.close();

    await admin.getByRole('link', { name: 'Nora Lindqvist' }).click();
    await expect(admin.getByRole('heading', { name: 'Nora Lindqvist', level: 1 })).toBeVisible();
    await expect(
      admin.getByRole('list', { name: 'Where they are signed in' }).getByRole('listitem'),
    ).toHaveText(/Chrome.*From 127\.0\.0\.1/);
    await expectAccessible(admin, 'the page of a person');
    await admin.getByRole('button', { name: 'Sign out everywhere' }).click();
    await admin.getByRole('dialog').getByRole('button', { name: 'Sign out everywhere' }).click();
    await expect(admin.getByText('Nora Lindqvist: 1 session ended', { exact: true })).toBeVisible();
    await expect(admin.getByText('They are signed in nowhere.')).toBeVisible();
    await admin.goto('/users');
    await nora.getByLabel('Your name').fill('Nora L.');
    await nora.getByLabel('Your name').press('Enter');
    await expect(nora.getByRole('dialog', { name: 'Sign in again' })).toBeVisible();

    await askOf(admin, 'Nora Lindqvist', 'Deactivate');
    await admin.getByRole('dialog').getByRole('button', { name: 'Deactivate' }).click();
    await expect(admin.getByRole('row', { name: /Nora Lindqvist.*deactivated/ })).toBeVisible();
    const again = await theirs.newPage();
    await signInAs(again, password);
    await expect(again.getByText('Not signed in.')).toBeVisible();
  } finally {
    await theirs.close();
    await server.stop();
  }
});
