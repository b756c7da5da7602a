import { type RecordField, type RecordFieldGroup, type TextFieldName, textFields } from '@/lib/crm/schemas';

type Part = { first: readonly TextFieldName[]; groups: readonly RecordFieldGroup[] };

/** The parts of a record's form, from above: what stands first in each, and the groups whose further fields come behind. */
const layout: readonly Part[] = [
  {
    first: ['firstName', 'lastName', 'email', 'externalId', 'phone', 'mobile'],
    groups: ['Contact'],
  },
  { first: ['company', 'jobTitle', 'website', 'source'], groups: ['Company', 'Record'] },
  { first: ['street', 'postalCode', 'city', 'region', 'country', 'language'], groups: ['Address'] },
  { first: ['birthday', 'gender'], groups: ['Person'] },
];

const named = new Set<string>(layout.flatMap(({ first }) => first));
const own: readonly RecordField[] = textFields;

/** Every own field that text goes into, once. */
export const formParts: readonly (readonly RecordField[])[] = layout.map(({ first, groups }) => [
  ...first.flatMap((name) => own.filter((field) => field.name === name)),
  ...own.filter((field) => !named.has(field.name) && groups.includes(field.group)),
]);
