'use client';

import { changeOfRate } from '@/components/campaigns/change-of-rate';
import { peopleOfCampaign } from '@/components/campaigns/people-address';
import { cn } from '@/components/ui/cn';
import { Defined } from '@/components/ui/count';
import { CountLink } from '@/components/ui/count-link';
import { DataTable, type DataColumn } from '@/components/ui/data-table';
import { Num, Percent } from '@/components/ui/numbers';
import { Time } from '@/components/ui/time';
import type { CampaignRates, RecentCampaign } from '@/lib/dashboard/schemas';

const delivered = (row: RecentCampaign): number => row.sentCount - row.bouncedCount;

/** A rate, and how far it is from what the account's campaigns before it usually had, in points; less than a tenth isn't told. */
function Rate({ row, part, rate }: { row: RecentCampaign; part: number; rate: keyof CampaignRates }) {
  const whole = delivered(row);
  const usual = row.median && { part: row.median[rate], whole: 1 };
  const change = changeOfRate({ part, whole }, usual, rate !== 'unsubscribed');
  const told = change && change.good !== null ? change : null;
  return (
    <>
      <Percent part={part} whole={whole} />
      <span
        className={cn(
          'inline-block pl-2 text-right text-sm sm:min-w-[3.4rem]',
          told && (told.good ? 'text-good' : 'text-bad'),
        )}
      >
        {told?.text}
      </span>
    </>
  );
}

const columnsFor = (seesPeople: boolean): DataColumn<RecentCampaign>[] => [
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
  {
    id: 'opened',
    header: 'Opened',
    definition: 'opened',
    kind: 'number',
    cell: (row) => <Rate row={row} part={row.openerCount} rate="opened" />,
  },
  {
    id: 'clicked',
    header: 'Clicked',
    definition: 'clicked',
    kind: 'number',
    cell: (row) => <Rate row={row} part={row.clickerCount} rate="clicked" />,
  },
  {
    id: 'unsubscribed',
    header: 'Unsubscribed',
    definition: 'unsubscribed',
    kind: 'number',
    cell: (row) => <Rate row={row} part={row.unsubscribedCount} rate="unsubscribed" />,
  },
];

const columns = { withPeople: columnsFor(true), withoutPeople: columnsFor(false) };

export function RecentCampaignsTable({ rows, seesPeople }: { rows: RecentCampaign[]; seesPeople: boolean }) {
  return (
    <div>
      <DataTable
        label="Recent campaigns"
        columns={seesPeople ? columns.withPeople : columns.withoutPeople}
        rows={rows}
        rowId={(row) => row.id}
        rowHref={(row) => `/email-campaigns/${row.id}`}
        page={{ total: rows.length, pageIndex: 0, pageSize: rows.length }}
        searchPlaceholder={null}
        prefix="campaigns"
      />
      {rows.some(({ median }) => median !== null) && (
        <p className="mt-2 px-1 text-sm text-ink-3">
          Changes are in points against the <Defined by="median">median</Defined> of the account’s own
          campaigns.
        </p>
      )}
    </div>
  );
}
