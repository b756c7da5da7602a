import { expect, test, type Browser, type Page } from '@playwright/test';
import { TOTP } from 'otpauth';
import { startMailServer } from '@/prisma/test-mail-server';
import { expectAccessible } from './expect-accessible';
import { letProofGrowOld } from './let-proof-grow-old';
import { signInByForm } from './sign-in';

const email = 'ida.brandt@example.com';
const password = 'seven boats in the harbour';

/** What the phone shows; a later half-minute where the code of now was used. */
const codeOf = (key: string, later = 0): string =>
  new TOTP({ secret: key.replaceAll(' ', '') }).generate({ timestamp: Date.now() + later * 30_000 });

async function demand(admin: Page, role: string): Promise<void> {
  await admin.goto('/users/sign-in');
  await admin.getByRole('switch', { name: `Needed by the role ${role}` }).click();
  await admin.getByRole('button', { name: 'Save' }).click();
}

async function enterPassword(page: Page): Promise<void> {
  await page.goto('/sign-in');
  await page.getByLabel('E-mail').fill(email);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
}

const elsewhere = async (browser: Browser): Promise<Page> => (await browser.newContext()).newPage();

test('from an invitation to the first sign-in with a phone, a lost phone, and what hurts asked again', async ({
  page: admin,
  browser,
}) => {
  const server = await startMailServer({ port: Number(process.env.E2E_MAIL_PORT) });
  const ida = await elsewhere(browser);
  try {
    await signInByForm(admin, 'admin@example.com');
    await demand(admin, 'Viewer');
    await expect(admin.getByText('Saved', { exact: true })).toBeVisible();
    await expectAccessible(admin, 'the rules of signing in');

    // Whoever sits at a session for long is asked again, and what was pressed is done afterwards.
    await letProofGrowOld('admin@example.com');
    await admin.goto('/users/new');
    await admin.getByLabel('Name').fill('Ida Brandt');
    await admin.getByLabel('E-mail').fill(email);
    await admin.getByRole('radio', { name: 'Viewer' }).click();
    await admin.getByRole('button', { name: 'Send invitation' }).click();
    const asked = admin.getByRole('dialog', { name: 'Confirm that it is you' });
    await expect(asked).toBeVisible();
    await expectAccessible(admin, 'the dialog that asks');
    await asked.getByLabel('Your password').fill('not this one');
    await asked.getByRole('button', { name: 'Confirm' }).click();
    await expect(asked.getByText('This is not your password.')).toBeVisible();
    await asked.getByLabel('Your password').fill(process.env.E2E_PASSWORD ?? '');
    await asked.getByRole('button', { name: 'Confirm' }).click();
    await expect(admin.getByText(`A mail is on its way to ${email}.`)).toBeVisible();
    await expect.poll(() => server.arrived.length).toBeGreaterThan(0);
    const link = /https?:\/\/\S+\/set-password\?token=[\w-]{43}/.exec(server.arrived[0]?.text ?? '')?.[0];

    await ida.goto(link ?? '');
    await ida.getByLabel('New password').fill(password);
    await ida.getByRole('button', { name: 'Set password and sign in' }).click();
    await expect(ida).toHaveURL(/\/second-factor$/);
    await ida.goto('/email-campaigns');
    await expect(ida).toHaveURL(/\/second-factor$/);
    await ida.getByRole('button', { name: 'Begin' }).click();
    await expect(ida.getByRole('img', { name: 'The key, for a camera' })).toBeVisible();
    await expectAccessible(ida, 'the page that sets a phone up');
    const key = (await ida.getByText(/^([A-Z2-7]{4} ){7}[A-Z2-7]{4}$/).textContent()) ?? '';
    await ida.getByRole('textbox', { name: 'Code' }).fill('000000');
    await ida.getByRole('button', { name: 'Confirm' }).click();
    await expect(ida.getByText('Not the code of now.')).toBeVisible();
    await ida.getByRole('textbox', { name: 'Code' }).fill(codeOf(key));
    await ida.getByRole('button', { name: 'Confirm' }).click();
    const listed = ida.getByRole('list', { name: 'Recovery codes' }).getByRole('listitem');
    await expect(listed).toHaveCount(10);
    const codes = await listed.allTextContents();
    await expectAccessible(ida, 'the recovery codes');
    await ida.getByRole('button', { name: 'I have kept them' }).click();
    await expect(ida.getByRole('button', { name: 'Ida Brandt, account' })).toBeVisible();

    // Another browser: the password alone shows nothing, also not to whoever opens a page by its address.
    const other = await elsewhere(browser);
    await enterPassword(other);
    await expect(other.getByRole('heading', { name: 'Enter the code' })).toBeVisible();
    await expectAccessible(other, 'the second step');
    await other.goto('/account');
    await expect(other).toHaveURL(/\/sign-in/);
    await expect(other.getByRole('heading', { name: 'Enter the code' })).toBeVisible();
    await other.getByRole('textbox', { name: 'Code' }).fill(codeOf(key, 1));
    await other.getByRole('button', { name: 'Sign in' }).click();
    await expect(other.getByRole('button', { name: 'Ida Brandt, account' })).toBeVisible();
    await other.context().close();

    const lost = await elsewhere(browser);
    await enterPassword(lost);
    await lost.getByRole('button', { name: 'Phone lost?' }).click();
    await lost.getByLabel('Recovery code').fill(codes[3]?.toLowerCase() ?? '');
    await lost.getByRole('button', { name: 'Sign in' }).click();
    await expect(lost).toHaveURL(/\/account#second-factor$/);
    await expect(lost.getByText('9 recovery codes of 10 are left')).toBeVisible();
    await expectAccessible(lost, 'the account page');
    await lost.context().close();

    await admin.goto('/users');
    await admin
      .getByRole('row', { name: 'Ida Brandt' })
      .getByRole('button', { name: /actions/i })
      .click();
    await admin.getByRole('menuitem', { name: 'Reset second factor' }).click();
    await admin.getByRole('dialog').getByRole('button', { name: 'Reset it' }).click();
    await expect(admin.getByText('Ida Brandt has no second factor now', { exact: true })).toBeVisible();
    await ida.goto('/account');
    await expect(ida).toHaveURL(/\/sign-in/);
  } finally {
    await demand(admin, 'Viewer');
    await expect(admin.getByText('Saved', { exact: true })).toBeVisible();
    await ida.context().close();
    await server.stop();
  }
});
