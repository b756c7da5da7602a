import { z } from 'zod';

import { idText, optionalLine, plainText } from '@/lib/text';
import { CrmEntity } from '../fields/entity';

const line = optionalLine();

/** What the form gives; the verb turns it into what is stored (convert-values.ts). */
const fields = {
  firstName: line,
  lastName: line,
  email: optionalLine(254),
  phone: optionalLine(100),
  mobile: optionalLine(100),
  company: line,
  jobTitle: line,
  website: optionalLine(2_000),
  birthday: line,
  gender: line,
  street: optionalLine(500),
  city: line,
  region: line,
  postalCode: line,
  country: line,
  language: line,
  source: line,
  externalId: line,
  ownerId: idText.nullable().default(null),
  /** Custom fields by key, as text; convertValues reads them by their type. */
  custom: z.record(z.string().max(40), plainText.trim().max(2_000).nullable()).default({}),
};

export const RecordFormInput = z.object(fields);
export type RecordFormInput = z.infer<typeof RecordFormInput>;

export const CreateRecordInput = z.object({ entity: CrmEntity, ...fields });
export type CreateRecordInput = z.input<typeof CreateRecordInput>;

/** Without defaults: a field that isn't given stays as it is, however often the input is parsed. */
const given = {
  firstName: fields.firstName.unwrap(),
  lastName: fields.lastName.unwrap(),
  email: fields.email.unwrap(),
  phone: fields.phone.unwrap(),
  mobile: fields.mobile.unwrap(),
  company: fields.company.unwrap(),
  jobTitle: fields.jobTitle.unwrap(),
  website: fields.website.unwrap(),
  birthday: fields.birthday.unwrap(),
  gender: fields.gender.unwrap(),
  street: fields.street.unwrap(),
  city: fields.city.unwrap(),
  region: fields.region.unwrap(),
  postalCode: fields.postalCode.unwrap(),
  country: fields.country.unwrap(),
  language: fields.language.unwrap(),
  source: fields.source.unwrap(),
  externalId: fields.externalId.unwrap(),
  ownerId: fields.ownerId.unwrap(),
  custom: fields.custom.unwrap(),
};

export const UpdateRecordInput = z.object({
  id: idText,
  version: z.number().int(),
  ...z.object(given).partial().shape,
});
export type UpdateRecordInput = z.input<typeof UpdateRecordInput>;

export const RecordRef = z.object({ id: idText });
export type RecordRef = z.infer<typeof RecordRef>;

export const ConsentStates = z.enum(['unknown', 'given', 'withdrawn']);
export type ConsentState = z.infer<typeof ConsentStates>;

export const RecordConsentInput = z
  .object({
    recordId: idText,
    state: z.enum(['given', 'withdrawn']),
    /** What the person agreed to or said, word for word. */
    text: plainText.trim().max(2_000, { error: 'At most 2,000 characters.' }).default(''),
    /** When they said it; now where it isn't given. */
    at: z.iso.datetime({ offset: true }).optional(),
  })
  .refine((input) => input.state === 'withdrawn' || input.text !== '', {
    path: ['text'],
    error: 'Say what the person agreed to; a consent without its words proves nothing.',
  });
export type RecordConsentInput = z.input<typeof RecordConsentInput>;

type Text = string | null;

export type RecordRow = {
  id: string;
  name: string;
  email: Text;
  company: Text;
  city: Text;
  country: Text;
  phone: Text;
  consent: ConsentState;
  source: Text;
  owner: Text;
  tags: string[];
  createdAt: string;
  /** The further columns that were asked for, by name of the catalogue: times ISO, days and numbers as text. */
  more: Record<string, Text>;
};

export type RecordView = {
  id: string;
  entity: CrmEntity;
  version: number;
  name: string;
  /** By name of the catalogue, custom fields among them; days as 1984-02-29, yes and no as true and false. */
  values: Record<string, Text>;
  phoneE164: Text;
  mobileE164: Text;
  emailKey: Text;
  owner: { id: string; name: string } | null;
  consent: ConsentState;
  consentAt: Text;
  /** Living records of the same entity with the same address. */
  sameAddress: { id: string; name: string }[];
  createdAt: string;
  updatedAt: string;
};

export type RecordMarketing = {
  lists: {
    id: string;
    name: string;
    state: 'member' | 'removed' | 'unsubscribed' | 'left';
    reason: Text;
    at: string;
  }[];
  dotdigital: {
    integration: { id: string; name: string };
    dotdigitalId: number | null;
    status: Text;
    statusAt: Text;
    books: { id: string; name: string; present: boolean; unsubscribedAt: Text }[];
  }[];
  campaigns: {
    id: string;
    name: string;
    sentAt: Text;
    openCount: number;
    clickCount: number;
    unsubscribed: boolean;
    bounced: 'soft' | 'hard' | null;
    lastOpenedAt: Text;
  }[];
};

export type TimelineItem = {
  key: string;
  at: string;
  kind:
    | 'created'
    | 'changed'
    | 'deleted'
    | 'consent'
    | 'list'
    | 'campaign'
    | 'merged'
    | 'order'
    | 'event'
    | 'dotdigital';
  /** One sentence: "Company changed". */
  title: string;
  /** "Stewart-Flynn → Bailey Group" */
  detail: Text;
  /** Who or what caused it: "CSV import 12", "mira@northwind.example". */
  by: Text;
  href: Text;
};
export type TimelinePage = { items: TimelineItem[]; nextBefore: Text };
