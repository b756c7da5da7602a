import { z } from 'zod';

import { idText, optionalLine, plainText } from '@/lib/text';
import { CrmEntity } from '../fields/entity';
import { ConsentChannel } from './consent-channels';
import { ofTextFields } from '../fields/fields';
import { GivenTags } from '../fields/tag-name';

/** A value of a custom field, by the field's key; convertValues reads it by the field's type. */
export const customKey = z.string().max(40);
export const customText = plainText.max(2_000);

/** What the form gives; the verb turns it into what is stored (convert-values.ts). */
const texts = ofTextFields(({ maxLength }) => optionalLine(maxLength));
const ownerId = idText.nullable().default(null);
const custom = z.record(customKey, customText.trim().nullable()).default({});

export const RecordFormInput = z.object({ ...texts, ownerId, custom });
export type RecordFormInput = z.infer<typeof RecordFormInput>;

export const ConsentStates = z.enum(['unknown', 'given', 'withdrawn']);
export type ConsentState = z.infer<typeof ConsentStates>;

const consent = {
  state: z.enum(['given', 'withdrawn']),
  /** What the person agreed to or said, word for word. */
  text: plainText.trim().max(2_000, { error: 'At most 2,000 characters.' }).optional(),
  /** When they said it; now where it isn't given. */
  at: z.iso.datetime({ offset: true }).optional(),
};
const hasWords = (given: { state: string; text?: string }): boolean =>
  given.state === 'withdrawn' || Boolean(given.text);
const withoutWords = {
  path: ['text'],
  error: 'Say what the person agreed to; a consent without its words proves nothing.',
};

/** A consent that comes with the record it is of. */
export const GivenConsent = z.strictObject(consent).refine(hasWords, withoutWords);
export type GivenConsent = z.output<typeof GivenConsent>;

export const RecordConsentInput = z
  .object({ recordId: idText, channel: ConsentChannel.default('email'), ...consent })
  .refine(hasWords, withoutWords);
export type RecordConsentInput = z.input<typeof RecordConsentInput>;

/** Consents that come with a record, `consent` that of mail. */
export const givenConsents = {
  consent: GivenConsent.optional(),
  smsConsent: GivenConsent.optional(),
  pushConsent: GivenConsent.optional(),
};

/** Beside its fields: tags are exactly these then, a consent is one more line. */
const around = { tags: GivenTags.optional(), ...givenConsents };

export const CreateRecordInput = z.object({ entity: CrmEntity, ...RecordFormInput.shape, ...around });
export type CreateRecordInput = z.input<typeof CreateRecordInput>;

/** Without defaults: a field that isn't given stays as it is, however often the input is parsed. */
const given = {
  ...ofTextFields(({ maxLength }) => optionalLine(maxLength).unwrap()),
  ownerId: ownerId.unwrap(),
  custom: custom.unwrap(),
};

export const UpdateRecordInput = z.object({
  id: idText,
  version: z.number().int(),
  ...z.object(given).partial().shape,
  ...around,
});
export type UpdateRecordInput = z.input<typeof UpdateRecordInput>;

export const RecordRef = z.object({ id: idText });
export type RecordRef = z.infer<typeof RecordRef>;

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
  /** That of mail. */
  consent: ConsentState;
  consentAt: Text;
  smsConsent: ConsentState;
  pushConsent: ConsentState;
  /** Living records of the same entity with the same address. */
  sameAddress: { id: string; name: string }[];
  createdAt: string;
  updatedAt: string;
};

/** One thing that keeps mail from a person, and where: everywhere, through one account, or to one list or book. */
export type MailHold = {
  scope: 'everywhere' | 'account' | 'list';
  /** Name of the account, list or book. */
  where: Text;
  href: Text;
  why: string;
  since: Text;
  /** Who said so, or from where it came: "CSV import 12", "Dotdigital, in the campaign Spring sale". */
  source: Text;
};

/** What holds of a person's mail now. `no`: nothing reaches them; `partly`: something still does. */
export type MailState = {
  mailable: 'yes' | 'partly' | 'no';
  /** The gravest first. */
  holds: MailHold[];
  /** The consent that stands behind a yes. */
  consent: { since: Text; source: Text } | null;
};

export type RecordMarketing = {
  mail: MailState;
  lists: {
    id: string;
    name: string;
    /** member and unsubscribed are on the list; nobody unsubscribed is mailed. */
    state: 'member' | 'removed' | 'unsubscribed' | 'left';
    reason: Text;
    /** The same as people read it. */
    reasonWord: Text;
    at: string;
  }[];
  dotdigital: {
    integration: { id: string; name: string };
    dotdigitalId: number | null;
    status: Text;
    /** The same as people read it. */
    statusWord: Text;
    statusAt: Text;
    books: { id: string; name: string; present: boolean; unsubscribedAt: Text }[];
  }[];
  /** All that were sent, of which the latest are told one by one. */
  campaignCount: number;
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

/** In the filter and not removed by hand: what every count of a list counts, those who are unsubscribed in it included. */
export const isOnList = ({ state }: RecordMarketing['lists'][number]): boolean =>
  state === 'member' || state === 'unsubscribed';

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
