import {
  getActivity,
  listActivities,
  listClicks,
  listOpens,
  listPageViews,
  listReplies,
  listRoiDetails,
  type Narrowing,
} from '../engine/campaigns/activity-pages';
import { getCampaign, listFromAddresses, type Campaign } from '../engine/campaigns/campaign';
import type { Contact } from '../engine/contacts';
import { writeDate } from '../engine/dates';
import { isTrue } from '../http/call';
import { summarise } from '../engine/campaigns/summarise';
import type { World } from '../engine/world';
import { defineRoute, ok, type Call, type Page, type Route } from '../http/route';
import {
  writeActivity,
  writeClick,
  writeClickWithGroups,
  writeOpen,
  writePageView,
  writeReply,
  writeRoiDetail,
  writeSummary,
} from './wire/activity';
import { writeContacts } from './wire/contact';

type List<T> = (world: World, campaign: number, narrow: Narrowing, page: Page) => T[];
type Write<T> = (world: World, row: T) => Record<string, unknown>;

const prefix = '/v2/campaigns/{campaignId}';

function answerRows<T>(call: Call, list: List<T>, write: Write<T>, narrow: Narrowing) {
  const { id } = getCampaign(call.world, call.account.id, call.int('campaignId'));
  return ok(list(call.world, id, narrow, call.page).map((row) => write(call.world, row)));
}

/** The three forms most reports come in: all rows, those since a date, those of one contact. */
function reportRoutes<T>(
  name: string,
  list: List<T>,
  write: Write<T>,
  forms: ('all' | 'since' | 'contact')[],
): Route[] {
  const routes: Record<(typeof forms)[number], Route> = {
    all: {
      method: 'GET',
      path: `${prefix}/${name}`,
      tier: 'low',
      maxSelect: 1000,
      handle: (call) => answerRows(call, list, write, {}),
    },
    since: {
      method: 'GET',
      path: `${prefix}/${name}/since-date/{date}`,
      tier: 'low',
      maxSelect: name === 'activities' ? 2000 : 1000,
      handle: (call) => answerRows(call, list, write, { since: call.date('date') }),
    },
    contact: {
      method: 'GET',
      path: `${prefix}/activities/{contactId}/${name}`,
      tier: 'medium',
      maxSelect: 1000,
      handle: (call) => {
        const contact = call.int('contactId');
        getActivity(call.world, getCampaign(call.world, call.account.id, call.int('campaignId')).id, contact);
        return answerRows(call, list, write, { contact });
      },
    },
  };
  return forms.map((form) => routes[form]);
}

export const campaignReportRoutes: Route[] = [
  defineRoute({
    method: 'GET',
    path: `${prefix}/summary`,
    tier: 'medium',
    handle: ({ world, account, int }) => {
      const campaign = getCampaign(world, account.id, int('campaignId'));
      return ok(writeSummary(world, campaign, summarise(world, campaign)));
    },
  }),
  ...reportRoutes('activities', listActivities, writeActivity, ['all', 'since']),
  defineRoute({
    method: 'GET',
    path: `${prefix}/activities/{contactId}`,
    tier: 'medium',
    handle: ({ world, account, int }) =>
      ok(
        writeActivity(
          world,
          getActivity(world, getCampaign(world, account.id, int('campaignId')).id, int('contactId')),
        ),
      ),
  }),
  ...reportRoutes('opens', listOpens, (_, row) => writeOpen(row), ['all', 'since', 'contact']),
  ...reportRoutes('clicks', listClicks, (_, row) => writeClick(row), ['all', 'since', 'contact']),
  ...reportRoutes('page-views', listPageViews, (_, row) => writePageView(row), ['since', 'contact']),
  ...reportRoutes('clicks-with-groups', listClicks, (_, row) => writeClickWithGroups(row), [
    'all',
    'since',
    'contact',
  ]),
  ...reportRoutes('roi-details', listRoiDetails, (_, row) => writeRoiDetail(row), ['since', 'contact']),
  // Nobody shares mails by bookmark in the sandbox: the calls are there, the lists are empty.
  ...reportRoutes(
    'social-bookmark-views',
    (): never[] => [],
    () => ({}),
    ['all', 'contact'],
  ),
  defineRoute({
    method: 'GET',
    path: `${prefix}/activities/{contactId}/replies`,
    tier: 'medium',
    maxSelect: 5,
    handle: ({ world, account, int, page }) => {
      const campaign = getCampaign(world, account.id, int('campaignId'));
      getActivity(world, campaign.id, int('contactId'));
      const to =
        campaign.customReplyTo ??
        listFromAddresses(world, account.id).find(({ id }) => id === campaign.fromAddress)?.email ??
        '';
      return ok(
        listReplies(world, campaign.id, int('contactId'), page).map((row) =>
          writeReply(world, row, to, campaign.customReplyTo),
        ),
      );
    },
  }),
  defineRoute({
    method: 'GET',
    path: `${prefix}/hard-bouncing-contacts`,
    tier: 'low',
    maxSelect: 1000,
    handle: ({ world, account, int, page, query }) => {
      const campaign = getCampaign(world, account.id, int('campaignId'));
      const contacts = world.store.rows<Contact>(
        'SELECT c.* FROM recipients r JOIN contacts c ON c.id = r.contact WHERE r.campaign = ? AND r.hardBounced = 1 ORDER BY c.id LIMIT ? OFFSET ?',
        campaign.id,
        page.select,
        page.skip,
      );
      return ok(writeContacts(world, contacts, isTrue(query('withFullData'))));
    },
  }),
  defineRoute({
    method: 'GET',
    path: `${prefix}/revenue/since-date/{date}`,
    tier: 'medium',
    handle: (call) => {
      call.date('date');
      return ok(writeRevenue(call, getCampaign(call.world, call.account.id, call.int('campaignId'))));
    },
  }),
  defineRoute({
    method: 'GET',
    path: `${prefix}/activities/{contactId}/revenue`,
    tier: 'medium',
    handle: (call) => {
      const campaign = getCampaign(call.world, call.account.id, call.int('campaignId'));
      getActivity(call.world, campaign.id, call.int('contactId'));
      return ok(writeRevenue(call, campaign));
    },
  }),
];

// Nobody buys anything in the sandbox. The capital ID is the vendor's.
const writeRevenue = ({ account }: Call, campaign: Campaign): Record<string, unknown> => ({
  campaignID: campaign.id,
  dateLastSent: writeDate(campaign.sent ?? campaign.created),
  currency: account.currency,
  revenue: 0,
  numOrders: 0,
  conversionRate: 0,
});
