import { z } from 'zod';
import type { Channel } from '../channel';
import { idText, requiredLine, plainText } from '../text';

export const bookVisibilities = ['Private', 'Public'] as const;

/** As Dotdigital takes them. */
export const maxBookName = 128;

export const CreateAddressBook = z.object({
  integrationId: idText,
  name: requiredLine('a name', maxBookName),
  visibility: z.enum(bookVisibilities).default('Private'),
});
export type CreateAddressBook = z.output<typeof CreateAddressBook>;

export const FreeAddressBooksQuery = z.object({
  integrationId: idText,
  search: plainText.trim().max(200).default(''),
  /** The book in use now, offered although it isn't free. */
  includeId: idText.nullable().default(null),
});
export type FreeAddressBooksQuery = z.output<typeof FreeAddressBooksQuery>;

export const BookNameQuery = z.object({
  integrationId: idText,
  name: requiredLine('a name', maxBookName),
});
export type BookNameQuery = z.output<typeof BookNameQuery>;

export type AddressBookOption = { id: string; name: string; visibility: string; contactCount: number };

/** `channel`: by which a list fed it before, which is how it is fed for good; null: none did. */
export type FreeAddressBook = AddressBookOption & { channel: Channel | null };

export type AddressBookRow = AddressBookOption & {
  dotdigitalId: number;
  seenAt: string;
  /** Dotdigital no longer lists it. */
  goneAt: string | null;
  /** Without an id: one that the person who asks may not see. */
  connectedList: { id: string | null; name: string } | null;
};

export type AddressBookView = {
  id: string;
  name: string;
  integration: { id: string; name: string };
  /** As Dotdigital counts them, and when it was asked. */
  contactCount: number;
  countedAt: string;
  /** From when on runs have told who was in it; null: none has. */
  knownSince: string | null;
};

export const BookId = z.object({ id: idText });

/** Whose people at Dotdigital: an account's, a book's, or those of all connected books together. */
export const KnownPeople = z.object({
  kind: z.enum(['account', 'book', 'connected']),
  id: idText.default('0'),
  /** Of a book: who was in it then; without it, who is. */
  at: z.iso.datetime({ offset: true }).optional(),
});
export type KnownPeople = z.output<typeof KnownPeople>;

export type KnownPersonRow = {
  email: string;
  name: string | null;
  recordId: string | null;
  entity: 'contact' | 'lead' | 'customer' | null;
  /** The book the row is about; null for an account's contacts. */
  bookId: string | null;
  book: string | null;
  /** Dotdigital's word; unknown: it hasn't said yet. */
  status: string;
  statusWord: string;
  /** We put the person into the book, or matched them to a member; null where there is no book. */
  ours: boolean | null;
  sentAt: string | null;
};

/** By a part of its meaning: whether we put someone into a book. */
export const whoseLabels = { ours: 'put there by us', strangers: 'somebody else’s' } as const;
