import { expect, type Locator, type Page } from '@playwright/test';
import { makeToken } from './send';

/** What one file's lists, people and places are called, so that files and runs don't meet. */
export function listNames() {
  const stamp = `${Math.random().toString(36).slice(2, 5)}${Date.now().toString(36)}`;
  const name = (words: string): string => `${words} ${stamp}`;
  return {
    stamp,
    name,
    company: name('Toolworks'),
    aldgate: name('Aldgate'),
    bow: name('Bow'),
    mail: (who: string): string => `${who}-${stamp}@example.com`,
  };
}

export const full = (firstName: string): string => `${firstName} Toolman`;

type Rule = Record<string, unknown>;
type Answer = { id: string; memberCount: number; state: string; message: string };
export type ListsWorld = {
  api: (path: string, body: object) => Promise<Answer>;
  makeList: (called: string, rules: Rule[], more?: object) => Promise<Answer>;
  /** The list of all six, and of the three in Aldgate. */
  everyone: string;
  inAldgate: string;
};

export const is = (field: string, value: string): Rule => ({
  kind: 'condition',
  field,
  operator: 'is',
  value,
});
export const onList = (id: string): Rule => ({
  kind: 'condition',
  field: 'lists',
  operator: 'any_of',
  value: [id],
});
export const filterOf = (...rules: Rule[]) => ({
  version: 1,
  root: { kind: 'group', combinator: 'all', rules },
});

/** Six people, one without an address, one who shares Ann's, one who opted out, and two lists of them; made by an admin who is signed in. */
export async function makeListsWorld(
  page: Page,
  { name, mail, company, aldgate, bow }: ReturnType<typeof listNames>,
): Promise<ListsWorld> {
  const headers = { authorization: `Bearer ${await makeToken(page, name('Lists'), 'admin')}` };
  const api: ListsWorld['api'] = async (path, data) => {
    const answer = await page.request.post(`/api/v1${path}`, { data, headers, maxRetries: 3 });
    const text = await answer.text();
    expect([path, answer.ok(), text.slice(0, 300)]).toEqual([path, true, text.slice(0, 300)]);
    return JSON.parse(text) as Answer;
  };
  const makeList: ListsWorld['makeList'] = (called, rules, more = {}) =>
    api('/marketing-lists', {
      name: called,
      entity: 'contact',
      type: 'dynamic',
      columns: ['firstName', 'email'],
      filter: filterOf(...rules),
      ...more,
    });
  const people = [
    { firstName: 'Ann', email: mail('ann'), city: aldgate },
    { firstName: 'Ben', email: mail('ben'), city: aldgate, consent: { state: 'withdrawn' } },
    { firstName: 'Eve', email: mail('ann'), city: aldgate },
    { firstName: 'Cyd', email: mail('cyd'), city: bow },
    { firstName: 'Dan', city: bow },
    { firstName: 'Fay', email: mail('fay') },
  ];
  for (const person of people) await api('/contacts', { ...person, lastName: 'Toolman', company });
  const everyone = (await makeList(name('Everyone'), [is('company', company)])).id;
  const inAldgate = (await makeList(name('Aldgate only'), [is('company', company), is('city', aldgate)])).id;
  return { api, makeList, everyone, inAldgate };
}

export const rows = (page: Page): Locator => page.getByRole('table', { name: 'Members' }).locator('tbody tr');
export const condition = (page: Page, place: string): Locator =>
  page.getByRole('group', { name: `Condition ${place}`, exact: true });
export const matching = (page: Page): Locator => page.getByLabel('Matching people');
export const dialog = (page: Page): Locator => page.getByRole('dialog');

export async function openList(page: Page, id: string): Promise<void> {
  await page.goto(`/marketing-lists/${id}`);
  await expect(page.getByRole('button', { name: 'More', exact: true })).toBeVisible();
}

export async function more(page: Page, item: string): Promise<void> {
  await page.getByRole('button', { name: 'More', exact: true }).click();
  await page.getByRole('menuitem', { name: item }).click();
}

/** Types a part of the name into a field of choices, and takes the first. */
export async function pick(page: Page, field: Locator, option: string): Promise<void> {
  await field.click();
  await page.keyboard.type(option);
  await page.getByRole('option', { name: option }).first().click();
  if (await page.getByRole('listbox').isVisible()) await page.keyboard.press('Escape');
}
