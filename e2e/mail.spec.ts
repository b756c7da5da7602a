import { expect, test, type Page } from '@playwright/test';
import { startMailServer, type ArrivedMail } from '@/prisma/test-mail-server';
import { expectAccessible } from './expect-accessible';
import { signIn } from './sign-in';

const port = Number(process.env.E2E_MAIL_PORT);
const toggle = (page: Page) => page.getByRole('switch', { name: 'Send me the weekly report' });

/** The page says it at once; a reload tells whether the server does too. */
async function choose(page: Page): Promise<void> {
  const answered = page.waitForResponse((answer) => answer.request().method() === 'POST');
  await toggle(page).click();
  await answered;
}

function linkTo(mail: ArrivedMail | undefined, path: string): string {
  const link = new RegExp(`https?://[^\\s"]*${path}[^\\s"]*`).exec(mail?.text ?? '')?.[0];
  if (!link) throw new Error(`no link to ${path}`);
  return link;
}

test('the weekly report arrives, says what the server answered, and ends by its own link', async ({
  page,
  browser,
}) => {
  const server = await startMailServer({ port });
  try {
    await signIn(page, 'viewer@example.com');
    await page.goto('/');
    await page.getByRole('button', { name: /, account$/ }).click();
    await page.getByRole('menuitem', { name: 'Your account' }).click();
    await expect(page.getByRole('heading', { name: 'Your account', level: 1 })).toBeVisible();
    await expect(toggle(page)).not.toBeChecked();
    await choose(page);
    await page.reload();
    await expect(toggle(page)).toBeChecked();

    await page.getByRole('button', { name: 'Send me one now' }).click();
    await expect(page.getByText('It was sent.')).toBeVisible();
    await expect(page.getByText(`127.0.0.1:${port} said: 250 Ok: queued as 12345`)).toBeVisible();
    expect(server.arrived).toHaveLength(1);
    const [mail] = server.arrived;
    expect(mail?.recipients).toEqual(['viewer@example.com']);
    expect(mail?.subject).toMatch(/^Your week: /);
    expect(mail?.html).toContain('Can be mailed');
    await expectAccessible(page, 'the account page');

    const stranger = await browser.newContext();
    const opened = await stranger.newPage();
    await opened.goto(linkTo(mail, '/weekly-report/stop'));
    await expect(opened.getByText('It goes to viewer@example.com on Mondays.')).toBeVisible();
    await expectAccessible(opened, 'the way out');
    await page.reload();
    await expect(toggle(page)).toBeChecked();
    await opened.getByRole('button', { name: 'Stop the weekly report' }).click();
    await expect(opened.getByText('No weekly report goes to viewer@example.com.')).toBeVisible();
    await stranger.close();
    await page.reload();
    await expect(toggle(page)).not.toBeChecked();
  } finally {
    await server.stop();
  }

  await page.getByRole('button', { name: 'Send me one now' }).click();
  await expect(page.getByText(`127.0.0.1:${port} could not be reached`)).toBeVisible();
  await signIn(page, 'admin@example.com');
  await page.goto('/settings');
  await page.getByRole('button', { name: 'Check the mail server' }).click();
  await expect(page.getByText('No mail can go out.')).toBeVisible();
});
