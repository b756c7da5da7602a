import { createBook, type Book } from '../../engine/books';
import { allBooks } from '../read/books';
import type { Screen } from '../screen';
import { Chip } from '../ui/parts';
import { choicesOf, SelectField, TextField } from '../ui/fields';
import { Table } from '../ui/table';
import { count, many } from '../words';

export const visibilities = ['Private', 'Public'] as const;

const kinds: Record<Book['kind'], string> = {
  all: 'everyone who is subscribed',
  test: 'for test sends',
  book: '',
  segment: 'segment',
};

export const booksScreen: Screen = {
  path: '/books',
  view({ world, account }) {
    const books = allBooks(world, account.id);
    const own = books.filter(({ kind }) => kind === 'book');
    return {
      title: 'Address books',
      section: '/books',
      lead:
        own.length === 0
          ? 'There is no address book yet besides the two that every account has.'
          : `${many(own.length, 'address book')} besides the two that every account has.`,
      actions: (
        <a className="button primary" href="/books/new">
          New Address Book
        </a>
      ),
      body: (
        <Table
          caption="Address books"
          live="books"
          rows={books}
          keyOf={({ id }) => id}
          empty="No address books."
          columns={[
            {
              head: 'Name',
              first: true,
              cell: ({ id, name, kind }) => (
                <>
                  <a href={`/books/${id}`}>{name}</a>
                  {kinds[kind] !== '' && <small>{kinds[kind]}</small>}
                </>
              ),
            },
            { head: 'Contacts', number: true, cell: ({ contacts }) => count(contacts) },
            { head: 'Visibility', cell: ({ visibility }) => visibility },
            {
              head: 'Written to by the API',
              cell: ({ kind, writable }) =>
                kind === 'book' && writable === 1 ? 'yes' : <Chip word="no" tone="quiet" />,
            },
            { head: 'Id', number: true, cell: ({ id }) => <code>{id}</code> },
          ]}
        />
      ),
    };
  },
};

export const newBookScreen: Screen = {
  path: '/books/new',
  view: ({ form }) => ({
    title: 'New Address Book',
    section: '/books',
    trail: [{ name: 'Address books', to: '/books' }],
    body: (
      <form method="post" className="card form">
        <TextField label="Name" name="name" value={form.find('name')} required maxLength={128} />
        <SelectField
          label="Visibility"
          name="visibility"
          value={form.find('visibility')}
          choices={choicesOf(visibilities)}
          hint="A public address book can be shown on sign-up pages. It makes no difference here."
        />
        <p className="buttons">
          <button className="primary">Save</button>
          <a className="button" href="/books">
            Cancel
          </a>
        </p>
      </form>
    ),
  }),
  act({ world, account, form }) {
    const book = createBook(world, account.id, {
      name: form.text('name'),
      visibility: form.choice('visibility', visibilities, 'Private'),
    });
    return { to: `/books/${book.id}`, notice: `The address book ${book.name} is there.` };
  },
};
