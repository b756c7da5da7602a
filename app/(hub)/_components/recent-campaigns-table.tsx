'use client';

import { useMemo } from 'react';
import { peopleOfCampaign } from '@/components/campaigns/people-address';
import { Card, CardHeader } from '@/components/ui/card';
import { cn } from '@/components/ui/cn';
import { Defined } from '@/components/ui/count';
import { CountLink } from '@/components/ui/count-link';
import { DataTable, type DataColumn } from '@/components/ui/data-table';
import { Num, Percent } from '@/components/ui/numbers';
import { PageLink } from '@/components/ui/page-link';
import { Time } from '@/components/ui/time';
import { changeOfRate } from '@/lib/campaigns/schemas';
import type { CampaignRates, RecentCampaign } from '@/lib/dashboard/schemas';

const delivered = (row: RecentCampaign): number => row.sentCount - row.bouncedCount;

const partOf = {
  opened: (row) => row.openerCount,
  clicked: (row) => row.clickerCount,
  unsubscribed: (row) => row.unsubscribedCount,
} satisfies Record<keyof CampaignRates, (row: RecentCampaign) => number>;

/** How far a rate is from what the account's campaigns before it usually had, in points; less than a tenth isn't told. */
function changeOf(row: RecentCampaign, rate: keyof CampaignRates) {
  const usual = row.median && { part: row.median[rate], whole: 1 };
  const change = changeOfRate(
    { part: partOf[rate](row), whole: delivered(row) },
    usual,
    rate !== 'unsubscribed',
  );
  return change && change.good !== null ? change : null;
}

/** `room`: a campaign of the table has a change here, so each keeps its place. */
function Rate({ row, rate, room }: { row: RecentCampaign; rate: keyof CampaignRates; room: boolean }) {
  const change = changeOf(row, rate);
  return (
    <>
      <Percent part={partOf[rate](row)} whole={delivered(row)} />
      {room && (
        <span
          className={cn(
            'inline-block pl-2 text-right text-sm sm:min-w-[3.4rem]',
            change && (change.good ? 'text-good' : 'text-bad'),
          )}
        >
          {change?.text}
        </span>
      )}
    </>
  );
}

const rateColumn = (
  rows: RecentCampaign[],
  rate: keyof CampaignRates,
  header: string,
): DataColumn<RecentCampaign> => {
  const room = rows.some((row) => changeOf(row, rate) !== null);
  return {
    id: rate,
    header,
    definition: rate,
    kind: 'number',
    cell: (row) => <Rate row={row} rate={rate} room={room} />,
  };
};

const columnsFor = (rows: RecentCampaign[], seesPeople: boolean): DataColumn<RecentCampaign>[] => [
  { id: 'name', header: 'Campaign', cell: (row) => row.name, maxWidth: 420 },
  {
    id: 'sentAt',
    header: 'Sent',
    kind: 'date',
    cell: (row) => (row.sentAt ? <Time at={row.sentAt} as="moment" /> : 'not yet'),
  },
  {
    id: 'delivered',
    header: 'Delivered',
    definition: 'delivered',
    kind: 'number',
    cell: (row) => (
      <CountLink href={seesPeople ? peopleOfCampaign(row.id, 'delivered') : null}>
        <Num value={delivered(row)} />
      </CountLink>
    ),
  },
  rateColumn(rows, 'opened', 'Opened'),
  rateColumn(rows, 'clicked', 'Clicked'),
  rateColumn(rows, 'unsubscribed', 'Unsubscribed'),
];

export function RecentCampaignsTable({ rows, seesPeople }: { rows: RecentCampaign[]; seesPeople: boolean }) {
  const columns = useMemo(() => columnsFor(rows, seesPeople), [rows, seesPeople]);
  return (
    <Card>
      <CardHeader
        title="Recent campaigns"
        right={
          <PageLink className="prose-link" href="/email-campaigns">
            Email Campaigns
          </PageLink>
        }
        className="pb-2.5"
      />
      <DataTable
        bare
        label="Recent campaigns"
        columns={columns}
        rows={rows}
        rowId={(row) => row.id}
        rowHref={(row) => `/email-campaigns/${row.id}`}
        page={{ total: rows.length, pageIndex: 0, pageSize: rows.length }}
        searchPlaceholder={null}
        prefix="campaigns"
        foot={
          rows.some(({ median }) => median !== null) ? (
            <>
              changes in points against the <Defined by="median">median</Defined> of the account’s own
              campaigns
            </>
          ) : (
            <>
              the latest <Num value={rows.length} />
            </>
          )
        }
      />
    </Card>
  );
}
