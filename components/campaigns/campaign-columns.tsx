'use client';

import { Chip, type Tone } from '@/components/ui/chip';
import { CountLink } from '@/components/ui/count-link';
import type { DataColumn } from '@/components/ui/data-table';
import { Num, Percent } from '@/components/ui/numbers';
import { Time } from '@/components/ui/time';
import type { EmailCampaignRow, Machines } from '@/lib/campaigns/schemas';

import { peopleOfCampaign } from './people-address';

const tones: Record<string, Tone> = { Sent: 'good', Sending: 'info', Triggered: 'info' };

export const campaignStatus = ({ status, goneAt }: EmailCampaignRow) =>
  goneAt === null ? (
    <Chip tone={tones[status] ?? 'neutral'}>{status.toLowerCase()}</Chip>
  ) : (
    <Chip tone="warn">deleted at Dotdigital</Chip>
  );

const openersOf = ({ counts }: EmailCampaignRow, machines: Machines): number =>
  machines === 'in' ? counts.openers : counts.humanOpeners;
const clickersOf = ({ counts }: EmailCampaignRow, machines: Machines): number =>
  machines === 'in' ? counts.clickers : counts.humanClickers;

/**
 * Used by the grid of all campaigns and by a marketing campaign's own; the numbers open their people for who may see them. Where machines are
 * counted in, openers and clickers are.
 */
export const campaignColumns = (
  seesPeople: boolean,
  machines: Machines = 'out',
): DataColumn<EmailCampaignRow>[] => [
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
      <CountLink href={seesPeople ? peopleOfCampaign(row.id, undefined, machines) : null}>
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
      <CountLink href={seesPeople ? peopleOfCampaign(row.id, 'delivered', machines) : null}>
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
    cell: (row) => <Percent part={openersOf(row, machines)} whole={row.counts.delivered} />,
    sortable: true,
  },
  {
    id: 'clickRate',
    header: 'Clicked',
    definition: 'clicked',
    kind: 'number',
    cell: (row) => <Percent part={clickersOf(row, machines)} whole={row.counts.delivered} />,
    sortable: true,
    hidden: true,
  },
  {
    id: 'clickToOpen',
    header: 'Click-to-open',
    definition: 'clickToOpen',
    kind: 'number',
    cell: (row) => <Percent part={clickersOf(row, machines)} whole={openersOf(row, machines)} />,
    sortable: true,
  },
  {
    id: 'unsubscribed',
    header: 'Unsubscribed',
    definition: 'unsubscribed',
    kind: 'number',
    cell: (row) => (
      <CountLink href={seesPeople ? peopleOfCampaign(row.id, 'unsubscribed', machines) : null}>
        <Num value={row.counts.unsubscribed} />
      </CountLink>
    ),
    sortable: true,
  },
];
