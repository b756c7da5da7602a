import { expect, test, type Page } from '@playwright/test';
import {
  automationWorld,
  beginWithOrders,
  chooseAccount,
  chooseProgram,
  confirmed,
  isOn,
  minutesAgo,
  save,
  switchOnForTheLastDay,
} from './automation-world';
import { sandbox } from './connected-list';
import { signIn } from './sign-in';

const stamp = Date.now().toString(36);
const mail = (who: string) => `${who}-${stamp}@example.com`;
const row = (page: Page, words: string) => page.getByRole('row').filter({ hasText: words });

test.beforeEach(async ({ page }) => {
  await signIn(page, 'admin@example.com');
});

test('a cart left alone enrols its customer at Dotdigital, an order in time does not; dry run, pause and resume', async ({
  page,
}) => {
  const world = await automationWorld(page, `of carts ${stamp}`);
  const { enrolled } = world;
  const [left, ordered] = [mail('left'), mail('ordered')];
  const [name, program] = [`Abandoned carts ${stamp}`, `Come back ${stamp}`];

  await test.step('a shop tells of two carts, and of one order', async () => {
    await world.program(program);
    await world.customers([left, ordered]);
    await world.carts([left, ordered], 90);
    await world.orders([{ email: ordered }], `socks-${stamp}`, minutesAgo(60));
  });

  await test.step('the automation is made', async () => {
    await page.goto('/dotdigital/automations');
    await page.getByRole('link', { name: 'Create Automation' }).first().click();
    await page.getByLabel('Name', { exact: true }).fill(name);
    await page.getByLabel('Minutes without a change').fill('45');
    await chooseProgram(page, program);
    await save(page, name);
    await expect(page.getByText('leaves a cart alone for 45 minutes').first()).toBeVisible();
  });

  await test.step('a dry run names whom it would have reached', async () => {
    await page.getByRole('link', { name: 'Dry run' }).click();
    await expect(page.getByText(/Would have fired [\d,]+ times? in the last 30 days/)).toBeVisible();
    await expect(page.getByText(left)).toBeVisible();
    await expect(page.getByText(ordered)).toHaveCount(0);
    await page.goBack();
  });

  await test.step('switched on for the last day too, it enrols the one and not the other', async () => {
    await switchOnForTheLastDay(page);
    await expect.poll(enrolled, { timeout: 60_000 }).toContain(left);
    expect(await enrolled()).not.toContain(ordered);
    await expect(row(page, left).getByText('done')).toBeVisible({ timeout: 60_000 });
  });

  await test.step('paused, with who and why, it enrols nobody; resumed it goes on', async () => {
    await confirmed(page, 'Pause', () => page.getByLabel('Why').fill('Stocktaking'));
    await expect(page.getByText('Stocktaking')).toBeVisible();
    await expect(page.getByText('admin@example.com').first()).toBeVisible();
    await confirmed(page, 'Resume');
    await isOn(page);
    expect((await enrolled()).filter((email) => email === left)).toHaveLength(1);
  });
});

test('an enrolment that Dotdigital refuses stops its automation with the reason; whoever failed is tried again from the page', async ({
  page,
}) => {
  const world = await automationWorld(page, `refused ${stamp}`);
  const [name, sku, again] = [`Refused ${stamp}`, `refused-${stamp}`, mail('again')];
  await world.program(name);
  await world.customers([again]);
  await world.orders([{ email: again }], sku, minutesAgo(5));
  await beginWithOrders(page, name, sku);
  await chooseProgram(page, name);
  await save(page, name);

  const [route, method] = ['/v2/programs/enrolments', 'POST'];
  await sandbox('/faults', { route, method, times: 1, kind: 'bad-request' });
  await switchOnForTheLastDay(page);
  await expect(page.getByText('It stopped by itself.')).toBeVisible({ timeout: 90_000 });
  await expect(row(page, again).getByText('failed')).toBeVisible();
  expect(await world.enrolled()).not.toContain(again);

  await confirmed(page, 'Resume');
  await isOn(page);
  await page.getByRole('button', { name: 'Try it again' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Try 1 again' }).click();
  await expect(row(page, again).getByText('done')).toBeVisible({ timeout: 90_000 });
  expect((await world.enrolled()).filter((email) => email === again)).toHaveLength(1);
});

test('half are held out: Dotdigital hears of none of them, and the page shows what the others brought', async ({
  page,
}) => {
  const world = await automationWorld(page, `half ${stamp}`);
  const [name, sku] = [`Half ${stamp}`, `half-${stamp}`];
  const people = Array.from({ length: 80 }, (_, n) => mail(`half${n}`));
  const reached = async () => (await world.enrolled()).filter((email) => people.includes(email));
  await world.program(name);
  await world.customers(people);
  await world.orders(
    people.map((email) => ({ email })),
    sku,
    minutesAgo(60),
  );
  await beginWithOrders(page, name, sku);
  await chooseProgram(page, name);
  await page.getByLabel('Held out').fill('50');
  await save(page, name);
  await switchOnForTheLastDay(page);

  const experiment = page.getByRole('region', { name: 'Hold-out' });
  await expect(experiment).toContainText(/of \d+ held out/, { timeout: 90_000 });
  const heldOut = Number(/of (\d+) held out/.exec(await experiment.innerText())?.[1]);
  const treated = people.length - heldOut;
  await expect.poll(async () => (await reached()).length, { timeout: 90_000 }).toBe(treated);
  await world.orders(
    (await reached()).map((email) => ({ email })),
    `more-${stamp}`,
    minutesAgo(0),
  );
  await page.reload();
  await expect(experiment).toContainText(
    new RegExp(`100(\\.0)?\\s?% of ${treated} treated ordered, and 0(\\.0)?\\s?% of ${heldOut} held out`),
  );
  await expect(experiment).toContainText(/Lift \+100\.0 points.*It is more than chance\./);
});

test('an order of somebody who has a mobile number and no address sends them a text message, once', async ({
  page,
}) => {
  const world = await automationWorld(page, `texts ${stamp}`);
  const [name, sku, externalId] = [`Text messages ${stamp}`, `text-${stamp}`, `no-mail-${stamp}`];
  const mobile = `+4479111${String(Date.now()).slice(-5)}`;
  const messages = async () => {
    const all = await sandbox<{ kind: string; recipient: string; plain: string }[]>('/mailbox');
    return all.filter(({ plain }) => plain.includes(stamp)).map(({ kind, recipient }) => [kind, recipient]);
  };
  await world.customer({
    externalId,
    lastName: stamp,
    mobile,
    smsConsent: { state: 'given', text: 'Texts, please' },
  });
  await world.orders([{ externalId }], sku, minutesAgo(5));
  await beginWithOrders(page, name, sku);
  await page.getByLabel('Which order').selectOption({ label: 'A completed order by its number' });
  await page.getByLabel('Number of the order').fill('1');
  await page.getByLabel('Action', { exact: true }).selectOption({ label: 'Send a text message (SMS)' });
  await chooseAccount(page);
  await page.getByLabel('Message').fill(`Thank you ${stamp}`);
  await save(page, name);
  await switchOnForTheLastDay(page);

  await expect(row(page, stamp).getByText('done')).toBeVisible({ timeout: 90_000 });
  expect(await messages()).toEqual([['sms', mobile]]);
});
