import { useQuery } from '@tanstack/react-query';

import { ask } from '@/components/ui/ask';
import { Button } from '@/components/ui/button';
import { Strip } from '@/components/ui/strip';
import { Time } from '@/components/ui/time';
import { useInstant } from '@/components/ui/use-instant';
import { useViewer } from '@/components/ui/viewer';
import type { ConnectionView } from '@/lib/connections/schemas';
import type { ReadyView } from '@/lib/export/schemas';
import { agree, formatNumber } from '@/lib/format';

import { comingId } from './connection-changes';
import { type ConnectionActions, useConnectionActions } from './use-connection-actions';

type ReadyStampProps = { connection: ConnectionView; actions: ConnectionActions | null };

/** With the version: what was read while a change was shown before it was stored tells of before. */
const readyKey = ({ id, version, lastExportedAt, underWay, status, pausedAs }: ConnectionView) => [
  'ready',
  id,
  version,
  lastExportedAt,
  underWay,
  status,
  pausedAs,
];

/** Whether a campaign can go to the book now; until when it stays so is said by a freeze. While it can't: who is told when it can. */
export function ReadyStamp({ connection, actions }: ReadyStampProps) {
  const { locale } = useViewer();
  const { id } = connection;
  const { data } = useQuery({
    queryKey: readyKey(connection),
    enabled: id !== comingId,
    retry: false,
    queryFn: ({ signal }) => ask<ReadyView>(`/api/connections/ready?${new URLSearchParams({ id })}`, signal),
  });
  if (!data) return null;
  if (!data.ready) return actions && <TellMe connection={connection} ready={data} actions={actions} />;
  const number = (count: number): string => formatNumber(count, locale);
  return (
    <Strip state={null} right={actions && <FreezeButton connection={connection} actions={actions} />}>
      <b>Ready to send</b>: complete as of <Time at={data.asOf} />, nothing in flight, {number(data.refused)}{' '}
      refused, {number(data.heldBack)} held back
    </Strip>
  );
}

type ButtonProps = { connection: ConnectionView; actions: ConnectionActions };

function FreezeButton({ connection, actions }: ButtonProps) {
  const { freeze } = useConnectionActions(connection.listId, actions);
  if (connection.state !== 'active') return null;
  return (
    <Button size="sm" onClick={() => freeze(connection)}>
      Freeze
    </Button>
  );
}

function TellMe({ connection, ready, actions }: ButtonProps & { ready: ReadyView }) {
  const instantly = useInstant<ReadyView>(readyKey(connection));
  const { id } = connection;
  const { tellsYou, mailMissing } = ready;
  const missing =
    mailMissing.length > 0
      ? `${mailMissing.join(' and ')} ${agree(mailMissing.length, 'is', 'are')} not set, so no mail goes out.`
      : null;
  const turn = () =>
    instantly({
      action: () => (tellsYou ? actions.dontTellWhenReady({ id }) : actions.tellWhenReady({ id })),
      shows: (now) => ({ ...now, tellsYou: !tellsYou }),
      refused: 'Not changed',
    });
  return (
    <Strip
      state={null}
      right={
        <Button size="sm" why={missing} onClick={turn}>
          {tellsYou ? 'Don’t tell me' : 'Tell me when ready'}
        </Button>
      }
    >
      {tellsYou ? 'You get a mail when the book is complete.' : 'Not complete yet.'}
    </Strip>
  );
}
