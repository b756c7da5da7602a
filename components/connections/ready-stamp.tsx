import { useQuery } from '@tanstack/react-query';

import { ask } from '@/components/ui/ask';
import { Button } from '@/components/ui/button';
import { Strip } from '@/components/ui/strip';
import { Time } from '@/components/ui/time';
import { useViewer } from '@/components/ui/viewer';
import type { ConnectionView } from '@/lib/connections/schemas';
import type { ReadyView } from '@/lib/export/schemas';
import { formatNumber } from '@/lib/format';

import { type ConnectionActions, useConnectionActions } from './use-connection-actions';

type ReadyStampProps = { connection: ConnectionView; actions: ConnectionActions | null };

/** Whether a campaign can go to the book now; until when it stays so is said by a freeze. Nothing while it can't. */
export function ReadyStamp({ connection, actions }: ReadyStampProps) {
  const { locale } = useViewer();
  const { id, lastExportedAt, underWay, status, pausedAs } = connection;
  const { data } = useQuery({
    queryKey: ['ready', id, lastExportedAt, underWay, status, pausedAs],
    enabled: lastExportedAt !== null,
    retry: false,
    queryFn: ({ signal }) => ask<ReadyView>(`/api/connections/ready?${new URLSearchParams({ id })}`, signal),
  });
  if (!data?.ready) return null;
  const number = (count: number): string => formatNumber(count, locale);
  return (
    <Strip state={null} right={actions && <FreezeButton connection={connection} actions={actions} />}>
      <b>Ready to send</b>: complete as of <Time at={data.asOf} />, nothing in flight, {number(data.refused)}{' '}
      refused, {number(data.heldBack)} held back
    </Strip>
  );
}

function FreezeButton({ connection, actions }: { connection: ConnectionView; actions: ConnectionActions }) {
  const { freeze } = useConnectionActions(connection.listId, actions);
  if (connection.state !== 'active') return null;
  return (
    <Button size="sm" onClick={() => freeze(connection)}>
      Freeze
    </Button>
  );
}
