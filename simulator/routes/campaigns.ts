import { z } from 'zod';
import { getBook, withCount } from '../engine/books';
import {
  copyCampaign,
  createCampaign,
  deleteCampaign,
  getCampaign,
  listFromAddresses,
  updateCampaign,
} from '../engine/campaigns/campaign';
import {
  listActiveCampaigns,
  listBooksOfCampaign,
  listCampaigns,
  listCampaignsOfBook,
} from '../engine/campaigns/lists';
import { getSend, sendCampaign } from '../engine/campaigns/send-campaign';
import { readDate } from '../engine/dates';
import { refuse } from '../engine/failure';
import { dated } from '../http/row-time';
import { conflicting, defineRoute, ok, type Answer, type Call, type Route } from '../http/route';
import { writeBook } from './address-books';
import { campaignSchema, writeCampaign, writeSend } from './wire/campaign';
import { wordOf } from '../engine/words';

const sendSchema = z.object({
  campaignId: z.number().int(),
  addressBookIds: z.array(z.number().int()).nullish(),
  contactIds: z.array(z.number().int()).nullish(),
  sendDate: z.string().nullish(),
  splitTestOptions: z
    .object({
      testMetric: wordOf(['Opens', 'Clicks', 'ROI']),
      testPercentage: z.number().int(),
      testPeriodHours: z.number().int(),
    })
    .nullish(),
  id: z.unknown().optional(),
  status: z.unknown().optional(),
});

function startSend({ world, account, body }: Call<z.infer<typeof sendSchema>>, optimised: boolean): Answer {
  const sendDate = body.sendDate ? readDate(body.sendDate) : null;
  if (sendDate === undefined) throw refuse('ERROR_CAMPAIGN_SEND_INVALID', 'sendDate is not a valid date.');
  const options = body.splitTestOptions ?? null;
  if (options && (options.testPercentage < 1 || options.testPercentage > 100))
    throw refuse('ERROR_CAMPAIGN_SEND_INVALID', 'testPercentage is not valid.');
  const send = sendCampaign(world, account.id, {
    campaignId: body.campaignId,
    addressBookIds: body.addressBookIds ?? [],
    contactIds: body.contactIds ?? [],
    sendDate,
    splitTestOptions: options,
    optimised,
  });
  return conflicting(world, 202, 200, writeSend(send));
}

export const campaignRoutes: Route[] = [
  defineRoute({
    method: 'GET',
    path: '/v2/campaigns',
    tier: 'medium',
    maxSelect: 1000,
    handle: (call) =>
      ok(
        listCampaigns(call.world, call.account.id, call.page).map((campaign) =>
          writeCampaign(call.world, campaign, true),
        ),
      ),
  }),
  defineRoute({
    method: 'GET',
    path: '/v2/campaigns/with-activity-since/{date}',
    tier: 'medium',
    maxSelect: 1000,
    handle: ({ world, account, date, page }) =>
      ok(
        listActiveCampaigns(world, account.id, date('date'), page).map((campaign) =>
          dated(writeCampaign(world, campaign, true), campaign.touched ?? campaign.created),
        ),
      ),
  }),
  defineRoute({
    method: 'GET',
    path: '/v2/address-books/{addressBookId}/campaigns',
    tier: 'medium',
    maxSelect: 1000,
    handle: (call) => {
      const book = getBook(call.world, call.account.id, call.int('addressBookId'));
      return ok(
        listCampaignsOfBook(call.world, book.id, call.page).map((campaign) =>
          writeCampaign(call.world, campaign, true),
        ),
      );
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/v2/campaigns/{campaignId}/address-books',
    tier: 'medium',
    maxSelect: 1000,
    handle: ({ world, account, int, page }) =>
      ok(
        listBooksOfCampaign(world, getCampaign(world, account.id, int('campaignId')).id, page).map((book) =>
          writeBook(withCount(world, book)),
        ),
      ),
  }),
  defineRoute({
    method: 'GET',
    path: '/v2/campaigns/{id}',
    tier: 'medium',
    handle: ({ world, account, int }) => ok(writeCampaign(world, getCampaign(world, account.id, int('id')))),
  }),
  defineRoute({
    method: 'POST',
    path: '/v2/campaigns',
    tier: 'medium',
    body: campaignSchema,
    handle: ({ world, account, body }) => {
      const campaign = createCampaign(world, account.id, body);
      return conflicting(world, 201, 200, {
        ...writeCampaign(world, campaign),
        ...(world.settings.legacy ? {} : { type: campaign.kind }),
      });
    },
  }),
  defineRoute({
    method: 'PUT',
    path: '/v2/campaigns/{id}',
    tier: 'medium',
    body: campaignSchema,
    handle: ({ world, account, body, int }) =>
      ok(writeCampaign(world, updateCampaign(world, account.id, int('id'), body))),
  }),
  defineRoute({
    method: 'POST',
    path: '/v2/campaigns/{campaignId}/copy',
    tier: 'medium',
    handle: ({ world, account, int }) => ({
      status: 201,
      body: writeCampaign(world, copyCampaign(world, account.id, int('campaignId'))),
    }),
  }),
  defineRoute({
    method: 'DELETE',
    path: '/v2/campaigns/{campaignId}',
    tier: 'medium',
    handle: ({ world, account, int }) => {
      deleteCampaign(world, account.id, int('campaignId'));
      return conflicting(world, 204, 200);
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/v2/custom-from-addresses',
    tier: 'medium',
    maxSelect: 1000,
    handle: ({ world, account, page }) => ok(listFromAddresses(world, account.id, page)),
  }),
  defineRoute({
    method: 'POST',
    path: '/v2/campaigns/send',
    tier: 'unlimited',
    body: sendSchema,
    handle: (call) => startSend(call, false),
  }),
  defineRoute({
    method: 'POST',
    path: '/v2/campaigns/send-time-optimised',
    tier: 'unlimited',
    body: sendSchema,
    handle: (call) => startSend(call, true),
  }),
  defineRoute({
    method: 'GET',
    path: '/v2/campaigns/send/{sendId}',
    tier: 'unlimited',
    handle: ({ world, account, text }) => ok(writeSend(getSend(world, account.id, text('sendId')))),
  }),
];
