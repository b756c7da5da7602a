import { binContact, contactStatuses, getContact, saveContact, type Contact } from '../../engine/contacts';
import { refuse } from '../../engine/failure';
import { suppressContact } from '../../engine/suppression';
import { searchAccount } from '../read/contacts';
import type { Page, Screen, ScreenCall } from '../screen';
import { SelectField, TextField } from '../ui/fields';
import { Pager, readPage } from '../ui/table';
import { count, many, spaced } from '../words';
import { ContactTable } from './book';

function view(call: ScreenCall): Page {
  const { world, account, query, form } = call;
  const search = { text: query.get('q') ?? '', status: query.get('status') ?? '', ...readPage(query) };
  const { rows, total } = searchAccount(world, account.id, search);
  const narrowed = search.text !== '' || search.status !== '';
  return {
    title: 'Contacts',
    section: '/people',
    lead: narrowed
      ? `${many(total, 'contact fits', 'contacts fit')} this search.`
      : `${many(total, 'contact')} in the account, suppressed people included.`,
    body: (
      <>
        <form method="post" action="/people/add" className="card form row">
          <TextField label="Email" name="email" value={form.find('email')} required maxLength={256} />
          <TextField label="First name" name="firstName" value={form.find('firstName')} maxLength={1000} />
          <TextField label="Last name" name="lastName" value={form.find('lastName')} maxLength={1000} />
          <button className="primary">Add Contact</button>
        </form>
        <form className="card form row" role="search" action="/people">
          <TextField
            label="Search"
            name="q"
            type="search"
            value={search.text}
            placeholder="A part of an address or a name"
          />
          <SelectField
            label="Status"
            name="status"
            value={search.status}
            submits
            choices={[
              { value: '', name: 'Any' },
              ...contactStatuses.map((status) => ({ value: status, name: spaced(status) })),
            ]}
          />
          <button data-stays>Search</button>
        </form>
        <form method="post" action="/people/contacts" className="sheet">
          {rows.length > 0 && (
            <div className="bar">
              <label className="all" hidden>
                <input type="checkbox" data-ticks-all /> All on this page
              </label>
              <span className="hint">With the ticked ones:</span>
              <button name="do" value="unsubscribe" className="small">
                Unsubscribe
              </button>
              <button name="do" value="suppress" className="small">
                Suppress
              </button>
              <button name="do" value="delete" className="small">
                Delete
              </button>
            </div>
          )}
          <ContactTable
            rows={rows}
            tickable
            empty={
              narrowed
                ? 'Nobody fits this search.'
                : `The account knows nobody yet. It may hold ${count(account.contactLimit)} contacts.`
            }
          />
          <Pager path="/people" query={query} page={search.page} total={total} noun="contact" />
        </form>
      </>
    ),
  };
}

export const peopleScreen: Screen = { path: '/people', view };

export const addPersonScreen: Screen = {
  path: '/people/add',
  view,
  act({ world, account, form }) {
    const fields = [
      ['FIRSTNAME', form.text('firstName')],
      ['LASTNAME', form.text('lastName')],
    ] as const;
    const contact = saveContact(world, account.id, {
      email: form.text('email'),
      dataFields: fields.filter(([, value]) => value !== '').map(([key, value]) => ({ key, value })),
    });
    return { to: `/people/${contact.id}`, notice: `${contact.email} is in the account.` };
  },
};

const deeds: Record<string, { said: string; run(call: ScreenCall, contact: Contact): void }> = {
  unsubscribe: {
    said: 'unsubscribed',
    run: ({ world }, contact) => void suppressContact(world, contact, 'Unsubscribed'),
  },
  suppress: {
    said: 'suppressed',
    run: ({ world }, contact) => void suppressContact(world, contact, 'Suppressed'),
  },
  delete: { said: 'in the recycle bin', run: ({ world }, contact) => binContact(world, contact) },
};

export const peopleContactsScreen: Screen = {
  path: '/people/contacts',
  view,
  act(call) {
    const deed = deeds[call.form.text('do')];
    const ids = call.form.ids('contact');
    if (!deed || ids.length === 0)
      throw refuse(
        'NOBODY_TICKED',
        'Nobody was ticked. Tick the contacts first, then say what to do with them.',
      );
    for (const id of ids) deed.run(call, getContact(call.world, call.account.id, id));
    return { to: '/people', notice: `${many(ids.length, 'contact')} ${deed.said}.` };
  },
};
