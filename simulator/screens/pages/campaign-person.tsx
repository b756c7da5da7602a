import { getActivity, listClicks, listOpens } from '../../engine/campaigns/activity-pages';
import { getCampaign } from '../../engine/campaigns/campaign';
import { interactions, type InteractionKind } from '../../engine/campaigns/interactions';
import { findContact } from '../../engine/contacts';
import { refuse } from '../../engine/failure';
import { personalise } from '../../engine/personalise';
import { readId } from '../read-id';
import type { Screen } from '../screen';
import { Card, Moment } from '../ui/parts';
import { Table } from '../ui/table';
import { many } from '../words';
import { outcomeOf, type Told } from './outcomes';

const everything = { select: 1000, skip: 0 };

const deedNames: Record<InteractionKind, string> = {
  open: 'Open',
  machineOpen: 'Open by a machine',
  click: 'Click',
  scan: 'Clicks of a scanner',
  pageView: 'View a page',
  reply: 'Reply',
  forward: 'Forward',
  unsubscribe: 'Unsubscribe',
  softBounce: 'Soft bounce',
  hardBounce: 'Hard bounce',
  complain: 'Complain',
};
const kinds = Object.keys(deedNames) as InteractionKind[];

export const campaignPersonScreen: Screen = {
  path: '/campaigns/:id/people/:contact',
  view(call) {
    const campaign = getCampaign(call.world, call.account.id, readId(call));
    const { world } = call;
    const now = world.clock.now();
    const row: Told = getActivity(world, campaign.id, readId(call, 'contact'));
    const deeds = [
      ...listOpens(world, campaign.id, { contact: row.contact }, everything).map(({ id, at, client }) => ({
        key: `open ${id}`,
        at,
        what: 'Opened',
        detail: client,
      })),
      ...listClicks(world, campaign.id, { contact: row.contact }, everything).map(({ id, at, url }) => ({
        key: `click ${id}`,
        at,
        what: 'Clicked',
        detail: url,
      })),
    ].sort((a, b) => a.at - b.at);
    return {
      title: row.email,
      section: '/campaigns',
      trail: [
        { name: 'Campaigns', to: '/campaigns' },
        { name: campaign.name, to: `/campaigns/${campaign.id}` },
      ],
      lead: `${many(row.opens, 'open')}, ${many(row.clicks, 'click')}${outcomeOf(row) && `, ${outcomeOf(row)}`}.`,
      actions: (
        <>
          <a className="button" href={`/campaigns/${campaign.id}/people/${row.contact}/mail`}>
            See the mail
          </a>
          <a className="button" href={`/people/${row.contact}`}>
            Contact
          </a>
        </>
      ),
      body: (
        <>
          <Card title="As this person">
            <form method="post" className="buttons">
              {kinds.map((kind) => (
                <button key={kind} name="do" value={kind} className="small">
                  {deedNames[kind]}
                </button>
              ))}
            </form>
            <p className="hint">It happens now, by the clock of the sandbox, and counts in the report.</p>
          </Card>
          <Table
            caption="What they did"
            live="deeds"
            rows={deeds}
            keyOf={({ key }) => key}
            empty="Nothing yet."
            columns={[
              { head: 'When', first: true, cell: ({ at }) => <Moment at={at} now={now} /> },
              { head: 'What', cell: ({ what }) => what },
              { head: 'With or where', cell: ({ detail }) => <code>{detail}</code> },
            ]}
          />
        </>
      ),
    };
  },
  act(call) {
    const campaign = getCampaign(call.world, call.account.id, readId(call));
    const { contact } = getActivity(call.world, campaign.id, readId(call, 'contact'));
    const kind = kinds.find((word) => word === call.form.text('do'));
    if (!kind) throw refuse('UNKNOWN_DEED', 'Nothing is known by that name.');
    interactions[kind](call.world, { campaign: campaign.id, contact });
    return { to: `/campaigns/${campaign.id}/people/${contact}`, notice: `${deedNames[kind]}: done.` };
  },
};

/** The mail with this person's values in it. */
export const personsMailScreen: Screen = {
  path: '/campaigns/:id/people/:contact/mail',
  view(call) {
    const campaign = getCampaign(call.world, call.account.id, readId(call));
    const { contact, email } = getActivity(call.world, campaign.id, readId(call, 'contact'));
    const known = findContact(call.world, call.account.id, contact) ?? {
      account: call.account.id,
      email,
      data: '{}',
    };
    return { type: 'text/html; charset=utf-8', content: personalise(call.world, campaign.html, known) };
  },
};
