import { z } from 'zod';
import { wordOf } from '../words';

export const channelStatuses = ['noSubscription', 'subscribed', 'unsubscribed', 'suppressed'] as const;

const text = z.union([z.string(), z.number()]).transform(String);
const fieldValue = z.union([z.string(), z.number(), z.boolean(), z.null()]);

/** What a caller may say of a contact. Unknown identifiers and fields are left for later, to be told apart by row. */
export const contactGivenSchema = z.object({
  matchIdentifier: z.string().optional(),
  identifiers: z.record(z.string(), text.nullable()).optional(),
  dataFields: z.record(z.string(), fieldValue).optional(),
  channelProperties: z
    .object({
      email: z
        .object({
          status: wordOf(channelStatuses).optional(),
          emailType: wordOf(['PlainText', 'Html']).optional(),
          optInType: wordOf(['Unknown', 'Single', 'Double', 'VerifiedDouble']).optional(),
          resubscribeOptions: z
            .object({
              resubscribeWithNoChallenge: z.boolean().optional(),
              preferredLocale: z.string().optional(),
              redirectUrlAfterChallenge: z.string().optional(),
            })
            .optional(),
        })
        .optional(),
      sms: z.object({ status: wordOf(channelStatuses).optional() }).optional(),
      whatsApp: z.object({ status: wordOf(channelStatuses).optional() }).optional(),
    })
    .optional(),
  lists: z.array(z.number().int()).max(100).optional(),
  preferences: z.array(z.object({ id: z.number().int(), isOptedIn: z.boolean() })).optional(),
  consentRecords: z
    .array(
      z.object({
        text: z.string().min(1),
        dateTimeConsented: z.string(),
        url: z.string(),
        ipAddress: z.string(),
        userAgent: z.string().min(1),
      }),
    )
    .max(5)
    .optional(),
});

export type ContactGiven = z.infer<typeof contactGivenSchema>;

export const mergeOptionsV3 = ['overwrite', 'overwriteIfNotEmpty', 'overwriteIfEmpty'] as const;
export type MergeOptionV3 = (typeof mergeOptionsV3)[number];
