'use client';

import { useQuery } from '@tanstack/react-query';
import { ask } from '@/components/ui/ask';
import { Button } from '@/components/ui/button';
import { Card } from '@/components/ui/card';
import { Chip, type Tone } from '@/components/ui/chip';
import { DataTable, type DataColumn } from '@/components/ui/data-table';
import { EmptyState } from '@/components/ui/empty-state';
import { Notice } from '@/components/ui/notice';
import { TableSkeleton } from '@/components/ui/skeleton';
import { maxSmsCampaigns, type SmsCampaign } from '@/lib/campaigns/schemas';

const states: Record<string, { label: string; tone: Tone }> = {
  Unsent: { label: 'draft', tone: 'neutral' },
  Sending: { label: 'sending', tone: 'info' },
  Sent: { label: 'sent', tone: 'good' },
  Cancelled: { label: 'cancelled', tone: 'warn' },
};

const columns: DataColumn<SmsCampaign>[] = [
  { id: 'name', header: 'Name', cell: ({ name }) => name, maxWidth: 260 },
  { id: 'message', header: 'Text', cell: ({ message }) => message, maxWidth: 420 },
  { id: 'from', header: 'From', cell: ({ from }) => from || 'as the account has it' },
  {
    id: 'status',
    header: 'State',
    kind: 'state',
    cell: ({ status }) => {
      const { label, tone } = states[status] ?? { label: status || 'not told', tone: 'neutral' };
      return <Chip tone={tone}>{label}</Chip>;
    },
  },
];

export function SmsCampaigns({ integrationId }: { integrationId: string }) {
  const { data, error, refetch } = useQuery({
    queryKey: ['sms-campaigns', integrationId],
    retry: false,
    queryFn: ({ signal }) => ask<SmsCampaign[]>(`/api/sms-campaigns?integrationId=${integrationId}`, signal),
  });
  if (error)
    return (
      <Notice
        tone="bad"
        title="Dotdigital could not be asked."
        action={<Button onClick={() => refetch()}>Try again</Button>}
      >
        {error.message}
      </Notice>
    );
  if (!data) return <TableSkeleton columns={4} />;
  if (data.length === 0)
    return (
      <Card>
        <EmptyState title="The account has no SMS campaign">
          They are made in Dotdigital. A text message to one person is an action of an automation.
        </EmptyState>
      </Card>
    );
  return (
    <DataTable
      label="SMS campaigns"
      columns={columns}
      rows={data}
      rowId={({ dotdigitalId }) => String(dotdigitalId)}
      page={{ total: data.length, pageIndex: 0, pageSize: data.length }}
      searchPlaceholder={null}
      prefix="sms"
      foot={data.length === maxSmsCampaigns && `The latest ${maxSmsCampaigns} of the account.`}
    />
  );
}
