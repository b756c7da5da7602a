import { expect, type Page } from '@playwright/test';
import { filterOf, is, type listNames } from './lists-world';
import { restOf } from './send';

type Named = { id: string; name: string };
type Connection = { id: string; status: string; inBook: number; runId: string };

/** The sandbox's surface for tests: what somebody does there, and what it knows to be true. */
export async function sandbox<T>(path: string, body?: object): Promise<T> {
  const answer = await fetch(`${process.env.E2E_SANDBOX_URL}/_control${path}`, {
    ...(body === undefined
      ? {}
      : { method: 'POST', body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
  });
  const text = await answer.text();
  expect([path, answer.ok, text.slice(0, 300)]).toEqual([path, true, text.slice(0, 300)]);
  return (text === '' ? null : JSON.parse(text)) as T;
}

/** A list of these people that feeds a new book of the demo's account, by an admin who is signed in; its first run is over. */
export async function connectList(
  page: Page,
  { name, mail, company }: ReturnType<typeof listNames>,
  people: { firstName: string; who: string }[],
) {
  const api = await restOf(page, name('Connected'));
  const add = ({ firstName, who }: { firstName: string; who: string }) =>
    api('POST', '/contacts', { email: mail(who), firstName, lastName: 'Toolman', company });
  const byName = (all: Named[], called: string): Named => {
    const found = all.find((one) => one.name === called);
    if (!found) throw new Error(`Nothing is called ${called}.`);
    return found;
  };
  const account = Number(byName(await sandbox<Named[]>('/accounts'), 'Northwind Shop').id);
  const shop = byName(
    (await api<{ data: Named[] }>('GET', '/integrations?limit=100')).data,
    'Northwind Shop',
  );
  for (const person of people) await add(person);
  const list = await api<Named>('POST', '/marketing-lists', {
    name: name('Connected'),
    entity: 'contact',
    type: 'dynamic',
    columns: ['firstName', 'email'],
    filter: filterOf(is('company', company)),
  });
  const made = await api<Connection>('POST', '/connections', {
    marketingListId: list.id,
    integrationId: shop.id,
    newAddressBook: { name: name('Book') },
  });
  const connection = () => api<Connection>('GET', `/connections/${made.id}`);
  const isUpToDate = () => expect.poll(async () => (await connection()).status).toBe('up_to_date');
  await isUpToDate();
  const books = await sandbox<Named[]>(`/state/address-books?account=${account}`);
  const bookId = byName(books, name('Book')).id;
  return {
    api,
    add,
    account,
    bookId,
    listId: list.id,
    connectionId: made.id,
    connection,
    isUpToDate,
    /** Addresses in the book, by the sandbox's word. */
    inBook: async (): Promise<string[]> =>
      (await sandbox<{ email: string }[]>(`/state/address-books/${bookId}/contacts?account=${account}`))
        .map(({ email }) => email)
        .sort(),
  };
}
