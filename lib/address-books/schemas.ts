import { z } from 'zod';
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

export type AddressBookRow = AddressBookOption & {
  dotdigitalId: number;
  seenAt: string;
  /** Dotdigital no longer lists it. */
  goneAt: string | null;
  /** Without an id: one that the person who asks may not see. */
  connectedList: { id: string | null; name: string } | null;
};
