import { z } from 'zod';
import { replyActions, sendableStatuses, type ReplyAction } from '../dotdigital/schemas';
import { chosenId, idText, plainText, requiredLine } from '../text';

export const draftStates = ['draft', 'asked', 'posting', 'accepted', 'sent', 'cancelled'] as const;
export type DraftState = (typeof draftStates)[number];

export const draftStateLabels: Record<DraftState, string> = {
  draft: 'draft',
  asked: 'being sent',
  posting: 'being sent',
  accepted: 'at Dotdigital',
  sent: 'sent',
  cancelled: 'cancelled at Dotdigital',
};

export const replyActionLabels: Record<ReplyAction, string> = {
  Unset: 'As the account has it',
  WebMailForward: 'Keep in Dotdigital and forward',
  Webmail: 'Keep in Dotdigital',
  Delete: 'Throw away',
};

/** A call with both kinds of it is no larger than a body may be. */
const maxContent = 400_000;

/** Dotdigital puts the person's own link where this stands; without it a campaign is refused. */
export const unsubscribeMark = '$UNSUB$';

const content = (label: string) =>
  plainText
    .max(maxContent, { error: 'At most 400,000 characters.' })
    .refine((text) => text.trim() !== '', { error: `Enter the ${label}.`, abort: true })
    .refine((text) => text.toUpperCase().includes(unsubscribeMark), {
      error: `An unsubscribe link is missing: put http://${unsubscribeMark} where it should lead.`,
    });

const line = (max: number) => plainText.trim().max(max, { error: `At most ${max} characters.` });

const emailOrNothing = line(254).refine((text) => text === '' || z.email().safeParse(text).success, {
  error: 'Enter a valid e-mail address.',
});

const fields = z.object({
  name: requiredLine('a name'),
  subject: requiredLine('a subject'),
  previewText: line(200).default(''),
  fromName: requiredLine('a from name'),
  /** Of one of the account's own addresses. */
  fromAddressId: chosenId('a from address'),
  replyAction: z.enum(replyActions).default('Unset'),
  replyToAddress: emailOrNothing.default(''),
  htmlContent: content('HTML'),
  plainTextContent: content('plain text'),
});

type ReplyFields = { replyAction: ReplyAction; replyToAddress: string };
const needsReplyTo = ({ replyAction, replyToAddress }: ReplyFields): boolean =>
  replyAction !== 'WebMailForward' || replyToAddress !== '';
const replyToMissing = { path: ['replyToAddress'], error: 'Enter the address that replies go to.' };

export const CreateDraftInput = fields
  .extend({ connectionId: chosenId('a marketing list') })
  .refine(needsReplyTo, replyToMissing);
export type CreateDraftInput = z.output<typeof CreateDraftInput>;

export const UpdateDraftInput = fields
  .extend({ id: idText, version: z.int() })
  .refine(needsReplyTo, replyToMissing);
export type UpdateDraftInput = z.output<typeof UpdateDraftInput>;

/** What the form holds: a new draft has no id yet. */
export const SaveDraftInput = fields
  .extend({ connectionId: idText, id: idText.nullable(), version: z.int() })
  .refine(needsReplyTo, replyToMissing);
export type SaveDraftValues = z.input<typeof SaveDraftInput>;

export type DraftFields = Omit<CreateDraftInput, 'connectionId'>;

/** As other systems give it: the list and the account instead of their connection, the address instead of its number. */
export const ApiDraftInput = fields
  .omit({ fromAddressId: true })
  .extend({
    integrationId: idText,
    marketingListId: idText,
    fromAddress: z.email().nullable().default(null),
  })
  .strict()
  .refine(needsReplyTo, replyToMissing);

export const DraftId = z.object({ id: idText });
export const DraftVersion = z.object({ id: idText, version: z.int() });

export const maxTestAddresses = 10;

export const TestAddresses = z
  .array(z.email({ error: 'Enter valid e-mail addresses, separated by commas.' }))
  .min(1, { error: 'Enter at least one address.' })
  .max(maxTestAddresses, { error: `At most ${maxTestAddresses} addresses.` });

export const TestSendInput = z.object({
  id: idText,
  /** Separated by commas, blanks or lines. */
  to: plainText
    .transform((text) => [...new Set(text.split(/[\s,;]+/).filter((one) => one !== ''))])
    .pipe(TestAddresses),
  /** Whose values the mail has; null: only the defaults of the fields. */
  recordId: idText.nullable().default(null),
});
export type TestSendInput = z.output<typeof TestSendInput>;

/** What stands against sending, and may be told to be right all the same. */
export const objections = ['unsettled', 'unknown_fields'] as const;
export type Objection = (typeof objections)[number];

export const SendInput = z.object({
  id: idText,
  /** As it was shown: who changed it meanwhile isn't overridden. */
  version: z.int(),
  recipients: z.int().min(0),
  /** null: at once. */
  at: z.iso.datetime({ offset: true }).nullable().default(null),
  despite: z.array(z.enum(objections)).default([]),
});
export type SendInput = z.output<typeof SendInput>;

export const AccountInput = z.object({ integrationId: idText });
export const TemplateInput = AccountInput.extend({ templateId: idText });

type Named = { id: string; name: string };

export type DraftRow = {
  id: string;
  name: string;
  subject: string;
  state: DraftState;
  list: Named;
  book: Named;
  integration: Named;
  recipientCount: number | null;
  /** What it waits for at Dotdigital; null: it was to go at once. */
  sendAt: string | null;
  askedAt: string | null;
  askedBy: string | null;
  endedAt: string | null;
  problem: string | null;
  createdBy: string | null;
  updatedAt: string;
  /** Its statistics are here: the import has brought it back. */
  isImported: boolean;
};

export type DraftView = DraftRow &
  Omit<DraftFields, 'htmlContent' | 'plainTextContent'> & {
    fromAddress: string;
    connectionId: string;
    version: number;
    entity: 'contact' | 'lead' | 'customer';
    /** null: a request to make it there failed; saving again makes it. */
    dotdigitalId: number | null;
    leftOutCount: number | null;
    despite: string[];
    /** Whether this person may change and send it, by the list's rule. */
    canChange: boolean;
  };

/** A list connected to a book, which a campaign can be made for. */
export type DraftTarget = {
  connectionId: string;
  list: Named;
  book: Named;
  integration: Named;
};

export type AccountOffer = {
  fromAddresses: { id: string; email: string }[];
  templates: { id: string; name: string }[];
};

export type TemplateView = Pick<
  DraftFields,
  'subject' | 'fromName' | 'previewText' | 'htmlContent' | 'plainTextContent'
>;

export type BookStateCode = 'settled' | 'under_way' | 'held' | 'failed' | 'never' | 'paused' | 'stopped';

export type BookState = {
  code: BookStateCode;
  /** Of the wave that says so. */
  runId: string | null;
  at: string | null;
};

export const bookStateWords: Record<BookStateCode, string> = {
  settled: 'The last wave has settled: the book is what the list says.',
  under_way: 'A wave is under way: some people may be missing from the book, or still in it.',
  held: 'A wave waits for approval: the book is not what the list says.',
  failed: 'The last wave did not end well: the book may not be what the list says.',
  never: 'Nothing was exported to the book yet.',
  paused: 'The connection is paused: changes of the list since then have not reached the book.',
  stopped: 'The connection is stopped: changes of the list since then have not reached the book.',
};

/** A `@FIELD@` of the mail. */
export type MarkCheck = {
  name: string;
  /** unknown: the account has no such data field, so people would read the mark itself. unmapped: nothing from here fills it. */
  state: 'known' | 'unknown' | 'unmapped';
  /** Shown to whoever has no value. */
  defaultValue: string;
  /** Recipients whom Dotdigital is known to hold no value for; null where that isn't known. */
  lacking: number | null;
};

/** Dotdigital’s states of an address that a campaign goes to, as the grid of a book is asked by. */
export const mailableStatuses: readonly string[] = [...sendableStatuses, 'unknown'];

export type LeftOut = { label: string; count: number; states: string[] };

/** `same`: as it was last saved here. `unknown`: Dotdigital couldn't be asked. */
export type RemoteState = 'same' | 'changed' | 'gone' | 'sent' | 'not_made' | 'unknown';

export type DraftCheck = {
  version: number;
  recipients: number;
  /** Of them, people whom somebody else put into the book. */
  strangers: number;
  leftOut: LeftOut[];
  book: BookState;
  marks: MarkCheck[];
  remote: RemoteState;
};
