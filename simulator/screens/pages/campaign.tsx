import { getActivity, listActivities, listClicks, listOpens, type RecipientRow } from '../../engine/campaigns/activity-pages';
import { getCampaign, listFromAddresses, type Campaign } from '../../engine/campaigns/campaign';
import { listBooksOfCampaign } from '../../engine/campaigns/lists';
import { cancelSend } from '../../engine/campaigns/send-campaign';
import { summarise } from '../../engine/campaigns/summarise';
import { dayMilliseconds, lastDue, playPeoplesDays, playToTheEnd } from '../play';
import { readId } from '../read-id';
import { listSends, stateOf, type SendLine } from '../read/campaigns';
import type { Page, Screen, ScreenCall } from '../screen';
import { Card, Chip, Facts, Figures, Moment, Press, Tabs } from '../ui/parts';
import { Pager, readPage, Table } from '../ui/table';
import { count, duration, many, moment, share, spaced } from '../words';

const campaignOf = (call: ScreenCall): Campaign => getCampaign(call.world, call.account.id, readId(call));
const everything = { select: 1000, skip: 0 };

const outcomes = [
  ['hardBounced', 'hard bounced'], ['softBounced', 'soft bounced'], ['unsubscribed', 'unsubscribed'], ['complained', 'complained'],
] as const;

type Told = RecipientRow & { complained?: number };
const outcomeOf = (row: Told): string => outcomes.filter(([key]) => row[key] === 1).map(([, word]) => word).join(', ');

/** The frame that the report and its tabs share. */
function frame(call: ScreenCall, campaign: Campaign, body: Page['body']): Page {
  const { world } = call;
  const path = `/campaigns/${campaign.id}`;
  const state = stateOf(world, campaign);
  const sent = campaign.sent !== null || state === 'Sending';
  return {
    title: campaign.name,
    section: '/campaigns',
    trail: [{ name: 'Campaigns', to: '/campaigns' }],
    lead: sentence(call, campaign),
    actions: (
      <>
        {state === 'Unsent' && <a className="button" href={`${path}/edit`}>Edit</a>}
        <a className={`button${sent ? '' : ' primary'}`} href={`${path}/send`}>{sent ? 'Choose more address books' : 'Choose address books'}</a>
      </>
    ),
    body: (
      <>
        {sent && <PlayBar call={call} campaign={campaign} />}
        <Tabs label="Campaign" current={call.query.has('tab') ? `${path}?tab=${call.query.get('tab')}` : path} tabs={[
          { name: 'Report', to: path }, { name: 'Opens', to: `${path}?tab=opens` }, { name: 'Clicks', to: `${path}?tab=clicks` }, { name: 'Content', to: `${path}?tab=content` },
        ]} />
        {body}
        <p className="hint">State {spaced(state)}, made {moment(campaign.created)} UTC, id <code>{campaign.id}</code>.</p>
      </>
    ),
  };
}

function sentence({ world }: ScreenCall, campaign: Campaign): Page['lead'] {
  const state = stateOf(world, campaign);
  if (state === 'Scheduled') return `Goes out at ${moment(campaign.scheduled ?? campaign.created)} UTC.`;
  if (campaign.sent === null) return state === 'Sending' ? 'It is being sent.' : 'A draft: nobody has it yet.';
  const { total, delivered } = summarise(world, campaign);
  const due = lastDue(world, campaign.id);
  const rest = due === undefined ? 'nobody has anything left to do with it' : 'people are still reading';
  return <>{many(total.sent, 'person', 'people')} got it, {count(delivered)} delivered, {count(total.uniqueOpens)} opened; {rest}.</>;
}

function PlayBar({ call, campaign }: { call: ScreenCall; campaign: Campaign }) {
  const { world } = call;
  const due = lastDue(world, campaign.id);
  return (
    <div className="card play">
      <Press action={`/campaigns/${campaign.id}/play`} values={{ do: 'days' }} name="Play two days now" kind="primary" />
      <Press action={`/campaigns/${campaign.id}/play`} values={{ do: 'end' }} name="Play to the end" />
      <p className="hint" data-live="play">
        {due === undefined && campaign.sent === null ? 'It is leaving; people will open and click it by themselves.' : due === undefined
          ? 'Everything that people were going to do with this mail has happened.'
          : `People live ${count(world.settings.pace)} times faster than the clock: two of their days are ${duration((2 * dayMilliseconds) / world.settings.pace)}. The last deed is due in ${duration(due - world.clock.now())}.`}
      </p>
    </div>
  );
}

function Report({ call, campaign }: { call: ScreenCall; campaign: Campaign }) {
  const { world, query } = call;
  const now = world.clock.now();
  const { total, delivered } = summarise(world, campaign);
  const page = readPage(query);
  const sends = listSends(world, campaign.id);
  return (
    <>
      <Figures live="figures" figures={[
        { name: 'Sent', value: count(total.sent) },
        { name: 'Delivered', value: count(delivered), more: share(delivered, total.sent) },
        { name: 'People who opened', value: count(total.uniqueOpens), more: share(total.uniqueOpens, delivered) },
        { name: 'Opens', value: count(total.opens) },
        { name: 'People who clicked', value: count(total.clickers), more: share(total.clickers, delivered) },
        { name: 'Clicks', value: count(total.clicks) },
        { name: 'Unsubscribes', value: count(total.unsubscribes) },
        { name: 'Hard bounces', value: count(total.hardBounces) },
        { name: 'Soft bounces', value: count(total.softBounces) },
        { name: 'Complaints', value: count(total.complaints) },
        { name: 'Replies', value: count(total.replies) },
        { name: 'Forwards', value: count(total.forwards) },
      ]} />
      <div className="sheet">
        <Table<RecipientRow>
          caption="People" live="people" rows={listActivities(world, campaign.id, {}, page)} keyOf={({ contact }) => contact} empty="Nobody has got this campaign yet."
          columns={[
            { head: 'Email', first: true, cell: ({ contact, email }) => <a href={`/campaigns/${campaign.id}/people/${contact}`}>{email}</a> },
            { head: 'Opens', number: true, cell: ({ opens }) => count(opens) },
            { head: 'Clicks', number: true, cell: ({ clicks }) => count(clicks) },
            { head: 'Page views', number: true, cell: ({ pageViews }) => count(pageViews) },
            { head: 'Replies', number: true, cell: ({ replies }) => count(replies) },
            { head: 'First opened', cell: ({ firstOpened }) => <Moment at={firstOpened} now={now} /> },
            { head: 'Last opened', cell: ({ lastOpened }) => <Moment at={lastOpened} now={now} /> },
            { head: 'Outcome', cell: (row) => outcomeOf(row) && <Chip word={outcomeOf(row)} tone={row.hardBounced === 1 ? 'bad' : 'warn'} /> },
          ]}
        />
        <Pager path={`/campaigns/${campaign.id}`} query={query} page={page.page} total={total.sent} noun="person" nouns="people" />
      </div>
      {sends.length > 0 && (
        <Table
          caption="Sends" live="sends" rows={sends} keyOf={({ id }) => id} empty=""
          columns={[
            { head: 'Begins', first: true, cell: ({ due }) => <Moment at={due} now={now} /> },
            { head: 'State', cell: ({ status }) => <Chip word={status} {...(status === 'Cancelled' ? { tone: 'quiet' as const } : {})} /> },
            { head: 'To', cell: ({ request }) => [...(request.addressBookIds.length > 0 ? [`address books ${request.addressBookIds.join(', ')}`] : []), ...(request.contactIds.length > 0 ? [`contacts ${request.contactIds.join(', ')}`] : [])].join(' and ') || 'everyone' },
            { head: 'Id', cell: ({ id }) => <code>{id}</code> },
            ...(sends.some(({ status }) => status === 'Scheduled') ? [{ head: 'Cancel', press: true, cell: ({ id, status }: SendLine) => status === 'Scheduled' && <Press action={`/campaigns/${campaign.id}/cancel`} values={{ send: id }} name="Cancel" kind="small" /> }] : []),
          ]}
        />
      )}
    </>
  );
}

function Opens({ call, campaign }: { call: ScreenCall; campaign: Campaign }) {
  const page = readPage(call.query);
  const { total } = summarise(call.world, campaign);
  return (
    <div className="sheet">
      <Table
        caption="Opens" live="opens" rows={listOpens(call.world, campaign.id, {}, page)} keyOf={({ id }) => id} empty="Nobody has opened it yet."
        columns={[
          { head: 'Email', first: true, cell: ({ contact, email }) => <a href={`/campaigns/${campaign.id}/people/${contact}`}>{email}</a> },
          { head: 'Opened', cell: ({ at }) => <Moment at={at} now={call.world.clock.now()} /> },
          { head: 'With', cell: ({ client, clientVersion }) => `${client} ${clientVersion}` },
          { head: 'From', cell: ({ ip }) => <code>{ip}</code> },
        ]}
      />
      <Pager path={`/campaigns/${campaign.id}`} query={call.query} page={page.page} total={total.opens} noun="open" />
    </div>
  );
}

function Clicks({ call, campaign }: { call: ScreenCall; campaign: Campaign }) {
  const page = readPage(call.query);
  const { total } = summarise(call.world, campaign);
  return (
    <div className="sheet">
      <Table
        caption="Clicks" live="clicks" rows={listClicks(call.world, campaign.id, {}, page)} keyOf={({ id }) => id} empty="Nobody has clicked a link yet."
        columns={[
          { head: 'Email', first: true, cell: ({ contact, email }) => <a href={`/campaigns/${campaign.id}/people/${contact}`}>{email}</a> },
          { head: 'Clicked', cell: ({ at }) => <Moment at={at} now={call.world.clock.now()} /> },
          { head: 'Link', cell: ({ url }) => <code>{url}</code> },
          { head: 'From', cell: ({ ip }) => <code>{ip}</code> },
        ]}
      />
      <Pager path={`/campaigns/${campaign.id}`} query={call.query} page={page.page} total={total.clicks} noun="click" />
    </div>
  );
}

function Content({ call, campaign }: { call: ScreenCall; campaign: Campaign }) {
  const from = listFromAddresses(call.world, campaign.account).find(({ id }) => id === campaign.fromAddress);
  return (
    <>
      <Card title="Details">
        <Facts facts={[
          ['Subject Line', campaign.subject], ['Friendly From Name', campaign.fromName], ['From Address', from?.email ?? 'none'],
          ['Address books', listBooksOfCampaign(call.world, campaign.id, everything).map(({ name }) => name).join(', ') || 'none yet'], ['Tags', campaign.tags.join(', ') || 'none'],
        ]} />
      </Card>
      <Card title="HTML" aside={<a href={`/campaigns/${campaign.id}/preview`}>Open alone</a>}>
        <iframe title="The mail as HTML" src={`/campaigns/${campaign.id}/preview`} sandbox="" className="mail" />
      </Card>
      <Card title="Plain text"><pre>{campaign.plain}</pre></Card>
    </>
  );
}

export const campaignScreen: Screen = {
  path: '/campaigns/:id',
  view(call) {
    const campaign = campaignOf(call);
    const tab = call.query.get('tab');
    const Tab = tab === 'opens' ? Opens : tab === 'clicks' ? Clicks : tab === 'content' ? Content : Report;
    return frame(call, campaign, <Tab call={call} campaign={campaign} />);
  },
};

export const playCampaignScreen: Screen = {
  path: '/campaigns/:id/play',
  view: campaignScreen.view,
  act(call) {
    const campaign = campaignOf(call);
    if (call.form.text('do') === 'end') playToTheEnd(call.world, campaign.id);
    else playPeoplesDays(call.world, 2);
    return { to: `/campaigns/${campaign.id}`, notice: `It is ${moment(call.world.clock.now())} UTC now.` };
  },
};

export const cancelSendScreen: Screen = {
  path: '/campaigns/:id/cancel',
  view: campaignScreen.view,
  act(call) {
    const campaign = campaignOf(call);
    cancelSend(call.world, campaign.account, call.form.text('send'));
    return { to: `/campaigns/${campaign.id}`, notice: 'The send is cancelled.' };
  },
};

export const previewCampaignScreen: Screen = {
  path: '/campaigns/:id/preview',
  view: (call) => ({ type: 'text/html; charset=utf-8', content: campaignOf(call).html }),
};

export const campaignPersonScreen: Screen = {
  path: '/campaigns/:id/people/:contact',
  view(call) {
    const campaign = campaignOf(call);
    const { world } = call;
    const now = world.clock.now();
    const row: Told = getActivity(world, campaign.id, readId(call, 'contact'));
    const deeds = [
      ...listOpens(world, campaign.id, { contact: row.contact }, everything).map(({ id, at, client }) => ({ key: `open ${id}`, at, what: 'Opened', detail: client })),
      ...listClicks(world, campaign.id, { contact: row.contact }, everything).map(({ id, at, url }) => ({ key: `click ${id}`, at, what: 'Clicked', detail: url })),
    ].sort((a, b) => a.at - b.at);
    return {
      title: row.email,
      section: '/campaigns',
      trail: [{ name: 'Campaigns', to: '/campaigns' }, { name: campaign.name, to: `/campaigns/${campaign.id}` }],
      lead: `${many(row.opens, 'open')}, ${many(row.clicks, 'click')}${outcomeOf(row) && `, ${outcomeOf(row)}`}.`,
      actions: <a className="button" href={`/people/${row.contact}`}>Contact</a>,
      body: (
        <Table
          caption="What they did" live="deeds" rows={deeds} keyOf={({ key }) => key} empty="Nothing yet."
          columns={[
            { head: 'When', first: true, cell: ({ at }) => <Moment at={at} now={now} /> },
            { head: 'What', cell: ({ what }) => what },
            { head: 'With or where', cell: ({ detail }) => <code>{detail}</code> },
          ]}
        />
      ),
    };
  },
};
