import type { World } from '../../engine/world';
import { type CampaignLine, countCampaigns, listNewest, stateOf } from '../read/campaigns';
import type { Screen } from '../screen';
import { Chip, Moment } from '../ui/parts';
import { Pager, readPage, Table } from '../ui/table';
import { count, many, share } from '../words';

export function CampaignTable({
  campaigns,
  world,
  caption = 'Campaigns',
}: {
  campaigns: CampaignLine[];
  world: World;
  caption?: string;
}) {
  const now = world.clock.now();
  return (
    <Table
      caption={caption}
      live="campaigns"
      rows={campaigns}
      keyOf={({ id }) => id}
      empty="No campaign yet. Make one, choose an address book, and send it: people will open and click it by themselves."
      columns={[
        {
          head: 'Name',
          first: true,
          cell: ({ id, name, subject }) => (
            <>
              <a href={`/campaigns/${id}`}>{name}</a>
              <small>{subject}</small>
            </>
          ),
        },
        { head: 'State', cell: (campaign) => <Chip word={stateOf(world, campaign)} /> },
        { head: 'Sent', cell: ({ sent }) => <Moment at={sent} now={now} /> },
        { head: 'Recipients', number: true, cell: ({ recipients }) => count(recipients) },
        {
          head: 'Opened',
          number: true,
          cell: ({ opened, recipients }) => (
            <>
              {count(opened)} <small>{share(opened, recipients)}</small>
            </>
          ),
        },
        {
          head: 'Clicked',
          number: true,
          cell: ({ clicked, recipients }) => (
            <>
              {count(clicked)} <small>{share(clicked, recipients)}</small>
            </>
          ),
        },
        { head: 'Id', number: true, cell: ({ id }) => <code>{id}</code> },
      ]}
    />
  );
}

export const campaignsScreen: Screen = {
  path: '/campaigns',
  view({ world, account, query }) {
    const total = countCampaigns(world, account.id);
    const page = readPage(query);
    return {
      title: 'Campaigns',
      section: '/campaigns',
      lead: total === 0 ? 'Nothing has been written yet.' : `${many(total, 'campaign')}, the newest first.`,
      actions: (
        <a className="button primary" href="/campaigns/new">
          New Campaign
        </a>
      ),
      body: (
        <div className="sheet">
          <CampaignTable campaigns={listNewest(world, account.id, page)} world={world} />
          <Pager path="/campaigns" query={query} page={page.page} total={total} noun="campaign" />
        </div>
      ),
    };
  },
};
