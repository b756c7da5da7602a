'use client';

import { Chip, type Tone } from '@/components/ui/chip';
import type { DataColumn } from '@/components/ui/data-table';
import { Num, Percent } from '@/components/ui/numbers';
import { Time } from '@/components/ui/time';
import type { EmailCampaignRow } from '@/lib/campaigns/schemas';

const tones: Record<string, Tone> = { Sent: 'good', Sending: 'info', Triggered: 'info' };

export const campaignStatus = ({ status, goneAt }: EmailCampaignRow) =>
  goneAt === null ? (
    <Chip tone={tones[status] ?? 'neutral'}>{status.toLowerCase()}</Chip>
  ) : (
    <Chip tone="warn">deleted at Dotdigital</Chip>
  );

/** Used by the grid of all campaigns and by a marketing campaign's own. */
export const campaignColumns: DataColumn<EmailCampaignRow>[] = [
  {
    id: 'name',
    header: 'Campaign',
    cell: (row) => row.name,
    secondary: (row) => row.subject,
    sortable: true,
    maxWidth: 420,
  },
  {
    id: 'sentAt',
    header: 'Sent',
    kind: 'date',
    cell: (row) => <Time at={row.sentAt} as="moment" none="not yet" />,
    sortable: true,
    filter: { type: 'date' },
  },
  {
    id: 'recipients',
    header: 'Recipients',
    kind: 'number',
    cell: (row) => <Num value={row.counts.recipients} />,
    sortable: true,
    filter: { type: 'number' },
  },
  {
    id: 'openRate',
    header: 'Opened',
    kind: 'number',
    cell: (row) => <Percent part={row.counts.openers} whole={row.counts.delivered} />,
    sortable: true,
  },
  {
    id: 'clickRate',
    header: 'Clicked',
    kind: 'number',
    cell: (row) => <Percent part={row.counts.clickers} whole={row.counts.delivered} />,
    sortable: true,
  },
  {
    id: 'unsubscribed',
    header: 'Unsubscribed',
    kind: 'number',
    cell: (row) => <Num value={row.counts.unsubscribed} />,
    sortable: true,
  },
];
