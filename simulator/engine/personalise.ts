import type { Contact } from './contacts';
import { listDataFields, type FieldMap } from './data-fields';
import type { World } from './world';

/** Puts a person's values for `@FIRSTNAME@` and the like; a field without a value gives its default, else nothing. */
export function personalise(
  world: World,
  text: string,
  contact: Pick<Contact, 'account' | 'email' | 'data'>,
): string {
  const data = JSON.parse(contact.data) as FieldMap;
  const fields = new Map(
    listDataFields(world, contact.account).map((field) => [field.name.toUpperCase(), field]),
  );
  return text.replace(/@([A-Z0-9_-]{1,20})@/gi, (mark, name: string) => {
    const word = name.toUpperCase();
    if (word === 'EMAIL') return contact.email;
    const field = fields.get(word);
    return field ? String(data[field.name] ?? field.defaultValue ?? '') : mark;
  });
}
