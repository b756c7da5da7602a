import { readFile } from 'node:fs/promises';
import { expect, test } from '@playwright/test';
import { startMailServer } from '@/prisma/test-mail-server';
import {
  dialog,
  full,
  is,
  listNames,
  makeListsWorld,
  more,
  openList,
  pick,
  rows,
  type ListsWorld,
} from './lists-world';
import { expectAccessible } from './expect-accessible';
import { signIn } from './sign-in';

const names = listNames();
const { aldgate, bow, company, mail, name, stamp } = names;
let world: ListsWorld;

test.beforeAll(async ({ browser }) => {
  const page = await browser.newPage();
  await signIn(page, 'admin@example.com');
  world = await makeListsWorld(page, names);
});

test.beforeEach(async ({ page }) => {
  await signIn(page, 'admin@example.com');
});

test('why someone is in or not, who was removed by hand with a reason and comes back, a clone, and the file', async ({
  page,
}) => {
  await openList(page, world.inAldgate);
  const why = async (who: string, ...words: (string | RegExp)[]): Promise<void> => {
    await page.getByRole('button', { name: 'Why in or out?' }).click();
    await dialog(page).getByLabel('E-mail address').fill(who);
    await dialog(page).getByRole('button', { name: 'Find out' }).click();
    for (const one of words) await expect(dialog(page)).toContainText(one);
    await dialog(page).getByRole('button', { name: 'Close' }).click();
  };
  await why(
    mail('cyd'),
    'Not on the list: the filter does not match.',
    `whose city is “${aldgate}”: ${bow}`,
    `Would have to be among those whose city is “${aldgate}” (now: ${bow}).`,
  );
  await why(mail('ben'), 'On the list, but not mailed.');
  await why(mail('nobody'), `Nobody in the CRM has the address ${mail('nobody')}`);

  await page.getByRole('button', { name: `Actions for ${full('Ben')}` }).click();
  await page.getByRole('menuitem', { name: 'Remove' }).click();
  await dialog(page)
    .getByLabel(/^Reason/)
    .fill('Rang us up');
  await dialog(page).getByRole('button', { name: 'Remove', exact: true }).click();
  await expect(rows(page)).toHaveCount(2);
  await why(mail('ben'), 'Not on the list: removed by hand.', 'Rang us up');
  await page.getByRole('tab', { name: 'Removed' }).click();
  const removed = page.getByRole('table', { name: 'Removed' });
  await expect(page.getByRole('tab', { name: 'Removed (1)' })).toBeVisible();
  await expect(removed).toContainText('Rang us up');
  await page.getByRole('button', { name: `Actions for ${full('Ben')}` }).click();
  await page.getByRole('menuitem', { name: 'Undo remove' }).click();
  await dialog(page)
    .getByLabel(/^Reason/)
    .fill('Changed his mind');
  await dialog(page).getByRole('button', { name: 'Undo remove' }).click();
  await expect(removed).toContainText('Opted out of mail');
  await page.getByRole('tab', { name: 'Members' }).click();
  await expect(rows(page)).toHaveCount(3);

  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: 'CSV' }).first().click(),
  ]);
  const lines = (await readFile(await download.path(), 'utf8')).trim().split('\r\n');
  expect(download.suggestedFilename()).toBe(`${name('Aldgate only')}.csv`);
  expect(lines[0]).toMatch(/^Id,First name,E-mail,/);
  expect(lines.slice(1).map((line) => line.split(',').slice(1, 3))).toEqual([
    ['Ann', mail('ann')],
    ['Ben', mail('ben')],
    ['Eve', mail('ann')],
  ]);

  await more(page, 'Clone');
  await expect(page.getByText('List cloned', { exact: true })).toBeVisible();
  await expect(page.getByRole('heading', { level: 1 })).toContainText(name('Aldgate only'));
  await expect(page).not.toHaveURL(new RegExp(`/${world.inAldgate}$`));
  await expect(rows(page)).toHaveCount(3);
});

test('a list whose filter lost its field is marked failed, keeps its people, and says what to do', async ({
  page,
}) => {
  const label = name('Shoe');
  await page.goto('/settings/custom-fields/new');
  await page.getByLabel('Name', { exact: true }).fill(label);
  await page.getByRole('button', { name: 'Create', exact: true }).click();
  await page.getByRole('table', { name: 'Custom fields' }).getByRole('link', { name: label }).click();
  await expect(page.getByRole('heading', { level: 1, name: label })).toBeVisible();
  const field =
    /custom\.\w+/.exec(
      (await page
        .getByText(/custom\.\w+/)
        .first()
        .textContent()) ?? '',
    )?.[0] ?? '';
  const settings = page.url();
  for (const firstName of ['Gil', 'Hal'])
    await world.api('/contacts', {
      firstName,
      email: mail(firstName),
      custom: { [field.replace('custom.', '')]: 'Brogue' },
    });
  const shod = await world.makeList(name('Shod'), [is(field, 'Brogue')], { type: 'on_demand' });
  expect((await world.api(`/marketing-lists/${shod.id}/update`, {})).memberCount).toBe(2);

  await page.goto(settings);
  await expect(page.getByRole('main').getByRole('link', { name: name('Shod') })).toBeVisible();
  await page.getByRole('button', { name: 'Archive', exact: true }).click();
  await dialog(page).getByRole('button', { name: 'Archive this field' }).click();
  await page.getByRole('button', { name: 'Delete', exact: true }).click();
  await expect(dialog(page)).toContainText(`1 list (“${name('Shod')}”) can no longer be evaluated until`);
  await dialog(page).getByRole('textbox').fill(label);
  await dialog(page).getByRole('button', { name: 'Delete this field' }).click();
  await page.waitForURL(/\/settings$/);
  expect(await world.api(`/marketing-lists/${shod.id}/update`, {})).toMatchObject({
    state: 'failed',
    message: expect.stringContaining('The last members stay.'),
  });

  await openList(page, shod.id);
  await expect(page.getByText('The members could not be brought up to date.')).toBeVisible();
  await expect(rows(page)).toHaveCount(2);
  await page.goto('/marketing-lists?f.show=any:failed');
  await expect(page.getByRole('table', { name: 'Marketing lists' })).toContainText(name('Shod'));
  await expect(page.getByRole('heading', { level: 1 }).locator('..')).toContainText(
    'could not be brought up to date and keeps the members it had',
  );

  await test.step('whoever wants to hear of it has a mail within a minute', async () => {
    const server = await startMailServer({ port: Number(process.env.E2E_MAIL_PORT) });
    const choice = page.getByRole('radiogroup', { name: 'Alerts by mail' });
    const choose = async (what: string): Promise<void> => {
      const answered = page.waitForResponse((answer) => answer.request().method() === 'POST');
      await choice.getByRole('radio', { name: what }).click();
      await answered;
    };
    try {
      await page.goto('/account');
      await choose('All that needs someone');
      await expect.poll(() => server.arrived.map(({ text }) => text).join()).toContain(name('Shod'));
      const told = server.arrived.find(({ text }) => text?.includes(name('Shod')));
      expect(told?.recipients).toEqual(['admin@example.com']);
      expect(told?.text).toContain(`Not evaluated: ${name('Shod')}`);
      await page.getByRole('button', { name: 'Mute for a day' }).click();
      await expect(page.getByText('Muted until')).toBeVisible();
      await expectAccessible(page, 'the account page with alerts');
      await choose('None');
      await expect(page.getByRole('button', { name: 'Hear again' })).toHaveCount(0);
    } finally {
      await server.stop();
    }
    await page.goto('/settings');
    const form = page.getByRole('form', { name: 'Alert address' });
    await form.getByLabel('Address').fill('http://10.0.0.1/hook');
    await form.getByRole('button', { name: 'Save address' }).click();
    await expect(form.getByText('The address may not be called: it is not https.')).toBeVisible();
    await form.getByLabel('Address').clear();
  });
});

test('whose list it is not reads it and changes nothing; a list for its owner alone is not there for others', async ({
  page,
  browser,
}) => {
  await openList(page, world.inAldgate);
  const hidden = await world.makeList(name('Hidden'), [is('company', company)], { ownerOnly: true });
  await page.goto(`/marketing-lists/${hidden.id}/edit`);
  await pick(page, page.getByRole('combobox', { name: 'Owner' }), 'Mira Kessler');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByRole('heading', { level: 1, name: name('Hidden') })).toBeVisible();
  await page.goto(`/marketing-lists/${world.everyone}/edit`);
  await pick(page, page.getByRole('combobox', { name: 'Owner' }), 'Mira Kessler');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await page.waitForURL(/\/marketing-lists\/\d+$/);
  await expect(page.getByRole('heading', { level: 1, name: name('Everyone') })).toBeVisible();

  const other = await browser.newPage();
  await signIn(other, 'marketer@example.com');
  await other.goto(`/marketing-lists/${world.everyone}`);
  await expect(other.getByText('You can read it, not change it.')).toBeVisible();
  await expect(rows(other)).toHaveCount(6);
  for (const button of ['Edit filter', 'Dotdigital'])
    await expect(other.getByRole('main').getByRole('button', { name: button })).toHaveCount(0);
  expect((await other.request.get(`/marketing-lists/${world.everyone}/edit`)).status()).toBe(404);
  expect((await other.request.get(`/marketing-lists/${hidden.id}`)).status()).toBe(404);
  await other.goto(`/marketing-lists?q=${encodeURIComponent(stamp)}`);
  await expect(other.getByRole('table', { name: 'Marketing lists' })).toContainText(name('Everyone'));
  await expect(other.getByRole('table', { name: 'Marketing lists' })).not.toContainText(name('Hidden'));
  await other.close();
});
