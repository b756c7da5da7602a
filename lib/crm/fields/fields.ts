import type { CrmEntity } from './entity';
import { type VirtualField, virtualFieldList } from './virtual-fields';

export type RecordFieldType =
  | 'text'
  | 'email'
  | 'phone'
  | 'number'
  | 'date'
  | 'datetime'
  | 'boolean'
  | 'choice'
  | 'owner'
  | 'tags';

export type RecordFieldGroup =
  | 'Person'
  | 'Contact'
  | 'Address'
  | 'Company'
  | 'Record'
  | VirtualField['group']
  | 'Custom fields';

export type RecordField = {
  /** Name in filters, columns, mappings, files and the REST API: firstName, lifetimeValue, custom.size. */
  name: string;
  label: string;
  type: RecordFieldType;
  /** Where it is kept: crm_records, crm_records.custom, record_stats (computed), record_tags. */
  source: 'column' | 'custom' | 'stats' | 'tags';
  /** Column of crm_records or of record_stats, or the key in crm_records.custom. */
  column: string;
  group: RecordFieldGroup;
  /** Text from a form or a file goes into it by convertValues. */
  writable: boolean;
  /** Characters that a form or a file may give. */
  maxLength: number;
  /** A property of the record that convertValues makes of the value, and its column: the form it is matched or dialled by. */
  derived?: { readonly name: string; readonly column: string };
  /** What a computed field means, in plain words. */
  definition?: string;
  /** Of an amount of money: the field that names its currency, without which it says nothing. */
  currencyField?: string;
  /** Of a sum: the field that names what it leaves out. */
  leftOutField?: string;
  choices?: readonly { value: string; label: string; archived?: boolean }[];
  /** A custom field that an admin put away: values stay, nothing new is offered. */
  archived?: boolean;
};

const field = <const Name extends string, const Extra extends Partial<RecordField> = object>(
  group: RecordField['group'],
  name: Name,
  label: string,
  column: string,
  type: RecordFieldType = 'text',
  extra?: Extra,
) => ({
  label,
  column,
  type,
  group,
  source: 'column' as const,
  writable: true,
  maxLength: 255,
  ...(extra as Extra),
  name,
});

const consentChoices = [
  { value: 'unknown', label: 'Not recorded' },
  { value: 'given', label: 'Given' },
  { value: 'withdrawn', label: 'Withdrawn' },
] as const;

/**
 * A record's own fields that text goes into, the same for every entity. A new one is a line here, beside its column in Prisma's
 * schema and a migration: forms, REST, files, grids, filters, merging and undoing go by this list (decision 25).
 */
export const textFields = [
  field('Person', 'firstName', 'First name', 'first_name'),
  field('Person', 'lastName', 'Last name', 'last_name'),
  field('Contact', 'email', 'E-mail', 'email', 'email', {
    maxLength: 254,
    derived: { name: 'emailKey', column: 'email_key' },
  }),
  field('Contact', 'phone', 'Phone', 'phone', 'phone', {
    maxLength: 100,
    derived: { name: 'phoneE164', column: 'phone_e164' },
  }),
  field('Contact', 'mobile', 'Mobile', 'mobile', 'phone', {
    maxLength: 100,
    derived: { name: 'mobileE164', column: 'mobile_e164' },
  }),
  field('Company', 'company', 'Company', 'company'),
  field('Company', 'jobTitle', 'Job title', 'job_title'),
  field('Company', 'website', 'Website', 'website', 'text', { maxLength: 2_000 }),
  field('Person', 'birthday', 'Birthday', 'birthday', 'date'),
  // Address books keep birthdays without a year: 03-07 is 7 March.
  field('Person', 'birthdayMonthDay', 'Birthday (month and day)', 'birthday_month_day', 'text', {
    maxLength: 40,
  }),
  field('Person', 'gender', 'Gender', 'gender'),
  field('Address', 'street', 'Street', 'street', 'text', { maxLength: 500 }),
  field('Address', 'city', 'City', 'city'),
  field('Address', 'region', 'Region', 'region'),
  field('Address', 'postalCode', 'Postal code', 'postal_code'),
  field('Address', 'country', 'Country', 'country'),
  field('Person', 'language', 'Language', 'language'),
  field('Record', 'source', 'Source', 'source'),
  field('Record', 'externalId', 'External id', 'external_id'),
] satisfies readonly RecordField[];

type OwnText = (typeof textFields)[number];
export type TextFieldName = OwnText['name'];
export type DerivedName = Extract<OwnText, { derived: object }>['derived']['name'];

/** Something for each of the fields that text goes into, by name. */
export const ofTextFields = <Made>(make: (field: RecordField) => Made): Record<TextFieldName, Made> =>
  Object.fromEntries(textFields.map((one) => [one.name, make(one)])) as Record<TextFieldName, Made>;

/** A record's own fields. The whole catalogue of an entity is readCatalogue. */
export const recordFields: readonly RecordField[] = [
  ...textFields,
  field('Record', 'consentState', 'Marketing consent', 'consent_state', 'choice', {
    choices: consentChoices,
  }),
  field('Record', 'smsConsentState', 'SMS consent', 'sms_consent_state', 'choice', {
    choices: consentChoices,
    writable: false,
  }),
  field('Record', 'pushConsentState', 'Push consent', 'push_consent_state', 'choice', {
    choices: consentChoices,
    writable: false,
  }),
  field('Record', 'createdAt', 'Created', 'created_at', 'datetime', { writable: false }),
  field('Record', 'updatedAt', 'Changed', 'updated_at', 'datetime', { writable: false }),
];

/** Properties that follow another field, by name, with the field: a record's history keeps them for undoing, and tells the field alone. */
export const derivedFields: Readonly<Record<string, string>> = {
  ...Object.fromEntries(
    recordFields.flatMap((one) => (one.derived ? [[one.derived.name, one.name] as const] : [])),
  ),
  consentAt: 'consentState',
  smsConsentAt: 'smsConsentState',
  pushConsentAt: 'pushConsentState',
};

/** Fields that hold a phone number whose dialled form is kept beside it. */
export const dialledFields = recordFields.flatMap(({ name, type, derived }) =>
  type === 'phone' && derived ? [{ name, number: derived.name }] : [],
);

/** What a record has through other tables; set by verbs of its own, never by text. */
export const relatedFields: readonly RecordField[] = [
  field('Record', 'ownerId', 'Owner', 'owner_id', 'owner', { writable: false }),
  field('Record', 'tags', 'Tags', '', 'tags', { writable: false, source: 'tags' }),
];

/** Computed fields of an entity: orders and carts are a customer's, engagement is anyone's. */
export const virtualFields = (entity: CrmEntity): readonly RecordField[] =>
  virtualFieldList
    .filter((one) => one.group === 'Engagement' || entity === 'customer')
    .map(({ group, name, label, column, type, definition, currencyField, leftOutField }) =>
      field(group, name, label, column, type, {
        source: 'stats',
        writable: false,
        definition,
        ...(currencyField ? { currencyField } : {}),
        ...(leftOutField ? { leftOutField } : {}),
      }),
    );

/** These names, with the currency of each amount among them and what it leaves out. */
export const withCurrencies = (catalogue: Iterable<RecordField>, names: readonly string[]): string[] => {
  const beside = new Map(
    [...catalogue].map(({ name, currencyField, leftOutField }) => [
      name,
      [currencyField, leftOutField].filter((one) => one !== undefined),
    ]),
  );
  return [...new Set([...names, ...names.flatMap((name) => beside.get(name) ?? [])])];
};

/** Own, related and computed fields: the part of the catalogue that no admin changes. */
export const fixedFields = (entity: CrmEntity): readonly RecordField[] => [
  ...recordFields,
  ...relatedFields,
  ...virtualFields(entity),
];

const byName = new Map(recordFields.map((each) => [each.name, each]));

/** One of a record's own fields. Where an entity is at hand, ask its catalogue instead (readCatalogue, findField). */
export const findRecordField = (name: string): RecordField | undefined => byName.get(name);

export const findField = (catalogue: readonly RecordField[], name: string): RecordField | undefined =>
  catalogue.find((one) => one.name === name);

export const customName = (key: string): string => `custom.${key}`;

export const entityLabels: Record<CrmEntity, { one: string; many: string; path: string }> = {
  contact: { one: 'Contact', many: 'Contacts', path: '/contacts' },
  lead: { one: 'Lead', many: 'Leads', path: '/leads' },
  customer: { one: 'Customer', many: 'Customers', path: '/customers' },
};
