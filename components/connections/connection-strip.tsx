'use client';

import { Button } from '@/components/ui/button';
import { Chip, type Tone } from '@/components/ui/chip';
import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import { CountLink } from '@/components/ui/count-link';
import { Notice } from '@/components/ui/notice';
import { Num } from '@/components/ui/numbers';
import { Strip } from '@/components/ui/strip';
import { Time } from '@/components/ui/time';
import { useLivePage } from '@/components/ui/use-live';
import { useViewer } from '@/components/ui/viewer';
import {
  channelWords,
  type ConnectionStatus,
  type ConnectionView,
  type PauseKind,
} from '@/lib/connections/schemas';
import { plural } from '@/lib/format';

import { PageLink } from '../ui/page-link';
import { useListConnections } from './connection-data';
import { HeldPeople } from './held-people';
import { WhyTheyLeave } from './why-they-leave';
import { InFlight } from './in-flight';
import { InStep } from './in-step';
import { ReadyStamp } from './ready-stamp';
import { type ConnectionActions, useConnectionActions } from './use-connection-actions';

const tones: Record<ConnectionStatus, Tone> = {
  up_to_date: 'good',
  in_progress: 'info',
  waiting: 'warn',
  held: 'warn',
  paused: 'neutral',
  shadow: 'info',
  rejected: 'bad',
  contact_limit: 'bad',
  failed: 'bad',
  not_synced: 'neutral',
  unknown: 'warn',
};

const isMoving = (connections: ConnectionView[]): boolean =>
  connections.some(({ status }) => status === 'in_progress' || status === 'waiting');

/** The whole page of a list costs more than its strip. */
const readAgainEveryMs = 3_000;

type ConnectionStripProps = {
  listId: string;
  initial: ConnectionView[];
  /** Without: someone who may read the list and not change it. */
  actions: ConnectionActions | null;
};

/** One line per connection: how it stands, in which book, when it was last exported and when the next wave is. It moves while a run does. */
export function ConnectionStrip({ listId, initial, actions }: ConnectionStripProps) {
  const connections = useListConnections(listId, initial);
  // Staircase and members are what the server read: a run may have begun and ended between two looks.
  useLivePage(`list:${listId}`, isMoving(initial), readAgainEveryMs);
  if (connections.length === 0) return null;
  return (
    <div className="grid gap-2">
      {connections.map((connection) => (
        <ConnectionLine key={connection.id} connection={connection} actions={actions} />
      ))}
    </div>
  );
}

function ConnectionLine({
  connection,
  actions,
}: {
  connection: ConnectionView;
  actions: ConnectionActions | null;
}) {
  const { locale } = useViewer();
  const { addressBook, integration } = connection;
  return (
    <div className="grid gap-2 [&>section]:mb-0">
      <Strip
        state={
          <>
            <Chip tone={tones[connection.status]}>{connection.statusLabel}</Chip>{' '}
            {connection.channel === 'sms' && <Chip tone="neutral">{channelWords.sms}</Chip>}
          </>
        }
        right={
          <>
            <span>
              Last exported{' '}
              <b>
                <Time at={connection.lastExportedAt} none="never" />
              </b>
            </span>
            {connection.nextExportAt && connection.status !== 'in_progress' && (
              <span>
                Next run{' '}
                <b>
                  <Time at={connection.nextExportAt} ahead />
                </b>
              </span>
            )}
            {connection.runId && (
              <PageLink className="prose-link" href={`/sync-runs/${connection.runId}`}>
                {connection.status === 'in_progress' ? 'Watch the run' : 'Last run'}
              </PageLink>
            )}
          </>
        }
      >
        Connected to <b>{addressBook.name}</b> in {integration.name},{' '}
        <CountLink href={`/integrations/${integration.id}/books/${addressBook.id}`} definition="inBook">
          <b>
            <Num value={connection.inBook} />
          </b>{' '}
          in the address book
        </CountLink>
        {connection.inBookAsOf && (
          <>
            {' '}
            as of <Time at={connection.inBookAsOf} />
          </>
        )}
        , <InFlight connection={connection} />
      </Strip>
      <ReadyStamp connection={connection} actions={actions} />
      <InStep connection={connection} actions={actions} />
      {connection.message && (
        <Notice
          tone={tones[connection.status] === 'bad' ? 'bad' : connection.status === 'shadow' ? 'info' : 'warn'}
          title={`${connection.statusLabel}.`}
          action={
            actions && (
              <LineAction
                connection={connection}
                actions={actions}
                approve={
                  connection.held
                    ? `Approve these ${plural(connection.held.remove, 'removal', 'removals', locale)}`
                    : null
                }
              />
            )
          }
        >
          {connection.message}
          {connection.pausedUntil && (
            <>
              {' '}
              It goes on by itself on <Time at={connection.pausedUntil} as="moment" />.
            </>
          )}
          {connection.held && connection.runId && <WhyTheyLeave runId={connection.runId} />}
        </Notice>
      )}
    </div>
  );
}

function LineAction({
  connection,
  actions,
  approve,
}: {
  connection: ConnectionView;
  actions: ConnectionActions;
  approve: string | null;
}) {
  const { approve: approveHeld, discard, resume } = useConnectionActions(connection.listId, actions);
  const { held } = connection;
  if (held && approve)
    return (
      <div className="flex flex-wrap gap-2">
        <ApproveButton
          connection={connection}
          held={held}
          label={approve}
          approve={() => void approveHeld(connection, held.waveId)}
        />
        <Button size="sm" onClick={() => discard(connection, held.waveId)}>
          Discard
        </Button>
      </div>
    );
  if (connection.state !== 'paused' && connection.state !== 'stopped') return null;
  return (
    <Button size="sm" onClick={() => resume(connection)}>
      {goesOnBy[connection.pausedAs ?? 'paused']}
    </Button>
  );
}

const goesOnBy: Record<PauseKind, string> = { paused: 'Resume', frozen: 'Unfreeze', shadow: 'Make it live' };

type ApproveProps = {
  connection: ConnectionView;
  held: NonNullable<ConnectionView['held']>;
  label: string;
  approve: () => void;
};

/** The plan that was shown is the plan that is approved: its wave's id goes along. */
function ApproveButton({ connection, held, label, approve }: ApproveProps) {
  const { locale } = useViewer();
  return (
    <ConfirmDialog
      trigger={<Button size="sm">{label}</Button>}
      title={`Take ${plural(held.remove, 'person', 'people', locale)} out of ${connection.addressBook.name}`}
      goes={`${plural(held.remove, 'person', 'people', locale)} of ${plural(connection.inBook, 'person', 'people', locale)} leave the address book.`}
      stays={`They stay in Dotdigital and in the CRM, and are not unsubscribed. ${plural(held.add, 'person', 'people', locale)} come in with the same run.`}
      confirm={label}
      onConfirm={async () => approve()}
    >
      {connection.runId && <HeldPeople runId={connection.runId} held={held} />}
    </ConfirmDialog>
  );
}
