import { getActivity, listActivities, listClicks, listOpens, listPageViews, type Narrowing } from '../engine/campaigns/activity-pages';
import { getCampaign } from '../engine/campaigns/campaign';
import { summarise } from '../engine/campaigns/summarise';
import type { World } from '../engine/world';
import { spoilPage } from '../http/faults/spoil-page';
import { defineRoute, ok, type Call, type Page, type Route } from '../http/route';
import { writeActivity, writeClick, writeOpen, writePageView, writeSummary } from './wire/activity';

type List<T> = (world: World, campaign: number, narrow: Narrowing, page: Page) => T[];
type Write<T> = (world: World, row: T) => Record<string, unknown>;

const prefix = '/v2/campaigns/{campaignId}';

function answerRows<T>(call: Call, list: List<T>, write: Write<T>, narrow: Narrowing) {
  const { id } = getCampaign(call.world, call.account.id, call.int('campaignId'));
  return ok(spoilPage(call, (page) => list(call.world, id, narrow, page)).map((row) => write(call.world, row)));
}

/** The three forms most reports come in: all rows, those since a date, those of one contact. */
function reportRoutes<T>(name: string, list: List<T>, write: Write<T>, forms: ('all' | 'since' | 'contact')[]): Route[] {
  const routes: Record<(typeof forms)[number], Route> = {
    all: { method: 'GET', path: `${prefix}/${name}`, tier: 'low', maxSelect: 1000, handle: (call) => answerRows(call, list, write, {}) },
    since: {
      method: 'GET', path: `${prefix}/${name}/since-date/{date}`, tier: 'low', maxSelect: name === 'activities' ? 2000 : 1000,
      handle: (call) => answerRows(call, list, write, { since: call.date('date') }),
    },
    contact: {
      method: 'GET', path: `${prefix}/activities/{contactId}/${name}`, tier: 'medium', maxSelect: 1000,
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
    method: 'GET', path: `${prefix}/summary`, tier: 'medium',
    handle: ({ world, account, int }) => {
      const campaign = getCampaign(world, account.id, int('campaignId'));
      return ok(writeSummary(world, campaign, summarise(world, campaign)));
    },
  }),
  ...reportRoutes('activities', listActivities, writeActivity, ['all', 'since']),
  defineRoute({
    method: 'GET', path: `${prefix}/activities/{contactId}`, tier: 'medium',
    handle: ({ world, account, int }) => ok(writeActivity(world, getActivity(world, getCampaign(world, account.id, int('campaignId')).id, int('contactId')))),
  }),
  ...reportRoutes('opens', listOpens, (_, row) => writeOpen(row), ['all', 'since', 'contact']),
  ...reportRoutes('clicks', listClicks, (_, row) => writeClick(row), ['all', 'since', 'contact']),
  ...reportRoutes('page-views', listPageViews, (_, row) => writePageView(row), ['since', 'contact']),
];
