'use client';

import { Chip, type Tone } from '@/components/ui/chip';
import { CountLink } from '@/components/ui/count-link';
import type { DataColumn } from '@/components/ui/data-table';
import { Num, Percent } from '@/components/ui/numbers';
import { Time } from '@/components/ui/time';
import type { EmailCampaignRow } from '@/lib/campaigns/schemas';

import { peopleOfCampaign } from './people-address';

const tones: Record<string, Tone> = { Sent: 'good', Sending: 'info', Triggered: 'info' };

export const campaignStatus = ({ status, goneAt }: EmailCampaignRow) =>
  goneAt === null ? (
    <Chip tone={tones[status] ?? 'neutral'}>{status.toLowerCase()}</Chip>
  ) : (
    <Chip tone="warn">deleted at Dotdigital</Chip>
  );

/** Used by the grid of all campaigns and by a marketing campaign's own; the numbers open their people for who may see them. */
export const campaignColumns = (seesPeople: boolean): DataColumn<EmailCampaignRow>[] => [
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
    header: 'Sent at',
    kind: 'date',
    cell: (row) => <Time at={row.sentAt} as="moment" none="not yet" />,
    sortable: true,
    filter: { type: 'date' },
  },
  {
    id: 'recipients',
    header: 'Sent to',
    definition: 'recipients',
    kind: 'number',
    cell: (row) => (
      <CountLink href={seesPeople ? peopleOfCampaign(row.id) : null}>
        <Num value={row.counts.recipients} />
      </CountLink>
    ),
    sortable: true,
    filter: { type: 'number' },
  },
  {
    id: 'delivered',
    header: 'Delivered',
    definition: 'delivered',
    kind: 'number',
    cell: (row) => (
      <CountLink href={seesPeople ? peopleOfCampaign(row.id, 'delivered') : null}>
        <Num value={row.counts.delivered} />
      </CountLink>
    ),
    sortable: true,
    filter: { type: 'number' },
    hidden: true,
  },
  {
    id: 'openRate',
    header: 'Open rate',
    definition: 'opened',
    kind: 'number',
    cell: (row) => <Percent part={row.counts.humanOpeners} whole={row.counts.delivered} />,
    sortable: true,
  },
  {
    id: 'clickRate',
    header: 'Clicked',
    definition: 'clicked',
    kind: 'number',
    cell: (row) => <Percent part={row.counts.humanClickers} whole={row.counts.delivered} />,
    sortable: true,
    hidden: true,
  },
  {
    id: 'clickToOpen',
    header: 'Click-to-open',
    definition: 'clickToOpen',
    kind: 'number',
    cell: (row) => <Percent part={row.counts.humanClickers} whole={row.counts.humanOpeners} />,
    sortable: true,
  },
  {
    id: 'unsubscribed',
    header: 'Unsubscribed',
    definition: 'unsubscribed',
    kind: 'number',
    cell: (row) => (
      <CountLink href={seesPeople ? peopleOfCampaign(row.id, 'unsubscribed') : null}>
        <Num value={row.counts.unsubscribed} />
      </CountLink>
    ),
    sortable: true,
  },
];
