'use client';

import { type QueryClient, useQuery } from '@tanstack/react-query';
import { useId } from 'react';

import { CountedInput, isTooLong } from '@/components/ui/counted-input';
import { Combobox } from '@/components/ui/combobox';
import { Select } from '@/components/ui/select';
import { maxBookName, type FreeAddressBook } from '@/lib/address-books/schemas';
import type { Channel } from '@/lib/connections/schemas';
import { plural } from '@/lib/format';
import { useViewer } from '@/components/ui/viewer';

import { ask } from '@/components/ui/ask';

type Book = FreeAddressBook;

export type BookChoice = {
  mode: 'new' | 'existing';
  name: string;
  visibility: 'Private' | 'Public';
  addressBookId: string | null;
};

type BookFieldProps = {
  integrationId: string;
  /** Books that were fed by another one are not offered. */
  channel: Channel;
  value: BookChoice;
  onChange: (value: BookChoice) => void;
  /** The book in use now, offered although it isn't free. */
  present?: { id: string; name: string };
  error?: string;
};

const visibilities = [
  { value: 'Private', label: 'Private' },
  { value: 'Public', label: 'Public' },
];

/** One field with two ways: a new book by its name, or one of the free ones. */
export function BookField({ integrationId, channel, value, onChange, present, error }: BookFieldProps) {
  const id = useId();
  const { locale } = useViewer();
  const query = (search: string) =>
    `/api/connections/books?${new URLSearchParams({ integrationId, search, ...(present ? { includeId: present.id } : {}) })}`;
  const fitting = (all: Book[]): Book[] =>
    all.filter((book) => book.channel === null || book.channel === channel);
  const { data } = useQuery({
    queryKey: ['free-books', integrationId, present?.id ?? ''],
    queryFn: ({ signal }) => ask<Book[]>(query(''), signal),
    enabled: integrationId !== '',
  });
  const books = data && fitting(data);
  const toOption = (book: Book) => ({
    value: book.id,
    label: book.name,
    hint: plural(book.contactCount, 'contact', 'contacts', locale),
  });
  const free = books?.filter((book) => book.id !== present?.id).length ?? 0;
  const isNew = value.mode === 'new';
  return (
    <div className="min-w-0">
      <label htmlFor={id} className="mb-[5px] block text-md font-medium">
        Address book
      </label>
      {isNew ? (
        <CountedInput
          id={id}
          value={value.name}
          max={maxBookName}
          placeholder="Name of the new book"
          aria-invalid={error ? true : undefined}
          aria-describedby={[error && `${id}-error`, `${id}-hint`].filter(Boolean).join(' ')}
          onChange={(event) => onChange({ ...value, name: event.target.value })}
        />
      ) : (
        <Combobox
          id={id}
          value={value.addressBookId}
          onChange={(addressBookId) => onChange({ ...value, addressBookId })}
          options={[
            ...(books ?? []).map(toOption),
            ...(present && !books ? [{ value: present.id, label: present.name }] : []),
          ]}
          load={async (search) => fitting(await ask<Book[]>(query(search))).map(toOption)}
          placeholder="Choose a book"
          searchPlaceholder="Search address books"
          emptyText="No free book has this name"
          aria-invalid={error ? true : undefined}
          aria-describedby={error ? `${id}-error` : undefined}
        />
      )}
      <p id={`${id}-error`} role="status" className="mt-1 text-sm text-bad empty:hidden">
        {error}
      </p>
      <p id={`${id}-hint`} className="mt-1 text-sm text-ink-3">
        {isNew ? (
          free > 0 || present ? (
            <button
              type="button"
              className="prose-link"
              onClick={() => onChange({ ...value, mode: 'existing' })}
            >
              {free > 0
                ? `Or choose one of ${plural(free, 'free book', 'free books', locale)}`
                : 'Or keep the present book'}
            </button>
          ) : (
            'A new book is made at Dotdigital with Connect.'
          )
        ) : (
          <button type="button" className="prose-link" onClick={() => onChange({ ...value, mode: 'new' })}>
            Or make a new book
          </button>
        )}
      </p>
    </div>
  );
}

/** Asked for a new book only. */
export function VisibilityField({
  value,
  onChange,
}: {
  value: 'Private' | 'Public';
  onChange: (value: 'Private' | 'Public') => void;
}) {
  const id = useId();
  return (
    <div>
      <label htmlFor={id} className="mb-[5px] block text-md font-medium">
        Visibility
      </label>
      <Select
        id={id}
        value={value}
        options={visibilities}
        aria-describedby={`${id}-hint`}
        onChange={(event) => onChange(event.target.value === 'Public' ? 'Public' : 'Private')}
      />
      <p id={`${id}-hint`} className="mt-1 text-sm text-ink-3">
        {value === 'Public'
          ? 'People see this book in Dotdigital’s preference centre and may join or leave it there.'
          : 'People don’t see this book in Dotdigital’s preference centre.'}
      </p>
    </div>
  );
}

export const bookInput = (choice: BookChoice) =>
  choice.mode === 'new'
    ? { addressBookId: null, newBook: { name: choice.name.trim(), visibility: choice.visibility } }
    : { addressBookId: choice.addressBookId, newBook: null };

/** As the field names it, of what it has read. */
export const nameOfBook = (client: QueryClient, integrationId: string, choice: BookChoice): string =>
  choice.mode === 'new'
    ? choice.name.trim()
    : (client
        .getQueryData<Book[]>(['free-books', integrationId, ''])
        ?.find(({ id }) => id === choice.addressBookId)?.name ?? 'the chosen book');

/** What keeps a book from being taken, in words for beside the button. */
export function bookMissing(choice: BookChoice): string | null {
  if (choice.mode === 'existing') return choice.addressBookId === null ? 'Choose a book first.' : null;
  if (choice.name.trim() === '') return 'Name the new book first.';
  return isTooLong(choice.name, maxBookName) ? 'The name of the book is too long.' : null;
}
