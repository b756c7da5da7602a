import { z } from 'zod';
import { plainText, requiredLine } from '../../text';

/** Between two braces each: a field of the record (`{{firstName}}`), or a value of what happened (`{{event.total}}`). */
const maxTextLength = 100_000;

const body = plainText.max(maxTextLength, {
  error: `At most ${maxTextLength.toLocaleString('en')} characters.`,
});

/** A mail that is written here and sent by Dotdigital. */
export const MailAction = z
  .strictObject({
    kind: z.literal('mail'),
    /** One of the account's own. */
    from: requiredLine('the sender', 254),
    subject: requiredLine('a subject'),
    html: body.default(''),
    text: body.default(''),
  })
  .refine(({ html, text }) => html.trim() !== '' || text.trim() !== '', {
    path: ['text'],
    error: 'Write the mail, as text or as HTML.',
  });
export type MailAction = z.output<typeof MailAction>;

/** A triggered campaign of Dotdigital's, with values of its own. */
export const TriggeredCampaignAction = z.strictObject({
  kind: z.literal('triggered_campaign'),
  campaignId: z.int().min(1, { error: 'Choose a campaign.' }).max(2_147_483_647),
  /** As Dotdigital called it when it was chosen. */
  campaignName: plainText.max(400),
  /** What stands for `@NAME@` in the campaign. */
  values: z
    .array(
      z.strictObject({
        name: requiredLine('a name', 50).regex(/^[A-Za-z0-9_-]+$/, {
          error: 'Letters, digits, - and _, as between the two @ in the campaign.',
        }),
        value: plainText.max(1_000, { error: 'At most 1,000 characters.' }),
      }),
    )
    .max(50, { error: 'At most 50 values.' })
    .default([]),
});
export type TriggeredCampaignAction = z.output<typeof TriggeredCampaignAction>;

/** A text message to the record's mobile number. */
export const SmsAction = z.strictObject({
  kind: z.literal('sms'),
  message: plainText
    .trim()
    .min(1, { error: 'Write the message.' })
    .max(1_000, { error: 'At most 1,000 characters.' }),
});
export type SmsAction = z.output<typeof SmsAction>;

export type MessageAction = MailAction | TriggeredCampaignAction | SmsAction;

export const messageKinds = [
  'mail',
  'triggered_campaign',
  'sms',
] as const satisfies readonly MessageAction['kind'][];

const kinds: ReadonlySet<string> = new Set(messageKinds);

/** The action, where it is a message. */
export const messageOf = (action: { kind: string }): MessageAction | null =>
  kinds.has(action.kind) ? (action as MessageAction) : null;

/** What a message is written of, each with its place in the action. */
export function textsOf(action: MessageAction): { path: string; text: string }[] {
  switch (action.kind) {
    case 'mail':
      return (['subject', 'html', 'text'] as const).map((path) => ({ path, text: action[path] }));
    case 'triggered_campaign':
      return action.values.map(({ value }, n) => ({ path: `values.${n}.value`, text: value }));
    case 'sms':
      return [{ path: 'message', text: action.message }];
  }
}
