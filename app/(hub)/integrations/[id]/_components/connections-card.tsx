'use client';

import { Card, CardHeader } from '@/components/ui/card';
import { Chip, type Tone } from '@/components/ui/chip';
import { DataTable, type DataColumn } from '@/components/ui/data-table';
import { EmptyState } from '@/components/ui/empty-state';
import { Time } from '@/components/ui/time';
import { channelWords } from '@/lib/connections/schemas';
import type { IntegrationHealth } from '@/lib/integrations/schemas';

type Connection = IntegrationHealth['connections'][number];

const tones: Record<string, Tone> = { active: 'good', paused: 'neutral', stopped: 'bad', held: 'warn' };
const words: Record<string, string> = {
  active: 'Active',
  paused: 'Paused',
  stopped: 'Stopped',
  held: 'Held for approval',
};

const columns: DataColumn<Connection>[] = [
  { id: 'list', header: 'Marketing list', cell: (row) => row.listName, maxWidth: 240 },
  { id: 'book', header: 'Address book', cell: (row) => row.bookName, maxWidth: 240 },
  { id: 'channel', header: 'Channel', cell: (row) => channelWords[row.channel] },
  {
    id: 'state',
    header: 'State',
    kind: 'state',
    cell: (row) => <Chip tone={tones[row.state]}>{words[row.state] ?? row.state}</Chip>,
  },
  {
    id: 'sent',
    header: 'Last export',
    kind: 'date',
    cell: (row) => <Time at={row.lastExportedAt} none="not yet" />,
  },
];

export function ConnectionsCard({ connections }: { connections: Connection[] }) {
  return (
    <Card>
      <CardHeader
        title="Connections"
        right={connections.length > 0 ? 'list to book' : undefined}
        className="pb-2.5"
      />
      <DataTable
        bare
        label="Connections"
        prefix="connections"
        columns={columns}
        rows={connections}
        rowId={(row) => row.id}
        rowHref={(row) => `/marketing-lists/${row.listId}`}
        page={{ total: connections.length, pageIndex: 0, pageSize: Math.max(connections.length, 1) }}
        searchPlaceholder={null}
        empty={
          <EmptyState title="No list is connected" className="py-8">
            Open a marketing list and connect it to one of the books above.
          </EmptyState>
        }
      />
    </Card>
  );
}
