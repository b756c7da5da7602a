import type { DataFieldType } from './data-field-types';

type Source = { name: string; type: string; writable: boolean };

/** Types that come back from a data field as they went out, by what they were put into; unlisted: something would be lost. */
const lossless: Record<string, readonly DataFieldType[]> = {
  text: ['String'],
  phone: ['String'],
  choice: ['String'],
  number: ['Numeric'],
  date: ['Date'],
  boolean: ['Boolean'],
  tags: ['Boolean'],
};

/** Why changes at Dotdigital can't come back through a row; null: they can. */
export function whyNotTwoWay(
  row: { sources: readonly string[]; rules: readonly unknown[] },
  type: DataFieldType,
  sourceOf: (name: string) => Source | undefined,
): string | null {
  const [name] = row.sources;
  if (name === undefined) return 'Choose a CRM field first.';
  if (row.sources.length > 1) return 'Several fields were joined, and can’t be told apart again.';
  const source = sourceOf(name);
  if (!source) return 'The CRM field is not known.';
  if (source.type === 'email') return 'The address is what a person is recognised by.';
  if (source.name === 'consentState')
    return 'Who may be mailed is told by unsubscribes, never by a data field.';
  if (!lossless[source.type]?.includes(type))
    return 'The value would come back in another form than it went.';
  if (!source.writable && source.type !== 'tags')
    return 'Nothing can be written into this field: the CRM computes it, or it was put away.';
  if (row.rules.length > 0) return 'Value rules change what is sent, so it can’t come back as it was.';
  return null;
}
