import {
  binContact,
  contactStatuses,
  emailTypes,
  isSuppressed,
  updateContact,
  type Contact,
} from '../../engine/contacts';
import { listDataFields, type FieldMap } from '../../engine/data-fields';
import { notFound, refuse } from '../../engine/failure';
import { listBooksOf } from '../../engine/members';
import { resubscribe, suppressContact } from '../../engine/suppression';
import { readId } from '../read-id';
import { listMailOf, nameOf } from '../read/contacts';
import type { Screen, ScreenCall } from '../screen';
import { choicesOf, SelectField, TextField } from '../ui/fields';
import { Card, Chip, Facts, Moment, Press } from '../ui/parts';
import { Table } from '../ui/table';
import { count, moment, spaced } from '../words';

/** Whoever is in the recycle bin can be looked at too. */
function personOf(call: ScreenCall): Contact {
  const contact = call.world.store.row<Contact>(
    'SELECT * FROM contacts WHERE id = ? AND account = ?',
    readId(call),
    call.account.id,
  );
  if (!contact) throw notFound('ERROR_CONTACT_NOT_FOUND');
  return contact;
}

const reasons = contactStatuses.filter((status) => isSuppressed(status) && status !== 'Deleted');

export const personScreen: Screen = {
  path: '/people/:id',
  view(call) {
    const { world, account, form } = call;
    const contact = personOf(call);
    const now = world.clock.now();
    const data = JSON.parse(contact.data) as FieldMap;
    const path = `/people/${contact.id}`;
    const suppressed = isSuppressed(contact.status);
    const fields = listDataFields(world, account.id).filter(({ name }) => name !== 'LASTSUBSCRIBED');
    return {
      title: contact.email,
      section: '/people',
      trail: [{ name: 'Contacts', to: '/people' }],
      lead:
        [
          nameOf(contact),
          contact.binned === 1
            ? 'in the recycle bin'
            : suppressed
              ? `${spaced(contact.status)} since ${moment(contact.removed ?? contact.modified)} UTC`
              : spaced(contact.status),
        ]
          .filter(Boolean)
          .join(', ') + '.',
      actions: (
        <>
          {(suppressed || contact.binned === 1) && (
            <Press action={`${path}/do`} values={{ do: 'resubscribe' }} name="Resubscribe" kind="primary" />
          )}
          {!suppressed && contact.binned === 0 && (
            <Press action={`${path}/do`} values={{ do: 'unsubscribe' }} name="Unsubscribe" />
          )}
          {!suppressed && contact.binned === 0 && (
            <Press action={`${path}/do`} values={{ do: 'suppress' }} name="Suppress" />
          )}
          {contact.binned === 0 && (
            <Press action={`${path}/do`} values={{ do: 'delete' }} name="Delete" kind="danger" />
          )}
        </>
      ),
      body: (
        <>
          <div className="columns">
            <Card title="Contact">
              <Facts
                facts={[
                  ['Status', <Chip key="status" word={contact.binned === 1 ? 'Deleted' : contact.status} />],
                  ['Opt-in type', contact.optIn],
                  ['Email type', contact.emailType],
                  ['Id', <code key="id">{contact.id}</code>],
                  ['Made', <Moment key="made" at={contact.created} now={now} />],
                  ['Changed', <Moment key="changed" at={contact.modified} now={now} />],
                  ['Soft bounces', count(contact.softBounces)],
                  [
                    'Address books',
                    listBooksOf(world, contact, { select: 100, skip: 0 })
                      .map(({ name }) => name)
                      .join(', ') || 'none',
                  ],
                ]}
              />
              {!suppressed && contact.binned === 0 && (
                <form method="post" action={`${path}/do`} className="form row">
                  <input type="hidden" name="do" value="status" />
                  <SelectField
                    label="Becomes"
                    name="status"
                    choices={reasons.map((reason) => ({ value: reason, name: spaced(reason) }))}
                    value="HardBounced"
                  />
                  <button>Change status</button>
                </form>
              )}
            </Card>
            <Card title="Data fields">
              <form method="post" className="form">
                <TextField label="Email" name="email" value={form.find('email') ?? contact.email} />
                {fields.map(({ name, type }) => (
                  <TextField
                    key={name}
                    label={name}
                    name={`field.${name}`}
                    value={form.find(`field.${name}`) ?? String(data[name] ?? '')}
                    {...(type === 'String' ? {} : { hint: type })}
                  />
                ))}
                <SelectField
                  label="Email type"
                  name="emailType"
                  value={form.find('emailType') ?? contact.emailType}
                  choices={choicesOf(emailTypes)}
                />
                {suppressed ? (
                  <p className="hint">A suppressed contact cannot be changed.</p>
                ) : (
                  <p className="buttons">
                    <button className="primary">Save</button>
                  </p>
                )}
              </form>
            </Card>
          </div>
          <Table
            caption="Campaigns"
            live="mail"
            rows={listMailOf(world, contact.id)}
            keyOf={({ campaign }) => campaign}
            empty="No campaign was sent to this contact."
            columns={[
              {
                head: 'Campaign',
                first: true,
                cell: ({ campaign, name }) => (
                  <a href={`/campaigns/${campaign}/people/${contact.id}`}>{name}</a>
                ),
              },
              { head: 'Sent', cell: ({ sent }) => <Moment at={sent} now={now} /> },
              { head: 'Opens', number: true, cell: ({ opens }) => count(opens) },
              { head: 'Clicks', number: true, cell: ({ clicks }) => count(clicks) },
            ]}
          />
        </>
      ),
    };
  },
  act(call) {
    const { world, account, form } = call;
    const contact = personOf(call);
    const fields = listDataFields(world, account.id).filter(({ name }) => form.has(`field.${name}`));
    updateContact(world, account.id, contact.id, {
      email: form.text('email'),
      emailType: form.choice('emailType', emailTypes, contact.emailType),
      dataFields: fields.map(({ name }) => ({
        key: name,
        value: form.text(`field.${name}`) === '' ? null : form.text(`field.${name}`),
      })),
    });
    return { to: `/people/${contact.id}`, notice: 'Saved.' };
  },
};

export const personDeedScreen: Screen = {
  path: '/people/:id/do',
  view: personScreen.view,
  act(call) {
    const { world, account, form } = call;
    const contact = personOf(call);
    const done = (notice: string) => ({ to: `/people/${contact.id}`, notice });
    switch (form.text('do')) {
      case 'unsubscribe':
        suppressContact(world, contact, 'Unsubscribed');
        return done('Unsubscribed, and off all address books.');
      case 'suppress':
        suppressContact(world, contact, 'Suppressed');
        return done('Suppressed, and off all address books.');
      case 'status':
        suppressContact(world, contact, form.choice('status', reasons, 'Suppressed'));
        return done('The status is changed.');
      case 'delete':
        binContact(world, contact);
        return done('In the recycle bin, and off all address books.');
      case 'resubscribe': {
        const { status } = resubscribe(world, account.id, {
          contact: { email: contact.email },
          challenge: false,
        });
        if (status === 'ContactCannotBeUnsuppressed')
          throw refuse(
            'CANNOT_COME_BACK',
            `Whoever is ${spaced(contact.status).toLowerCase()} cannot be resubscribed.`,
          );
        return done('Subscribed again; the former address books stay without this contact.');
      }
      default:
        throw refuse('UNKNOWN_DEED', 'Nothing is known by that name.');
    }
  },
};
