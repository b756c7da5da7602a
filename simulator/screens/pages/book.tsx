import {
  deleteBook,
  getBook,
  getWritableBook,
  setBookWritable,
  updateBook,
  withCount,
  type Book,
} from '../../engine/books';
import { binContact, getContact, type Contact } from '../../engine/contacts';
import { removeMember, saveInBook } from '../../engine/members';
import { suppressContact, unsubscribeFromBook } from '../../engine/suppression';
import { leftTheBook, nameOf, searchBook } from '../read/contacts';
import { readId } from '../read-id';
import type { Done, Page, Screen, ScreenCall } from '../screen';
import { Chip, Press } from '../ui/parts';
import { choicesOf, SelectField, TextField } from '../ui/fields';
import { Pager, readPage, Table } from '../ui/table';
import { count, many } from '../words';
import { refuse } from '../../engine/failure';
import { visibilities } from './books';

const bookOf = (call: ScreenCall): Book =>
  withCount(call.world, getBook(call.world, call.account.id, readId(call)));

function viewBook(call: ScreenCall): Page {
  const { world, query, form } = call;
  const book = bookOf(call);
  const path = `/books/${book.id}`;
  const search = { text: query.get('q') ?? '', status: query.get('status') ?? '', ...readPage(query) };
  const { rows, total } = searchBook(world, book, search);
  const ownBook = book.kind === 'book' || book.kind === 'test';
  return {
    title: book.name,
    section: '/books',
    trail: [{ name: 'Address books', to: '/books' }],
    lead: (
      <>
        {many(book.contacts, 'contact')} in this address book, {book.visibility.toLowerCase()}, id{' '}
        <code>{book.id}</code>.
        {book.kind === 'book' && book.writable === 0 && ' The API may not write to it.'}
      </>
    ),
    actions: book.kind === 'book' && (
      <a className="button" href={`${path}/edit`}>
        Edit
      </a>
    ),
    body: (
      <>
        {ownBook && (
          <form method="post" action={`${path}/add`} className="card form row">
            <TextField label="Email" name="email" value={form.find('email')} required maxLength={256} />
            <TextField label="First name" name="firstName" value={form.find('firstName')} maxLength={1000} />
            <TextField label="Last name" name="lastName" value={form.find('lastName')} maxLength={1000} />
            <button className="primary">Add Contact</button>
          </form>
        )}
        <form className="card form row" role="search" action={path}>
          <TextField
            label="Search"
            name="q"
            type="search"
            value={search.text}
            placeholder={`Search ${count(book.contacts)} contacts`}
          />
          {ownBook && (
            <SelectField
              label="Status"
              name="status"
              value={search.status}
              submits
              choices={[
                { value: '', name: 'In the book' },
                ...choicesOf(['Subscribed', 'PendingOptIn', 'SoftBounced']),
                { value: leftTheBook, name: 'Unsubscribed from this book' },
              ]}
            />
          )}
          <button data-stays>Search</button>
        </form>
        <form method="post" action={`${path}/contacts`} className="sheet">
          {rows.length > 0 && search.status !== leftTheBook && (
            <div className="bar">
              <label className="all" hidden>
                <input type="checkbox" data-ticks-all /> All on this page
              </label>
              <span className="hint">With the ticked ones:</span>
              <button name="do" value="unsubscribe" className="small">
                Unsubscribe
              </button>
              {ownBook && (
                <button name="do" value="leave" className="small">
                  Unsubscribe from this book
                </button>
              )}
              <button name="do" value="suppress" className="small">
                Suppress
              </button>
              <button name="do" value="remove" className="small">
                {ownBook ? 'Remove' : 'Delete'}
              </button>
            </div>
          )}
          <ContactTable
            rows={rows}
            tickable={search.status !== leftTheBook}
            empty={emptyWords(search.text, search.status)}
          />
          <Pager path={path} query={query} page={search.page} total={total} noun="contact" />
        </form>
      </>
    ),
  };
}

export function ContactTable({
  rows,
  tickable,
  empty,
}: {
  rows: Contact[];
  tickable: boolean;
  empty: string;
}) {
  return (
    <Table
      caption="Contacts"
      live="contacts"
      rows={rows}
      keyOf={({ id }) => id}
      empty={empty}
      columns={[
        ...(tickable
          ? [
              {
                head: 'Ticked',
                cell: ({ id, email }: Contact) => (
                  <input type="checkbox" name="contact" value={id} aria-label={email} />
                ),
              },
            ]
          : []),
        { head: 'Email', first: true, cell: ({ id, email }) => <a href={`/people/${id}`}>{email}</a> },
        { head: 'Name', cell: (contact) => nameOf(contact) },
        { head: 'Status', cell: ({ status, binned }) => <Chip word={binned === 1 ? 'Deleted' : status} /> },
        { head: 'Opt-in', cell: ({ optIn }) => optIn },
        { head: 'Email type', cell: ({ emailType }) => emailType },
        { head: 'Id', number: true, cell: ({ id }) => <code>{id}</code> },
      ]}
    />
  );
}

function emptyWords(text: string, status: string): string {
  if (text !== '' || status !== '') return 'Nobody fits this search.';
  return 'Nobody is in this address book yet. Add a contact above, or connect a list to it.';
}

export const bookScreen: Screen = { path: '/books/:id', view: viewBook };

export const addToBookScreen: Screen = {
  path: '/books/:id/add',
  view: viewBook,
  act(call) {
    const { world, form } = call;
    const book = bookOf(call);
    if (book.kind !== 'test') getWritableBook(world, book.account, book.id);
    const fields = [
      ['FIRSTNAME', form.text('firstName')],
      ['LASTNAME', form.text('lastName')],
    ] as const;
    const contact = saveInBook(world, book, {
      email: form.text('email'),
      dataFields: fields.filter(([, value]) => value !== '').map(([key, value]) => ({ key, value })),
    });
    return { to: `/books/${book.id}`, notice: `${contact.email} is in ${book.name}.` };
  },
};

/** What can be done to the ticked contacts, and how it is told afterwards. */
const deeds: Record<string, { said: string; run(call: ScreenCall, book: Book, contact: Contact): void }> = {
  unsubscribe: {
    said: 'unsubscribed from the account',
    run: ({ world }, _, contact) => void suppressContact(world, contact, 'Unsubscribed'),
  },
  leave: {
    said: 'unsubscribed from this address book',
    run: ({ world }, book, contact) => void unsubscribeFromBook(world, book.account, book.id, contact.email),
  },
  suppress: {
    said: 'suppressed',
    run: ({ world }, _, contact) => void suppressContact(world, contact, 'Suppressed'),
  },
  remove: {
    said: 'removed',
    run({ world }, book, contact) {
      if (book.kind === 'all') binContact(world, contact);
      else removeMember(world, book.id, contact.id);
    },
  },
};

export const bookContactsScreen: Screen = {
  path: '/books/:id/contacts',
  view: viewBook,
  act(call): Done {
    const book = bookOf(call);
    const deed = deeds[call.form.text('do')];
    const ids = call.form.ids('contact');
    if (!deed || ids.length === 0)
      throw refuse(
        'NOBODY_TICKED',
        'Nobody was ticked. Tick the contacts first, then say what to do with them.',
      );
    for (const id of ids) deed.run(call, book, getContact(call.world, book.account, id));
    return { to: `/books/${book.id}`, notice: `${many(ids.length, 'contact')} ${deed.said}.` };
  },
};

export const editBookScreen: Screen = {
  path: '/books/:id/edit',
  view(call) {
    const book = bookOf(call);
    const { form } = call;
    return {
      title: `Edit ${book.name}`,
      section: '/books',
      trail: [
        { name: 'Address books', to: '/books' },
        { name: book.name, to: `/books/${book.id}` },
      ],
      body: (
        <>
          <form method="post" className="card form">
            <TextField
              label="Name"
              name="name"
              value={form.find('name') ?? book.name}
              required
              maxLength={128}
            />
            <SelectField
              label="Visibility"
              name="visibility"
              value={form.find('visibility') ?? book.visibility}
              choices={choicesOf(visibilities)}
            />
            <SelectField
              label="Written to by the API"
              name="writable"
              value={form.find('writable') ?? String(book.writable)}
              choices={[
                { value: '1', name: 'yes' },
                { value: '0', name: 'no' },
              ]}
              hint="With no, every write answers ERROR_ADDRESSBOOK_NOTWRITABLE, as it does for books the service keeps itself."
            />
            <p className="buttons">
              <button className="primary">Save</button>
              <a className="button" href={`/books/${book.id}`}>
                Cancel
              </a>
            </p>
          </form>
          <section className="card" aria-label="Delete">
            <p>
              Deleting this address book lets go of {many(book.contacts, 'contact')}; they stay in the
              account.
            </p>
            <Press action={`/books/${book.id}/delete`} name="Delete Address Book" kind="danger" />
          </section>
        </>
      ),
    };
  },
  act(call) {
    const { world, form } = call;
    const book = bookOf(call);
    if (book.writable === 0) setBookWritable(world, book.account, book.id, true);
    const saved = updateBook(world, book.account, book.id, {
      name: form.text('name'),
      visibility: form.choice('visibility', visibilities, book.visibility),
    });
    setBookWritable(world, book.account, book.id, form.text('writable') !== '0');
    return { to: `/books/${book.id}`, notice: `${saved.name} is saved.` };
  },
};

export const deleteBookScreen: Screen = {
  path: '/books/:id/delete',
  view: editBookScreen.view,
  act(call) {
    const book = bookOf(call);
    deleteBook(call.world, book.account, book.id);
    return { to: '/books', notice: `The address book ${book.name} is gone.` };
  },
};
