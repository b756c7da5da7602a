import {
  listActivities,
  listClicks,
  listOpens,
  type RecipientRow,
} from '../../engine/campaigns/activity-pages';
import { listFromAddresses, type Campaign } from '../../engine/campaigns/campaign';
import { listBooksOfCampaign } from '../../engine/campaigns/lists';
import { summarise } from '../../engine/campaigns/summarise';
import { listSends, type SendLine } from '../read/campaigns';
import type { ScreenCall } from '../screen';
import { Card, Chip, Facts, Figures, Moment, Press } from '../ui/parts';
import { Pager, readPage, Table } from '../ui/table';
import { count, share } from '../words';
import { outcomeOf } from './outcomes';

export function Report({ call, campaign }: { call: ScreenCall; campaign: Campaign }) {
  const { world, query } = call;
  const now = world.clock.now();
  const { total, delivered } = summarise(world, campaign);
  const page = readPage(query);
  const sends = listSends(world, campaign.id);
  return (
    <>
      <Figures
        live="figures"
        figures={[
          { name: 'Sent', value: count(total.sent) },
          { name: 'Delivered', value: count(delivered), more: share(delivered, total.sent) },
          {
            name: 'People who opened',
            value: count(total.uniqueOpens),
            more: share(total.uniqueOpens, delivered),
          },
          { name: 'Opens', value: count(total.opens) },
          {
            name: 'People who clicked',
            value: count(total.clickers),
            more: share(total.clickers, delivered),
          },
          { name: 'Clicks', value: count(total.clicks) },
          { name: 'Unsubscribes', value: count(total.unsubscribes) },
          { name: 'Hard bounces', value: count(total.hardBounces) },
          { name: 'Soft bounces', value: count(total.softBounces) },
          { name: 'Complaints', value: count(total.complaints) },
          { name: 'Replies', value: count(total.replies) },
          { name: 'Forwards', value: count(total.forwards) },
        ]}
      />
      <div className="sheet">
        <Table<RecipientRow>
          caption="People"
          live="people"
          rows={listActivities(world, campaign.id, {}, page)}
          keyOf={({ contact }) => contact}
          empty="Nobody has got this campaign yet."
          columns={[
            {
              head: 'Email',
              first: true,
              cell: ({ contact, email }) => (
                <a href={`/campaigns/${campaign.id}/people/${contact}`}>{email}</a>
              ),
            },
            { head: 'Opens', number: true, cell: ({ opens }) => count(opens) },
            { head: 'Clicks', number: true, cell: ({ clicks }) => count(clicks) },
            { head: 'Page views', number: true, cell: ({ pageViews }) => count(pageViews) },
            { head: 'Replies', number: true, cell: ({ replies }) => count(replies) },
            { head: 'First opened', cell: ({ firstOpened }) => <Moment at={firstOpened} now={now} /> },
            { head: 'Last opened', cell: ({ lastOpened }) => <Moment at={lastOpened} now={now} /> },
            {
              head: 'Outcome',
              cell: (row) =>
                outcomeOf(row) && (
                  <Chip word={outcomeOf(row)} tone={row.hardBounced === 1 ? 'bad' : 'warn'} />
                ),
            },
          ]}
        />
        <Pager
          path={`/campaigns/${campaign.id}`}
          query={query}
          page={page.page}
          total={total.sent}
          noun="person"
          nouns="people"
        />
      </div>
      {sends.length > 0 && (
        <Table
          caption="Sends"
          live="sends"
          rows={sends}
          keyOf={({ id }) => id}
          empty=""
          columns={[
            { head: 'Begins', first: true, cell: ({ due }) => <Moment at={due} now={now} /> },
            {
              head: 'State',
              cell: ({ status }) => (
                <Chip word={status} {...(status === 'Cancelled' ? { tone: 'quiet' as const } : {})} />
              ),
            },
            {
              head: 'To',
              cell: ({ request }) =>
                [
                  ...(request.addressBookIds.length > 0
                    ? [`address books ${request.addressBookIds.join(', ')}`]
                    : []),
                  ...(request.contactIds.length > 0 ? [`contacts ${request.contactIds.join(', ')}`] : []),
                ].join(' and ') || 'everyone',
            },
            { head: 'Id', cell: ({ id }) => <code>{id}</code> },
            ...(sends.some(({ status }) => status === 'Scheduled')
              ? [
                  {
                    head: 'Cancel',
                    press: true,
                    cell: ({ id, status }: SendLine) =>
                      status === 'Scheduled' && (
                        <Press
                          action={`/campaigns/${campaign.id}/cancel`}
                          values={{ send: id }}
                          name="Cancel"
                          kind="small"
                        />
                      ),
                  },
                ]
              : []),
          ]}
        />
      )}
    </>
  );
}

export function Opens({ call, campaign }: { call: ScreenCall; campaign: Campaign }) {
  const page = readPage(call.query);
  const { total } = summarise(call.world, campaign);
  return (
    <div className="sheet">
      <Table
        caption="Opens"
        live="opens"
        rows={listOpens(call.world, campaign.id, {}, page)}
        keyOf={({ id }) => id}
        empty="Nobody has opened it yet."
        columns={[
          {
            head: 'Email',
            first: true,
            cell: ({ contact, email }) => <a href={`/campaigns/${campaign.id}/people/${contact}`}>{email}</a>,
          },
          { head: 'Opened', cell: ({ at }) => <Moment at={at} now={call.world.clock.now()} /> },
          { head: 'With', cell: ({ client, clientVersion }) => `${client} ${clientVersion}` },
          { head: 'From', cell: ({ ip }) => <code>{ip}</code> },
        ]}
      />
      <Pager
        path={`/campaigns/${campaign.id}`}
        query={call.query}
        page={page.page}
        total={total.opens}
        noun="open"
      />
    </div>
  );
}

export function Clicks({ call, campaign }: { call: ScreenCall; campaign: Campaign }) {
  const page = readPage(call.query);
  const { total } = summarise(call.world, campaign);
  return (
    <div className="sheet">
      <Table
        caption="Clicks"
        live="clicks"
        rows={listClicks(call.world, campaign.id, {}, page)}
        keyOf={({ id }) => id}
        empty="Nobody has clicked a link yet."
        columns={[
          {
            head: 'Email',
            first: true,
            cell: ({ contact, email }) => <a href={`/campaigns/${campaign.id}/people/${contact}`}>{email}</a>,
          },
          { head: 'Clicked', cell: ({ at }) => <Moment at={at} now={call.world.clock.now()} /> },
          { head: 'Link', cell: ({ url }) => <code>{url}</code> },
          { head: 'From', cell: ({ ip }) => <code>{ip}</code> },
        ]}
      />
      <Pager
        path={`/campaigns/${campaign.id}`}
        query={call.query}
        page={page.page}
        total={total.clicks}
        noun="click"
      />
    </div>
  );
}

export function Content({ call, campaign }: { call: ScreenCall; campaign: Campaign }) {
  const from = listFromAddresses(call.world, campaign.account).find(({ id }) => id === campaign.fromAddress);
  return (
    <>
      <Card title="Details">
        <Facts
          facts={[
            ['Subject Line', campaign.subject],
            ['Friendly From Name', campaign.fromName],
            ['From Address', from?.email ?? 'none'],
            [
              'Address books',
              listBooksOfCampaign(call.world, campaign.id, { select: 1000, skip: 0 })
                .map(({ name }) => name)
                .join(', ') || 'none yet',
            ],
            ['Tags', campaign.tags.join(', ') || 'none'],
          ]}
        />
      </Card>
      <Card title="HTML" aside={<a href={`/campaigns/${campaign.id}/preview`}>Open alone</a>}>
        <iframe
          title="The mail as HTML"
          src={`/campaigns/${campaign.id}/preview`}
          sandbox=""
          className="mail"
        />
      </Card>
      <Card title="Plain text">
        <pre>{campaign.plain}</pre>
      </Card>
    </>
  );
}
