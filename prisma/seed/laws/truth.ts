import type { LawWorld } from './law-world';

type Contact = {
  id: number;
  email: string;
  status: string;
  binned: boolean;
  dataFields: Record<string, unknown>;
};

/** What Dotdigital holds, by the numbers of the world's addresses. */
export type Truth = {
  contacts: Map<number, Contact>;
  /** Who is in each book. */
  books: Set<number>[];
};

export async function readTruth({ bench, lists, addressOf }: LawWorld): Promise<Truth> {
  const all = await bench.control<Contact[]>('/state/contacts');
  const books = await Promise.all(
    lists.map(({ dotdigitalId }) =>
      bench.control<Contact[]>(`/state/address-books/${dotdigitalId}/contacts`),
    ),
  );
  return {
    contacts: new Map(all.map((contact) => [addressOf(contact.email), contact])),
    books: books.map((people) => new Set(people.map(({ email }) => addressOf(email)))),
  };
}

/** Whether a contact is in a book, under whatever address. */
export const isContactIn = (truth: Truth, list: number, contactId: number | undefined): boolean =>
  [...(truth.books[list] ?? [])].some((address) => truth.contacts.get(address)?.id === contactId);

type Mail = { id: number; kind: string; recipient: string; link: string };

/** Mails of Dotdigital's that ask whether somebody wants to come back, the oldest first. */
export const readChallenges = async ({ bench }: LawWorld): Promise<Mail[]> =>
  (await bench.control<Mail[]>('/mailbox')).filter(({ kind }) => kind === 'resubscribe');

const mailable = new Set(['Subscribed', 'SoftBounced']);

export const isRefused = ({ contacts }: Truth, address: number): boolean => {
  const contact = contacts.get(address);
  return contact !== undefined && !mailable.has(contact.status);
};

type Call = { n: number; method: string; path: string; status: number | null; faultId: string | null };

/** Calls of the engines since the log was last cleared, in their order; `clear` begins it anew. */
export async function readCalls({ bench }: LawWorld): Promise<Call[]> {
  const calls = await bench.control<Call[]>('/requests?limit=100000');
  await bench.control('/requests', undefined, 'DELETE');
  return calls.sort((a, b) => a.n - b.n);
}

export const isWriting = ({ method, path }: Call): boolean =>
  method !== 'GET' && /^\/(v2|contacts\/v3)\//.test(path);
export const isAsking = ({ path }: Call): boolean => /\/contacts\/resubscribe\b/.test(path);
export const isOptOut = (call: Call): boolean => isWriting(call) && /\/contacts\/unsubscribe/.test(call.path);
