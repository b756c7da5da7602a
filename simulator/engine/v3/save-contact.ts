import { binContact, type Contact } from '../contacts';
import { getPreference } from '../preferences';
import type { World } from '../world';
import { checkContact, type CheckedContact } from './check-contact';
import type { ContactGiven, MergeOptionV3 } from './contact-given';
import { contactMissing, invalidContacts, v3Failure } from './failure';
import { findByIdentifier, isIdentifier } from './find-by-identifier';
import { applyExtras, insertV3, refuseNew, updateV3 } from './write-contact';

function check(world: World, account: number, given: ContactGiven): CheckedContact {
  const { checked, complaints } = checkContact(world, account, given);
  if (complaints.length > 0)
    throw invalidContacts(complaints.map(({ item, description }) => ({ item, description })));
  for (const { id } of given.preferences ?? []) getPreference(world, account, id);
  return checked;
}

export function getV3(
  world: World,
  account: number,
  identifier: string,
  value: string,
  service = 'contacts',
): Contact {
  if (!isIdentifier(identifier))
    throw v3Failure(
      400,
      `${service}:invalidId`,
      `The identifier '${identifier}' does not exist in the account`,
    );
  if (identifier === 'contactId' && !/^\d{1,15}$/.test(value))
    throw v3Failure(
      400,
      `${service}:invalidId`,
      `The id value '${value}' is invalid for the identifier 'contactId'`,
    );
  const contact = findByIdentifier(world, account, identifier, value);
  if (!contact || contact.binned === 1) throw contactMissing(identifier, value, service);
  return contact;
}

export function createV3(world: World, account: number, given: ContactGiven): Contact {
  const checked = check(world, account, given);
  if (checked.email === undefined && checked.mobile === undefined)
    throw invalidContacts([{ item: 'identifiers', description: 'An email or a mobile number is needed' }]);
  refuseTaken(world, account, checked, undefined);
  return insert(world, account, checked);
}

export function replaceV3(
  world: World,
  account: number,
  identifier: string,
  value: string,
  given: ContactGiven,
): Contact {
  const known = getV3(world, account, identifier, value);
  const checked = check(world, account, given);
  refuseTaken(world, account, checked, known.id);
  return applyExtras(
    world,
    updateV3(world, known, checked, { mergeOption: 'overwrite', replace: true }),
    checked,
  );
}

export function patchV3(
  world: World,
  account: number,
  identifier: string,
  value: string,
  given: ContactGiven,
  mergeOption: MergeOptionV3,
): { contact: Contact; created: boolean } {
  if (!isIdentifier(identifier))
    throw v3Failure(
      400,
      'contacts:invalidId',
      `The identifier '${identifier}' does not exist in the account`,
    );
  const known = findByIdentifier(world, account, identifier, value);
  const identifiers = known ? given.identifiers : { [identifier]: value, ...given.identifiers };
  const checked = check(world, account, { ...given, ...(identifiers ? { identifiers } : {}) });
  refuseTaken(world, account, checked, known?.id);
  if (known)
    return {
      contact: applyExtras(world, updateV3(world, known, checked, { mergeOption }), checked),
      created: false,
    };
  if (checked.email === undefined && checked.mobile === undefined)
    throw invalidContacts([
      { item: identifier, description: 'A new contact needs an email or a mobile number' },
    ]);
  return { contact: insert(world, account, checked), created: true };
}

export function deleteV3(world: World, account: number, identifier: string, value: string): number {
  const contact = getV3(world, account, identifier, value);
  binContact(world, contact);
  return contact.id;
}

function insert(world: World, account: number, checked: CheckedContact): Contact {
  const complaint = refuseNew(world, account, checked.email);
  if (complaint) throw invalidContacts([{ item: complaint.item, description: complaint.description }]);
  return applyExtras(world, insertV3(world, account, checked), checked);
}

/** Somebody in the recycle bin does not hold their address against a new contact: they come back. */
function refuseTaken(
  world: World,
  account: number,
  { email, mobile }: CheckedContact,
  self: number | undefined,
): void {
  for (const [identifier, value] of [
    ['email', email],
    ['mobileNumber', mobile],
  ] as const) {
    const other = value === undefined ? undefined : findByIdentifier(world, account, identifier, value);
    if (other && other.id !== self)
      throw v3Failure(
        409,
        'contacts:idAlreadyExists',
        `The id value '${value ?? ''}' for the identifier '${identifier}' already exists. All identifiers must be unique!`,
      );
  }
}
