import { z } from 'zod';
import { emailTypes, optInTypes, type Contact } from '../../engine/contacts';
import type { SuppressionRow } from '../../engine/contact-pages';
import { listDataFields, type DataField, type FieldMap } from '../../engine/data-fields';
import { writeDate } from '../../engine/dates';
import type { Suppression } from '../../engine/suppression';
import { dated } from '../../http/row-time';
import type { World } from '../../engine/world';
import { wordOf } from '../../engine/words';

export const contactSchema = z.object({
  id: z.number().nullish(),
  email: z.string(),
  optInType: wordOf(optInTypes).nullish(),
  emailType: wordOf(emailTypes).nullish(),
  dataFields: z.array(z.object({ key: z.string(), value: z.unknown().optional() })).nullish(),
  status: z.unknown().optional(),
});

/** Reads of one contact and lists `withFullData` name every field of the account, unset ones as null; others none. */
export function writeContact(world: World, contact: Contact, full: boolean): Record<string, unknown> {
  return writeOne(contact, full ? listDataFields(world, contact.account) : undefined);
}

/** When a contact came into a list, which a row of it does not tell. */
const arrivalOf = ({ added, created }: Contact): number => added ?? created;

export function writeContacts(
  world: World,
  contacts: Contact[],
  full: boolean,
  timeOf: (contact: Contact) => number = arrivalOf,
): Record<string, unknown>[] {
  const fields = full && contacts[0] ? listDataFields(world, contacts[0].account) : undefined;
  return contacts.map((contact) => dated(writeOne(contact, fields), timeOf(contact)));
}

function writeOne(contact: Contact, fields: DataField[] | undefined): Record<string, unknown> {
  return {
    id: contact.id,
    email: contact.email,
    optInType: contact.optIn,
    emailType: contact.emailType,
    dataFields: fields ? writeFields(contact, fields) : null,
    status: contact.binned === 1 ? 'Deleted' : contact.status,
  };
}

function writeFields(contact: Contact, fields: DataField[]): { key: string; value: unknown }[] {
  const data = JSON.parse(contact.data) as FieldMap;
  return fields.map(({ name }) => ({ key: name, value: data[name] ?? null }));
}

export function writeSuppression(
  world: World,
  { contact, removed, reason }: Suppression,
): Record<string, unknown> {
  return { suppressedContact: writeContact(world, contact, false), dateRemoved: writeDate(removed), reason };
}

export function writeSuppressions(world: World, rows: SuppressionRow[]): Record<string, unknown>[] {
  return rows.map((row) =>
    writeSuppression(world, { contact: row, removed: row.removedHere, reason: row.reason }),
  );
}
