import type { CrmEntity } from './entity';

export type RecordFieldType = 'text' | 'email' | 'phone' | 'number' | 'date' | 'datetime' | 'boolean' | 'choice';

export type RecordField = {
  /** Name in filters, columns, mappings and the REST API. */
  name: string;
  label: string;
  type: RecordFieldType;
  /** Column of crm_records. */
  column: string;
  group: 'Person' | 'Contact' | 'Address' | 'Company' | 'Record';
  /** A person or a file may set it. */
  writable: boolean;
  /** Characters that a form or a file may give. */
  maxLength: number;
  choices?: readonly { value: string; label: string }[];
};

const field = (
  group: RecordField['group'],
  name: string,
  label: string,
  column: string,
  type: RecordFieldType = 'text',
  extra: Partial<RecordField> = {},
): RecordField => ({ name, label, column, type, group, writable: true, maxLength: 255, ...extra });

const consentChoices = [
  { value: 'unknown', label: 'Not recorded' },
  { value: 'given', label: 'Given' },
  { value: 'withdrawn', label: 'Withdrawn' },
] as const;

/** The catalogue of a record's own fields: forms, CSV mapping, list filters, list columns and field mappings use it. */
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
  field('Record', 'consentState', 'Marketing consent', 'consent_state', 'choice', { choices: consentChoices }),
  field('Record', 'createdAt', 'Created', 'created_at', 'datetime', { writable: false }),
  field('Record', 'updatedAt', 'Changed', 'updated_at', 'datetime', { writable: false }),
];

const byName = new Map(recordFields.map((each) => [each.name, each]));

export const findRecordField = (name: string): RecordField | undefined => byName.get(name);

export const entityLabels: Record<CrmEntity, { one: string; many: string; path: string }> = {
  contact: { one: 'Contact', many: 'Contacts', path: '/contacts' },
  lead: { one: 'Lead', many: 'Leads', path: '/leads' },
  customer: { one: 'Customer', many: 'Customers', path: '/customers' },
};
