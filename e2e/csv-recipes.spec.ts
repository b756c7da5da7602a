import { readFileSync } from 'node:fs';
import { expect, test, type Page } from '@playwright/test';
import { expectAccessible } from './expect-accessible';
import { signIn } from './sign-in';
import { lede, uploadCsv } from './upload-csv';

type RecipeFile = {
  file: string;
  looksLike: string;
  /** Columns and the fields they are put into. */
  goes: Record<string, string>;
  optedOut?: string;
  outcome: string;
};

const files: RecipeFile[] = [
  {
    file: 'google-contacts.csv',
    looksLike: 'a Google Contacts export',
    goes: { 'E-mail 1 - Value': 'email', 'Organization Name': 'company', Labels: 'tags' },
    outcome: '2 leads created',
  },
  {
    file: 'outlook.csv',
    looksLike: 'an Outlook export',
    goes: { 'E-mail Address': 'email', 'Mobile Phone': 'mobile' },
    outcome: '2 leads created',
  },
  {
    file: 'apple.vcf',
    looksLike: 'an Apple Contacts (vCard) export',
    goes: { 'E-mail': 'email', 'Given name': 'firstName' },
    outcome: '2 leads created',
  },
  {
    file: 'hubspot.csv',
    looksLike: 'a HubSpot export',
    goes: { Email: 'email', 'Unsubscribed from all email': 'consentState' },
    optedOut: '2 people are marked as opted out by this file.',
    outcome: '3 leads created, 0 updated, 0 unchanged, 0 refused, 1 value left empty',
  },
  {
    file: 'shopify.csv',
    looksLike: 'a Shopify export',
    goes: { Email: 'email', 'Accepts Email Marketing': 'consentState' },
    outcome: '2 leads created',
  },
  {
    file: 'brevo.csv',
    looksLike: 'a Brevo export',
    goes: { EMAIL: 'email', SMS: 'mobile', EMAIL_BLACKLISTED: 'consentState' },
    optedOut: '1 person is marked as opted out by this file.',
    outcome: '2 leads created',
  },
  {
    file: 'klaviyo.csv',
    looksLike: 'a Klaviyo export',
    goes: { Email: 'email', 'Email Marketing Consent': 'consentState' },
    outcome: '3 leads created',
  },
  {
    file: 'mailchimp.csv',
    looksLike: 'a Mailchimp export',
    goes: {
      'Email Address': 'email',
      Birthday: 'birthday',
      UNSUB_TIME: 'consentState',
      CLEAN_TIME: 'consentState',
    },
    optedOut: '2 people are marked as opted out by this file.',
    outcome: '3 leads created',
  },
  {
    file: 'dotdigital.csv',
    looksLike: 'a Dotdigital export',
    goes: { Email: 'email', Status: 'consentState' },
    optedOut: '2 people are marked as opted out by this file.',
    outcome: '4 leads created',
  },
  {
    file: 'magento.csv',
    looksLike: 'a Magento export',
    goes: { Email: 'email', Name: 'fullName', Gender: 'gender' },
    outcome: '1 lead created',
  },
  {
    file: 'woocommerce.csv',
    looksLike: 'a WooCommerce export',
    goes: { Email: 'email', Name: 'fullName' },
    outcome: '1 lead created',
  },
  {
    file: 'oro.csv',
    looksLike: 'an Oro export',
    goes: { 'Emails 1 Email': 'email', 'First name': 'firstName' },
    outcome: '1 lead created',
  },
  {
    file: 'salesforce-report.csv',
    looksLike: 'a Salesforce report export',
    goes: { Email: 'email', 'Email Opt Out': 'consentState' },
    optedOut: '1 person is marked as opted out by this file.',
    outcome: '2 leads created',
  },
];

const bytesOf = (file: string): Buffer =>
  readFileSync(new URL(`../lib/csv-imports/recipes/fixtures/${file}`, import.meta.url));

type Width = 'wide' | 'narrow';
const sizes: Record<Width, { width: number; height: number }> = {
  wide: { width: 1440, height: 900 },
  narrow: { width: 390, height: 844 },
};

/** Controls of the page that lie beyond its sides, where no scrolling of their own part brings them back. */
const cutOff = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const { clientWidth, scrollWidth } = document.documentElement;
    const scrolls = (one: Element): boolean =>
      one.scrollWidth > one.clientWidth && /auto|scroll/.test(getComputedStyle(one).overflowX);
    const isBeside = (one: Element): boolean => {
      const { left, right, width } = one.getBoundingClientRect();
      if (width < 2 || (left >= -1 && right <= clientWidth + 1)) return false;
      for (let part = one.parentElement; part; part = part.parentElement) if (scrolls(part)) return false;
      return true;
    };
    const controls = [...document.querySelectorAll('main :is(a, button, select, input, summary)')];
    return [
      ...(scrollWidth > clientWidth ? ['the page itself'] : []),
      ...controls.filter(isBeside).map((one) => one.getAttribute('aria-label') ?? one.textContent),
    ];
  });

/** The same page at both widths, the present one first. */
async function atBothWidths(page: Page, first: Width, look: (width: Width) => Promise<void>): Promise<void> {
  for (const width of [first, first === 'wide' ? 'narrow' : 'wide'] as const) {
    await page.setViewportSize(sizes[width]);
    await look(width);
  }
}

async function bringIn(
  page: Page,
  first: Width,
  { file, looksLike, goes, optedOut, outcome }: RecipeFile,
): Promise<void> {
  await page.setViewportSize(sizes[first]);
  await uploadCsv(page, file, bytesOf(file));
  const start = page.getByRole('button', { name: /^Start import of / });
  await atBothWidths(page, first, async (width) => {
    await expect(page.getByText(`Looks like ${looksLike}.`)).toBeVisible();
    for (const [column, field] of Object.entries(goes)) {
      const select = page.getByLabel(`Field for ${column}`, { exact: true });
      await expect(select, `${file}, ${width}: ${column}`).toBeVisible();
      await expect(select, `${file}, ${width}: ${column}`).toHaveValue(field);
    }
    if (optedOut) await expect(page.getByText(optedOut)).toBeVisible();
    await expect(start).toBeVisible();
    expect(await cutOff(page), `${file}, ${width}`).toEqual([]);
  });
  await start.click();
  await atBothWidths(page, first === 'wide' ? 'narrow' : 'wide', async (width) => {
    await expect(lede(page)).toContainText(outcome);
    expect(await cutOff(page), `the outcome of ${file}, ${width}`).toEqual([]);
  });
}

test.beforeEach(async ({ page }) => {
  await signIn(page, 'admin@example.com');
});

test('exports of address books and shops are recognised, wide and narrow, and come in untouched', async ({
  page,
}) => {
  for (const file of files.slice(0, 7)) await bringIn(page, 'wide', file);
});

test('exports of mail programs and shops are recognised, narrow and wide, and come in untouched', async ({
  page,
}) => {
  for (const file of files.slice(7)) await bringIn(page, 'narrow', file);
});

test('what looks like an export needn’t be one', async ({ page }) => {
  await uploadCsv(page, 'google-contacts.csv', bytesOf('google-contacts.csv'), { entity: 'customer' });
  const phone = page.getByLabel('Field for Phone 1 - Value', { exact: true });
  await expect(page.getByRole('button', { name: /^How Phone 1 - Value is read/ })).toContainText(
    'read as the phone that “Phone 1 - Label” says',
  );
  await page.getByRole('button', { name: 'It isn’t' }).click();
  await expect(page.getByText('Not read as a Google Contacts export.')).toBeVisible();
  await phone.selectOption('phone');
  const reading = page.getByRole('button', { name: /^How Phone 1 - Value is read/ });
  await expect(reading).toContainText('read as a phone number');
  await reading.click();
  await page.getByLabel('Which kind of number it is').selectOption({ label: 'As “Phone 1 - Label” says' });
  await expect(reading).toContainText('read as the phone that “Phone 1 - Label” says');
  await expectAccessible(page, 'a column’s reading');
  await page.getByRole('button', { name: 'It is one' }).click();
  await expect(page.getByText('Looks like a Google Contacts export.')).toBeVisible();
});
