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
  /** What a computed field means, in plain words. */
  definition?: string;
  choices?: readonly { value: string; label: string; archived?: boolean }[];
  /** A custom field that an admin put away: values stay, nothing new is offered. */
  archived?: boolean;
};

const field = (
  group: RecordField['group'],
  name: string,
  label: string,
  column: string,
  type: RecordFieldType = 'text',
  extra: Partial<RecordField> = {},
): RecordField => ({
  name,
  label,
  column,
  type,
  group,
  source: 'column',
  writable: true,
  maxLength: 255,
  ...extra,
});

const consentChoices = [
  { value: 'unknown', label: 'Not recorded' },
  { value: 'given', label: 'Given' },
  { value: 'withdrawn', label: 'Withdrawn' },
] as const;

/** A record's own fields, the same for every entity. The whole catalogue of an entity is readCatalogue. */
export const recordFields: readonly RecordField[] = [
  field('Person', 'firstName', 'First name', 'first_name'),
  field('Person', 'lastName', 'Last name', 'last_name'),
  field('Contact', 'email', 'E-mail', 'email', 'email', { maxLength: 254 }),
  field('Contact', 'phone', 'Phone', 'phone', 'phone', { maxLength: 100 }),
  field('Contact', 'mobile', 'Mobile', 'mobile', 'phone', { maxLength: 100 }),
  field('Company', 'company', 'Company', 'company'),
  field('Company', 'jobTitle', 'Job title', 'job_title'),
  field('Company', 'website', 'Website', 'website', 'text', { maxLength: 2_000 }),
  field('Person', 'birthday', 'Birthday', 'birthday', 'date'),
  field('Person', 'gender', 'Gender', 'gender'),
  field('Address', 'street', 'Street', 'street', 'text', { maxLength: 500 }),
  field('Address', 'city', 'City', 'city'),
  field('Address', 'region', 'Region', 'region'),
  field('Address', 'postalCode', 'Postal code', 'postal_code'),
  field('Address', 'country', 'Country', 'country'),
  field('Person', 'language', 'Language', 'language'),
  field('Record', 'source', 'Source', 'source'),
  field('Record', 'externalId', 'External id', 'external_id'),
  field('Record', 'consentState', 'Marketing consent', 'consent_state', 'choice', {
    choices: consentChoices,
  }),
  field('Record', 'createdAt', 'Created', 'created_at', 'datetime', { writable: false }),
  field('Record', 'updatedAt', 'Changed', 'updated_at', 'datetime', { writable: false }),
];

/** What a record has through other tables; set by verbs of its own, never by text. */
export const relatedFields: readonly RecordField[] = [
  field('Record', 'ownerId', 'Owner', 'owner_id', 'owner', { writable: false }),
  field('Record', 'tags', 'Tags', '', 'tags', { writable: false, source: 'tags' }),
];

/** Computed fields of an entity: orders and carts are a customer's, engagement is anyone's. */
export const virtualFields = (entity: CrmEntity): readonly RecordField[] =>
  virtualFieldList
    .filter((one) => one.group === 'Engagement' || entity === 'customer')
    .map(({ group, name, label, column, type, definition }) =>
      field(group, name, label, column, type, { source: 'stats', writable: false, definition }),
    );

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
