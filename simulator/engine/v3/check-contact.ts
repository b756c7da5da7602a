import { findBook } from '../books';
import { isEmail, normaliseEmail } from '../contacts';
import { findDataField, readFieldValue, type FieldMap } from '../data-fields';
import type { World } from '../world';
import type { ContactGiven } from './contact-given';
import { isIdentifier, isMobile, readMobile } from './find-by-identifier';

export interface Complaint {
  code: string;
  item: string;
  description: string;
}

/** What is asked of a contact, read and checked, before anybody is looked up. */
export interface CheckedContact {
  email: string | undefined;
  mobile: string | undefined;
  contactId: string | undefined;
  fields: FieldMap;
  given: ContactGiven;
}

export function checkContact(
  world: World,
  account: number,
  given: ContactGiven,
): { checked: CheckedContact; complaints: Complaint[] } {
  const complaints: Complaint[] = [];
  const identifiers = given.identifiers ?? {};
  for (const name of Object.keys(identifiers))
    if (!isIdentifier(name))
      complaints.push({
        code: 'InvalidMatchIdentifier',
        item: name,
        description: `The identifier '${name}' does not exist in the account`,
      });
  const email = identifiers.email ? normaliseEmail(identifiers.email) : undefined;
  if (email !== undefined && !isEmail(email))
    complaints.push({ code: 'InvalidEmail', item: 'email', description: "Invalid value for 'email'" });
  const mobile = identifiers.mobileNumber ?? undefined;
  if (mobile !== undefined && !isMobile(mobile))
    complaints.push({
      code: 'InvalidPhoneNumber',
      item: 'mobileNumber',
      description: "Invalid value for 'mobileNumber'",
    });
  for (const list of given.lists ?? []) {
    const book = findBook(world, account, list);
    if (book?.kind !== 'book')
      complaints.push({
        code: 'InvalidAddressBookIds',
        item: String(list),
        description: `The list '${list}' does not exist`,
      });
  }
  const fields = readFields(world, account, given.dataFields ?? {}, complaints);
  return {
    checked: {
      email,
      mobile: mobile === undefined ? undefined : readMobile(mobile),
      contactId: identifiers.contactId ?? undefined,
      fields,
      given,
    },
    complaints,
  };
}

function readFields(
  world: World,
  account: number,
  given: NonNullable<ContactGiven['dataFields']>,
  complaints: Complaint[],
): FieldMap {
  const fields: FieldMap = {};
  for (const [name, value] of Object.entries(given)) {
    const field = findDataField(world, account, name);
    const read = field && readFieldValue(world, field.type, value);
    if (!field || !read)
      complaints.push({
        code: 'InvalidContact',
        item: name,
        description: `The data field '${name}' does not exist`,
      });
    else if (!read.ok)
      complaints.push({ code: 'InvalidContact', item: name, description: `Invalid value for '${name}'` });
    else if (field.name !== 'LASTSUBSCRIBED') fields[field.name] = read.value;
  }
  return fields;
}
