'use client';

import { useQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { useEffect, useRef, useState } from 'react';

import { Button } from '@/components/ui/button';
import { Chip, type Tone } from '@/components/ui/chip';
import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import { Notice } from '@/components/ui/notice';
import { CountLink } from '@/components/ui/count-link';
import { Num } from '@/components/ui/numbers';
import { Strip } from '@/components/ui/strip';
import { Time } from '@/components/ui/time';
import { toast } from '@/components/ui/toaster';
import { useViewer } from '@/components/ui/viewer';
import type { ConnectionStatus, ConnectionView } from '@/lib/connections/schemas';
import { plural } from '@/lib/format';
import { gridAddress } from '@/lib/table-query';
import type { Result } from '@/lib/result';

import { ask } from '@/components/ui/ask';

import { HeldPeople } from './held-people';

export type StripActions = {
  resume: (input: { id: string }) => Promise<Result<void>>;
  approve: (input: { id: string; waveId: string }) => Promise<Result<{ runId: string }>>;
};

const tones: Record<ConnectionStatus, Tone> = {
  up_to_date: 'good',
  in_progress: 'info',
  waiting: 'warn',
  held: 'warn',
  paused: 'neutral',
  rejected: 'bad',
  contact_limit: 'bad',
  failed: 'bad',
  not_synced: 'neutral',
  unknown: 'warn',
};

const isMoving = (connections: ConnectionView[] | undefined): boolean =>
  connections?.some(
    ({ status }) => status === 'in_progress' || status === 'waiting' || status === 'not_synced',
  ) ?? false;

/** One line per connection: how it stands, in which book, when it was last exported and when the next wave is. It moves while a run does. */
export function ConnectionStrip({
  listId,
  initial,
  actions,
}: {
  listId: string;
  initial: ConnectionView[];
  actions: StripActions | null;
}) {
  const router = useRouter();
  const { data: connections } = useQuery({
    queryKey: ['list-connections', listId],
    initialData: initial,
    refetchInterval: ({ state }) => (isMoving(state.data) ? 1_500 : 20_000),
    queryFn: ({ signal }) => ask<ConnectionView[]>(`/api/connections?listId=${listId}`, signal),
  });
  const moving = isMoving(connections);
  const moved = useRef(moving);
  useEffect(() => {
    // The rest of the page (staircase, members) was rendered while the run was under way.
    if (moved.current && !moving) router.refresh();
    moved.current = moving;
  }, [moving, router]);
  return (
    <div className="grid gap-2">
      {connections.map((connection) => (
        <ConnectionLine key={connection.id} connection={connection} actions={actions} />
      ))}
    </div>
  );
}

/** Without actions: someone who may read the list and not change it. */
function ConnectionLine({
  connection,
  actions,
}: {
  connection: ConnectionView;
  actions: StripActions | null;
}) {
  const { locale } = useViewer();
  const { addressBook, integration } = connection;
  return (
    <div className="grid gap-2 [&>section]:mb-0">
      <Strip
        state={<Chip tone={tones[connection.status]}>{connection.statusLabel}</Chip>}
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
                  <Time at={connection.nextExportAt} />
                </b>
              </span>
            )}
            {connection.runId && (
              <Link className="prose-link" href={`/sync-runs/${connection.runId}`}>
                {connection.status === 'in_progress' ? 'Watch the run' : 'Last run'}
              </Link>
            )}
          </>
        }
      >
        Connected to <b>{addressBook.name}</b> in {integration.name},{' '}
        <CountLink href={`/integrations/${integration.id}/books/${addressBook.id}`}>
          <b>
            <Num value={connection.inBook} />
          </b>{' '}
          in the book
        </CountLink>
        {connection.underWay > 0 ? (
          <>
            ,{' '}
            <CountLink
              href={
                connection.runId &&
                gridAddress(`/sync-runs/${connection.runId}`, { outcome: ['under_way'] }, 'people')
              }
            >
              <Num value={connection.underWay} /> under way
            </CountLink>
          </>
        ) : (
          ', nothing in flight'
        )}
        {connection.refused > 0 && (
          <>
            , <Num value={connection.refused} /> refused
          </>
        )}
      </Strip>
      {connection.message && (
        <Notice
          tone={tones[connection.status] === 'bad' ? 'bad' : 'warn'}
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
  actions: StripActions;
  approve: string | null;
}) {
  const router = useRouter();
  const [pending, setPending] = useState(false);
  if (connection.held && approve)
    return <ApproveButton connection={connection} approve={actions.approve} label={approve} />;
  if (connection.state !== 'paused' && connection.state !== 'stopped') return null;
  const resume = async (): Promise<void> => {
    setPending(true);
    const result = await actions.resume({ id: connection.id }).catch(() => null);
    setPending(false);
    if (result?.ok) toast.good('Resumed', { detail: 'The next run starts now.' });
    else
      toast.bad('Not resumed', {
        detail: result?.error.message ?? 'The server could not be reached. Try again in a moment.',
      });
    router.refresh();
  };
  return (
    <Button size="sm" pending={pending} onClick={() => void resume()}>
      Resume
    </Button>
  );
}

type ApproveProps = { connection: ConnectionView; approve: StripActions['approve']; label: string };

/** The plan that was shown is the plan that is approved: its wave's id goes along. */
function ApproveButton({ connection, approve, label }: ApproveProps) {
  const router = useRouter();
  const { locale } = useViewer();
  const { held } = connection;
  if (!held) return null;
  return (
    <ConfirmDialog
      trigger={<Button size="sm">{label}</Button>}
      title={`Take ${plural(held.remove, 'person', 'people', locale)} out of ${connection.addressBook.name}`}
      goes={`${plural(held.remove, 'person', 'people', locale)} of ${plural(connection.inBook, 'person', 'people', locale)} leave the address book.`}
      stays={`They stay in Dotdigital and in the CRM, and are not unsubscribed. ${plural(held.add, 'person', 'people', locale)} come in with the same run.`}
      confirm={label}
      onConfirm={async () => {
        const result = await approve({ id: connection.id, waveId: held.waveId });
        if (result.ok)
          toast.good('Approved', {
            action: { label: 'Watch it', onSelect: () => router.push(`/sync-runs/${result.data.runId}`) },
          });
        router.refresh();
        return result;
      }}
    >
      {connection.runId && <HeldPeople runId={connection.runId} held={held} />}
    </ConfirmDialog>
  );
}
