import { expect, test, type Page } from '@playwright/test';
import { expectAccessible } from './expect-accessible';
import { listNames, makeListsWorld } from './lists-world';
import { makeToken } from './send';
import { signIn } from './sign-in';

const names = listNames();
const { name, mail } = names;

type Mail = { recipient: string; subject: string; html: string };

async function mailsTo(recipient: string): Promise<Mail[]> {
  const answer = await fetch(`${process.env.E2E_SANDBOX_URL}/_control/mailbox`);
  return ((await answer.json()) as Mail[]).filter((one) => one.recipient === recipient);
}

/** The page may still be handing over to React: pressed until it answers. */
async function pressEnterOn(page: Page, button: string, opens: string): Promise<void> {
  const dialog = page.getByRole('dialog', { name: opens });
  await expect(async () => {
    if (!(await dialog.isVisible())) {
      await page.getByRole('button', { name: button, exact: true }).focus();
      await page.keyboard.press('Enter');
    }
    await expect(dialog).toBeVisible({ timeout: 5_000 });
  }).toPass();
}

test('a campaign is drafted for a list, checked, tested, and sent once to whom the page said', async ({
  page,
}) => {
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(error.message));
  page.on('dialog', (dialog) => {
    errors.push(`a dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  await signIn(page, 'admin@example.com');
  const world = await makeListsWorld(page, names);
  await world.api('/contacts', { lastName: 'Toolman', company: names.company, email: mail('gus') });
  const subject = name('News');

  await test.step('the list is connected', async () => {
    await page.goto(`/marketing-lists/${world.everyone}`);
    await page.getByRole('button', { name: 'Connect to Dotdigital' }).click();
    const dialog = page.getByRole('dialog', { name: 'Connect to Dotdigital' });
    const integration = dialog.getByLabel('Integration');
    if ((await integration.inputValue()) === '') await integration.selectOption({ label: 'Northwind Shop' });
    await dialog.getByLabel('Address book').fill(name('Readers'));
    await expect(dialog.getByText('people added')).toBeVisible();
    await dialog.getByRole('button', { name: 'Connect', exact: true }).click();
    await expect(page.getByText('Up to date').first()).toBeVisible();
  });

  await test.step('by keys alone from the list’s menu to the form', async () => {
    await page.getByRole('button', { name: 'Dotdigital', exact: true }).focus();
    await page.keyboard.press('Enter');
    const item = page.getByRole('menuitem', { name: 'New email campaign' });
    await expect(item).toBeVisible();
    for (let n = 0; n < 12 && !(await item.evaluate((one) => one === document.activeElement)); n += 1)
      await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('heading', { name: 'New email campaign' })).toBeVisible();
    await expect(page.getByText(`It goes to the address book ${name('Readers')}`)).toBeVisible();
    await expectAccessible(page, 'New email campaign');
  });

  await test.step('a draft is saved; its mail is shown where nothing runs', async () => {
    await page.getByLabel('Name', { exact: true }).fill(name('Spring'));
    await page.getByLabel('From address').selectOption({ index: 1 });
    await page.getByLabel('Subject').fill(`${subject} for @FIRSTNAME@ in @POSTCODE@ @NOSUCHFIELD@`);
    await page.getByLabel('Preview text').fill('Only <b>this</b> week');
    await page.getByLabel('From name').fill('Ann of Northwind');
    await page
      .getByLabel('HTML')
      .fill(
        '<html><body><h1>Hello @FIRSTNAME@</h1><script>alert(1)</script><img src=x onerror="alert(2)"><a href="http://$UNSUB$">out</a></body></html>',
      );
    await page.getByLabel('Plain text').fill('Hello. No way out.');
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await expect(page.getByText('An unsubscribe link is missing')).toBeVisible();
    await page.getByLabel('Plain text').fill('Hello @FIRSTNAME@. http://$UNSUB$');
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await expect(page.getByRole('heading', { name: name('Spring') })).toBeVisible();
    const frame = page.locator('iframe[title^="The mail"]');
    await expect(frame).toHaveAttribute('sandbox', '');
    await expect(page.frameLocator('iframe[title^="The mail"]').getByText('Hello @FIRSTNAME@')).toBeVisible();
  });

  const draftUrl = page.url();
  const check = page.getByRole('region', { name: 'Before it is sent' });

  await test.step('the check says who gets it, who doesn’t, and what they would read', async () => {
    await expect(check).toContainText(`4 people in ${name('Readers')}`);
    await expect(check).toContainText('1 without an address');
    await expect(check).toContainText('1 opted out of mail');
    await expect(check).toContainText('The last wave has settled');
    const marks = check.getByRole('list', { name: 'Personalisation' });
    await expect(marks).toContainText('@FIRSTNAME@ 1 person has no value and would read nothing');
    await expect(marks).toContainText('@POSTCODE@ is not in the mapping');
    await expect(marks).toContainText('@NOSUCHFIELD@ is no data field of the account');
    await expectAccessible(page, 'Draft');
    await marks.getByRole('link', { name: '1' }).click();
    await expect(page.locator('[data-total="1"]')).toBeAttached();
    await expect(page.getByText(mail('gus'))).toBeVisible();
    await page.goto(draftUrl);
  });

  await test.step('a field that isn’t there has to be told to be meant; it is corrected instead', async () => {
    await pressEnterOn(page, 'Send', `Send ${name('Spring')}`);
    const dialog = page.getByRole('dialog');
    await expect(dialog.getByText('Confirm what stands against it.')).toBeVisible();
    await expect(dialog).toContainText('everyone would read the mark');
    await expectAccessible(page, 'Send dialog');
    await page.keyboard.press('Escape');
    await page.getByRole('link', { name: 'Edit' }).click();
    await page.getByLabel('Subject').fill(`${subject} for @FIRSTNAME@`);
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await expect(check).toContainText('@FIRSTNAME@ 1 person has no value');
    await expect(check).not.toContainText('NOSUCHFIELD');
  });

  await test.step('a test arrives with a person’s values, and the campaign stays a draft', async () => {
    await pressEnterOn(page, 'Test send', 'Test send');
    const dialog = page.getByRole('dialog', { name: 'Test send' });
    await dialog.getByLabel('Addresses').fill(mail('tester'));
    await dialog.getByLabel('As this person would get it').click();
    await page.getByPlaceholder('Search people').fill(mail('cyd'));
    await page.getByRole('option', { name: /Cyd/ }).click();
    await dialog.getByRole('button', { name: 'Send test' }).click();
    await expect(page.getByText('Test sent').first()).toBeVisible();
    const [sent] = await mailsTo(mail('tester'));
    expect(sent?.subject).toBe(`[Test] ${subject} for Cyd`);
    expect(sent?.html).toContain('Hello Cyd');
  });

  await test.step('it is sent by keys, to the number that the page said, and the page follows', async () => {
    await pressEnterOn(page, 'Send', `Send ${name('Spring')}`);
    const dialog = page.getByRole('dialog');
    const button = dialog.getByRole('button', { name: 'Send to 4 people now' });
    await expect(button).toBeVisible();
    await button.focus();
    await page.keyboard.press('Enter');
    await expect(dialog).toBeHidden();
    await expect(page.getByText(/^Sent to 4 people in/)).toBeVisible({ timeout: 120_000 });
    await expect(page.getByRole('button', { name: 'Send', exact: true })).toBeHidden();
  });

  await test.step('it comes back as an email campaign, each leading to the other', async () => {
    const headers = { authorization: `Bearer ${await makeToken(page, name('Sync'), 'admin')}` };
    const all = (await (await page.request.get('/api/v1/integrations?limit=100', { headers })).json()) as {
      data: { id: string; name: string }[];
    };
    const shop = all.data.find((one) => one.name === 'Northwind Shop');
    await page.request.post(`/api/v1/integrations/${shop?.id}/sync`, { headers });
    await expect(async () => {
      await page.goto(draftUrl);
      await page.getByRole('link', { name: 'See its numbers' }).click({ timeout: 3_000 });
    }).toPass();
    await expect(page.getByRole('heading', { name: name('Spring') })).toBeVisible();
    await page.getByRole('link', { name: 'Made and sent from here' }).click();
    await expect(page.getByText(/^Sent to 4 people in/)).toBeVisible();
    await page.goto('/email-campaigns/drafts');
    await expect(page.getByRole('row').filter({ hasText: name('Spring') })).toContainText('sent');
    await expectAccessible(page, 'Drafts and sends');
  });
  expect(errors).toEqual([]);
});
