'use client';

import { useState } from 'react';
import { campaignColumns, campaignStatus } from '@/components/campaigns/campaign-columns';
import { useCompareAction } from '@/components/campaigns/compare-action';
import { DataTable, type BulkAction, type DataColumn } from '@/components/ui/data-table';
import { EmptyState } from '@/components/ui/empty-state';
import type { EmailCampaignRow, Machines } from '@/lib/campaigns/schemas';
import { MoveDialog } from './move-dialog';
import { SplitDialog } from './split-dialog';

const columnsFor = (seesPeople: boolean, machines: Machines): DataColumn<EmailCampaignRow>[] => [
  ...campaignColumns(seesPeople, machines).map((column) => ({
    ...column,
    sortable: false,
    filter: undefined,
  })),
  { id: 'status', header: 'Status', kind: 'state', cell: campaignStatus },
];

type CampaignsOfProps = {
  campaign: { id: string; name: string; version: number; mayChange: boolean; asking: string | null };
  rows: EmailCampaignRow[];
  seesPeople: boolean;
  machines: Machines;
};

type Doing = { what: 'split' | 'move'; rows: EmailCampaignRow[]; done?: () => void };

/** What is under it, to be compared, split off and moved. */
export function CampaignsOf({ campaign, rows, seesPeople, machines }: CampaignsOfProps) {
  const [doing, setDoing] = useState<Doing | null>(null);
  const close = (): void => setDoing(null);
  const compare = useCompareAction();
  const split: BulkAction = {
    label: (_, whom) => `Split ${whom} off`,
    hotkey: 's',
    onSelect: (ids, clear) =>
      setDoing({ what: 'split', rows: rows.filter(({ id }) => ids.includes(id)), done: clear }),
  };
  const [moving] = doing?.what === 'move' ? doing.rows : [];
  return (
    <>
      <DataTable
        label="Email campaigns"
        title="Email campaigns"
        columns={columnsFor(seesPeople, machines)}
        rows={rows}
        rowId={(row) => row.id}
        rowHref={(row) => `/email-campaigns/${row.id}`}
        rowActions={
          campaign.mayChange
            ? (row) => [
                {
                  label: 'Move to another marketing campaign',
                  hotkey: 'm',
                  onSelect: () => setDoing({ what: 'move', rows: [row] }),
                },
              ]
            : undefined
        }
        bulkActions={campaign.mayChange ? [compare, split] : [compare]}
        page={{ total: rows.length, pageIndex: 0, pageSize: Math.max(rows.length, 1) }}
        searchPlaceholder={null}
        empty={
          <EmptyState title="None under it">
            Its email campaigns were moved or deleted, or belong to an integration that was. Another one is
            moved here from the page of the marketing campaign that it is under.
          </EmptyState>
        }
      />
      {doing?.what === 'split' && (
        <SplitDialog
          campaign={campaign}
          chosen={doing.rows}
          onClose={() => {
            doing.done?.();
            close();
          }}
        />
      )}
      {moving && <MoveDialog campaign={campaign} moving={moving} onClose={close} />}
    </>
  );
}
