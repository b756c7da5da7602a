'use client';

import { useQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { useEffect, useRef, useState } from 'react';

import { Button } from '@/components/ui/button';
import { Card, CardFooter } from '@/components/ui/card';
import { Chip } from '@/components/ui/chip';
import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import { Notice } from '@/components/ui/notice';
import { Num } from '@/components/ui/numbers';
import { PageHeader } from '@/components/ui/page-header';
import { type Phase, Phases } from '@/components/ui/phases';
import { Tiles, type Tile } from '@/components/ui/tiles';
import { Time } from '@/components/ui/time';
import { toast } from '@/components/ui/toaster';
import { useNow, useViewer } from '@/components/ui/viewer';
import { formatDuration, formatNumber, plural } from '@/lib/format';
import type { Result } from '@/lib/result';
import {
  isUnderWay,
  type RunOutcome,
  type RunPhase,
  type RunRowCount,
  runStateWords,
  type SyncRunDetail,
} from '@/lib/sync-runs/schemas';

import { ask } from '@/components/ui/ask';
import { HeldPeople } from '@/components/connections/held-people';
import { RunCauses } from './run-causes';
import { rowsHref } from './rows-href';
import { RunLog } from './run-log';
import { runTitle } from './run-words';
import { runTones } from './runs-table';

export type RunActions = {
  cancel: (input: { id: string }) => Promise<Result<void>>;
  resume: (input: { id: string }) => Promise<Result<void>>;
  approve: (input: { id: string; waveId: string }) => Promise<Result<{ runId: string }>>;
};

/** A run while it runs: phases, numbers, refusals and log move in place; the rows below it are read again when it ends. */
export function SyncRun({
  initial,
  rowCounts,
  mayChange,
  actions,
}: {
  initial: SyncRunDetail;
  /** What the grid below can show; a count that it can't isn't a door. */
  rowCounts: RunRowCount[];
  mayChange: boolean;
  actions: RunActions;
}) {
  const router = useRouter();
  const query = useQuery({
    queryKey: ['sync-run', initial.id],
    initialData: initial,
    refetchInterval: ({ state }) =>
      state.data && isUnderWay(state.data.state) ? 1_000 : state.data?.state === 'failed' ? 5_000 : false,
    queryFn: ({ signal }) => ask<SyncRunDetail>(`/api/sync-runs/${initial.id}`, signal),
  });
  const run = query.data;
  const settled = JSON.stringify([run.state, run.counts]);
  const shown = useRef(settled);
  useEffect(() => {
    if (shown.current !== settled) router.refresh();
    shown.current = settled;
  }, [settled, router]);
  const title = runTitle(run);
  return (
    <>
      <PageHeader
        trail={[{ label: 'Sync Runs', href: '/sync-runs' }, { label: title }]}
        title={title}
        lede={<RunLede run={run} />}
        actions={
          mayChange &&
          run.kind === 'export' &&
          isUnderWay(run.state) && (
            <CancelButton run={run} cancel={actions.cancel} onDone={() => void query.refetch()} />
          )
        }
      />
      <RunTrouble run={run} mayChange={mayChange} actions={actions} onDone={() => void query.refetch()} />
      {query.error && (
        <Notice tone="warn" title="The numbers stand still." className="mb-4">
          The server could not be reached just now; they go on by themselves.
        </Notice>
      )}
      <div className="grid items-start gap-4 lg:grid-cols-[420px_minmax(0,1fr)]">
        <Card>
          <Phases label="Phases" items={run.phases.map((phase) => toPhase(phase, run))} />
          <CardFooter>
            <Calls run={run} />
          </CardFooter>
        </Card>
        <div className="grid gap-4">
          <Card>
            <Tiles bare items={run.kind === 'export' ? exportTiles(run, rowCounts) : importTiles(run)} />
            <RunCauses runId={run.id} causes={run.causes} rowCounts={rowCounts} />
          </Card>
        </div>
      </div>
      <RunLog lines={run.log} />
    </>
  );
}

function RunLede({ run }: { run: SyncRunDetail }) {
  const first = run.trigger === 'connect' ? 'First sync' : run.kind === 'import' ? 'Import' : 'Export';
  const who = run.requestedBy
    ? `, asked for by ${run.requestedBy}`
    : run.trigger === 'schedule' || run.trigger === 'cron'
      ? ', by schedule'
      : '';
  return (
    <>
      <Chip tone={runTones[run.state]} className="mr-2">
        {runStateWords[run.state]}
      </Chip>
      {first}
      {who}, started at <Time at={run.startedAt} as="moment" />
      {run.finishedAt && !isUnderWay(run.state) && (
        <>, took {formatDuration(new Date(run.finishedAt).getTime() - new Date(run.startedAt).getTime())}</>
      )}
      .{' '}
      <Link className="prose-link" href={`/integrations/${run.integration.id}`}>
        {run.integration.name}
      </Link>
      {run.connection && (
        <>
          , list{' '}
          <Link className="prose-link" href={`/marketing-lists/${run.connection.listId}`}>
            {run.connection.listName}
          </Link>
        </>
      )}
      .
    </>
  );
}

function toPhase(phase: RunPhase, run: SyncRunDetail): Phase {
  const running = phase.state === 'running' && isUnderWay(run.state);
  return {
    label: phase.label,
    state: phase.state === 'running' && !isUnderWay(run.state) ? 'failed' : phase.state,
    detail: phase.detail,
    time: phase.startedAt ? (
      <PhaseTime from={phase.startedAt} to={phase.finishedAt} running={running} />
    ) : undefined,
    ...(phase.total ? { progress: Math.min(100, (phase.done / phase.total) * 100) } : {}),
  };
}

function PhaseTime({ from, to, running }: { from: string; to: string | null; running: boolean }) {
  const now = useNow();
  if (!to && !running) return null;
  return formatDuration((to ? new Date(to).getTime() : new Date(now).getTime()) - new Date(from).getTime());
}

function Calls({ run }: { run: SyncRunDetail }) {
  const { locale } = useViewer();
  return (
    <span className="figures">
      {plural(run.apiCallCount, 'API call', 'API calls', locale)}
      {run.callsLeft !== null && `, ${formatNumber(run.callsLeft, locale)} left now`}
    </span>
  );
}

function exportTiles({ id, counts }: SyncRunDetail, rowCounts: RunRowCount[]): Tile[] {
  const of = (...names: string[]): number => names.reduce((sum, name) => sum + (counts[name] ?? 0), 0);
  const tile = (label: string, count: number, ...outcomes: RunOutcome[]): Tile => ({
    value: <Num value={count} />,
    label,
    href: rowsHref(id, { outcomes, count }, rowCounts),
  });
  return [
    tile(
      'confirmed',
      of('added', 'updated', 'removed', 'unsubscribed'),
      'added',
      'updated',
      'removed',
      'unsubscribed',
    ),
    tile('under way', of('underWay'), 'under_way'),
    tile('left out', of('leftOut'), 'skipped'),
    {
      ...tile('refused', of('rejected'), 'rejected'),
      tone: of('rejected') > 0 ? 'bad' : undefined,
    },
  ];
}

function importTiles({ counts }: SyncRunDetail): Tile[] {
  const entries = Object.entries(counts).filter(([, count]) => count > 0);
  if (entries.length === 0) return [{ value: <Num value={0} />, label: 'new or changed' }];
  return entries.map(([name, count]) => ({
    value: <Num value={count} />,
    label: wordsOf(name),
    tone: name === 'setAside' ? ('bad' as const) : undefined,
  }));
}

/** `bookUnsubscribes` → "book unsubscribes". */
const wordsOf = (name: string): string =>
  name
    .replace(/([A-Z])/g, ' $1')
    .replaceAll('_', ' ')
    .toLowerCase();

type TroubleProps = { run: SyncRunDetail; mayChange: boolean; actions: RunActions; onDone: () => void };

/** What happened, what it means for the people on the list, what to do, and the button that does it. */
function RunTrouble({ run, mayChange, actions, onDone }: TroubleProps) {
  if (!run.errorMessage) return null;
  const bad = run.state === 'failed' || run.state === 'rejected' || run.stopped;
  return (
    <Notice
      tone={bad ? 'bad' : run.state === 'cancelled' ? 'info' : 'warn'}
      title={run.held ? 'Held for approval.' : `${runStateWords[run.state]}.`}
      className="mb-4"
      action={
        mayChange && run.connection ? (
          <TroubleAction run={run} connectionId={run.connection.id} actions={actions} onDone={onDone} />
        ) : undefined
      }
    >
      {run.errorMessage}
    </Notice>
  );
}

function TroubleAction({
  run,
  connectionId,
  actions,
  onDone,
}: {
  run: SyncRunDetail;
  connectionId: string;
  actions: RunActions;
  onDone: () => void;
}) {
  const { locale } = useViewer();
  const { held } = run;
  if (held) {
    const label = `Approve these ${plural(held.remove, 'removal', 'removals', locale)}`;
    return (
      <ConfirmDialog
        trigger={<Button size="sm">{label}</Button>}
        title={label}
        goes={`${plural(held.remove, 'person', 'people', locale)} leave ${run.connection?.bookName ?? 'the book'}.`}
        stays="They stay in Dotdigital and in the CRM, and are not unsubscribed."
        confirm={label}
        onConfirm={async () => {
          const result = await actions.approve({ id: connectionId, waveId: held.waveId });
          onDone();
          return result;
        }}
      >
        <HeldPeople runId={run.id} held={held} />
      </ConfirmDialog>
    );
  }
  return run.stopped ? (
    <ResumeButton connectionId={connectionId} resume={actions.resume} onDone={onDone} />
  ) : null;
}

function ResumeButton({
  connectionId,
  resume,
  onDone,
}: {
  connectionId: string;
  resume: RunActions['resume'];
  onDone: () => void;
}) {
  const [pending, setPending] = useState(false);
  const press = async (): Promise<void> => {
    setPending(true);
    const result = await resume({ id: connectionId }).catch(() => null);
    setPending(false);
    if (result?.ok) toast.good('Resumed', { detail: 'A new run starts now.' });
    else
      toast.bad('Not resumed', {
        detail: result?.error.message ?? 'The server could not be reached. Try again in a moment.',
      });
    onDone();
  };
  return (
    <Button size="sm" pending={pending} onClick={() => void press()}>
      Resume
    </Button>
  );
}

function CancelButton({
  run,
  cancel,
  onDone,
}: {
  run: SyncRunDetail;
  cancel: RunActions['cancel'];
  onDone: () => void;
}) {
  const { locale } = useViewer();
  const underWay = run.counts.underWay ?? 0;
  return (
    <ConfirmDialog
      trigger={<Button>Cancel run</Button>}
      title="Cancel run"
      goes={`Of ${plural(underWay, 'person', 'people', locale)} under way, those whose file has not left are not sent. The connection is paused until someone resumes it.`}
      stays="What Dotdigital has already is followed up to its end. Nobody is taken out by this."
      confirm="Cancel run"
      onConfirm={async () => {
        const result = await cancel({ id: run.id });
        onDone();
        return result;
      }}
    />
  );
}
