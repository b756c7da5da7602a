import { z } from 'zod';
import { readDate, writeDate } from '../engine/dates';
import { Failure, invalidParameter } from '../engine/failure';
import { getByEmail } from '../engine/contacts';
import { personalise } from '../engine/personalise';
import {
  prepare,
  readStatistics,
  readValues,
  sendTransactional,
  sendTriggeredEmail,
  type TriggeredEmail,
} from '../engine/transactional-email';
import type { World } from '../engine/world';
import { defineRoute, ok, type Answer, type Route } from '../http/route';
import { writeCampaign } from './wire/campaign';
import { wordOf } from '../engine/words';

const addresses = z.preprocess(
  (given) => (typeof given === 'string' ? [given] : given),
  z.array(z.string()).nullish(),
);
const attachments = z
  .array(
    z.object({
      fileName: z.string().nullish(),
      content: z.string().nullish(),
      mimeType: z.string().nullish(),
    }),
  )
  .nullish();
const common = {
  toAddresses: addresses,
  ccAddresses: addresses,
  bccAddresses: addresses,
  fromAddress: z.string().nullish(),
  metadata: z.string().nullish(),
  attachments,
  tags: z.array(z.string()).nullish(),
};
const emailSchema = z.object({
  ...common,
  subject: z.string().nullish(),
  htmlContent: z.string().nullish(),
  plainTextContent: z.string().nullish(),
});
const triggeredSchema = z.object({
  ...common,
  campaignId: z.number().int().default(0),
  personalizationValues: z
    .array(z.object({ name: z.string().nullish(), value: z.string().nullish() }))
    .nullish(),
});

const feature = 'TransactionalEmail';
const aggregations = ['AllTime', 'Month', 'Week', 'Day'] as const;
const empty: Answer = { status: 200 };

/** One answer per mail: its place in the batch, and why it was not sent when it was not. */
function sendAll<T>(mails: T[], send: (mail: T) => void): Answer {
  return ok(
    mails.map((mail, index) => {
      try {
        send(mail);
        return { index };
      } catch (error) {
        if (!(error instanceof Failure)) throw error;
        return { index, failureCode: error.code, failureReason: error.message };
      }
    }),
  );
}

const sendTriggered = (world: World, account: number, mail: z.infer<typeof triggeredSchema>): void =>
  sendTriggeredEmail(world, account, mail satisfies TriggeredEmail);

export const transactionalEmailRoutes: Route[] = [
  defineRoute({
    method: 'POST',
    path: '/v2/email',
    tier: 'unlimited',
    feature,
    body: emailSchema,
    handle: ({ world, account, body }) => {
      sendTransactional(world, account.id, body);
      return empty;
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/v2/email/batch',
    tier: 'unlimited',
    feature,
    body: z.array(emailSchema),
    handle: ({ world, account, body }) => sendAll(body, (mail) => sendTransactional(world, account.id, mail)),
  }),
  defineRoute({
    method: 'POST',
    path: '/v2/email/triggered-campaign',
    tier: 'unlimited',
    feature,
    body: triggeredSchema,
    handle: ({ world, account, body }) => {
      sendTriggered(world, account.id, body);
      return empty;
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/v2/email/triggered-campaign/batch',
    tier: 'unlimited',
    feature,
    body: z.array(triggeredSchema),
    handle: ({ world, account, body }) => sendAll(body, (mail) => sendTriggered(world, account.id, mail)),
  }),
  defineRoute({
    method: 'GET',
    path: '/v2/email/stats/since-date/{startDate}',
    tier: 'medium',
    feature,
    handle: ({ world, account, date, query }) => {
      const endText = query('endDate');
      const end = endText ? readDate(endText) : world.now();
      const by = wordOf(aggregations).safeParse(query('aggregatedBy') || 'AllTime');
      if (end === undefined || !by.success) throw invalidParameter('endDate or aggregatedBy is not valid.');
      return ok(
        readStatistics(world, account.id, date('startDate'), end, by.data).map((period) => ({
          startDate: writeDate(period.start),
          endDate: writeDate(period.end),
          numSent: period.sent,
          numDelivered: period.delivered,
          numOpens: period.opens,
          numClicks: period.clicks,
          numIspComplaints: period.complaints,
          numBounces: period.bounces,
        })),
      );
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/v2/campaigns/{campaignId}/prepared-for-transactional-email/{email}',
    tier: 'medium',
    feature,
    handle: ({ world, account, int, text, queries }) => {
      const values = readValues(
        queries('personalizationValues').map((pair) => ({
          name: pair.split(/[:=]/)[0],
          value: pair.split(/[:=]/)[1],
        })),
      );
      const { campaign, html, plain } = prepare(world, account.id, int('campaignId'), values);
      const contact = getByEmail(world, account.id, text('email'));
      return ok({
        ...writeCampaign(world, campaign),
        processedHtmlContent: personalise(world, html, contact),
        processedPlainTextContent: personalise(world, plain, contact),
      });
    },
  }),
];
