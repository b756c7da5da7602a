'use client';

import { useRouter } from 'next/navigation';
import { useEffect, useRef } from 'react';

import { Button } from '@/components/ui/button';
import { Card, CardFooter } from '@/components/ui/card';
import { Chip } from '@/components/ui/chip';
import { Defined } from '@/components/ui/count';
import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import { Notice } from '@/components/ui/notice';
import { Num } from '@/components/ui/numbers';
import { AuditLink } from '@/components/audit/audit-link';
import { PageHeader } from '@/components/ui/page-header';
import { type Phase, Phases } from '@/components/ui/phases';
import { Tiles, type Tile } from '@/components/ui/tiles';
import { Time } from '@/components/ui/time';
import { leaveWords, ToGo } from '@/components/ui/work-progress';
import { useLiveData } from '@/components/ui/use-live';
import { useNow, useViewer } from '@/components/ui/viewer';
import { formatDuration, formatNumber, plural } from '@/lib/format';
import { type DefinitionName, definitions } from '@/lib/definitions';
import {
  isUnderWay,
  type RunOutcome,
  type RunPhase,
  type RunRowCount,
  runStateWord,
  type SyncRunDetail,
} from '@/lib/sync-runs/schemas';

import { HeldPeople } from '@/components/connections/held-people';
import { WhyTheyLeave } from '@/components/connections/why-they-leave';
import { PageLink } from '../ui/page-link';
import { RunCauses } from './run-causes';
import { rowsHref } from './rows-href';
import { UndoRun } from './undo-run';
import { RunLog } from './run-log';
import { runTitle } from './run-words';
import { runTones } from './runs-table';
import { type RunActions, type RunChanges, type ShownRun, useRunActions } from './use-run-actions';

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
  const queryKey = ['sync-run', initial.id];
  const { data: run, error } = useLiveData<ShownRun>({
    subject: `run:${initial.id}`,
    queryKey,
    path: `/api/sync-runs/${initial.id}`,
    initial,
  });
  const act = useRunActions(queryKey, actions);
  const settled = JSON.stringify([run.state, run.counts]);
  const shown = useRef(settled);
  useEffect(() => {
    if (shown.current !== settled) router.refresh();
    shown.current = settled;
  }, [settled, router]);
  const title = run.undoes === null ? runTitle(run) : `Undo of run ${run.undoes}`;
  return (
    <>
      <PageHeader
        trail={[{ label: 'Sync Runs', href: '/sync-runs' }, { label: title }]}
        title={title}
        lede={<RunLede run={run} />}
        actions={
          <>
            <AuditLink subject="sync_run" id={run.id} />
            {mayChange && run.kind === 'export' && isUnderWay(run.state) && !run.isEnding && !run.held && (
              <CancelButton run={run} onConfirm={() => act.cancel(run)} />
            )}
            {mayChange && run.undoable && <UndoRun run={run} action={actions.undo} />}
          </>
        }
      />
      <RunTrouble run={run} actions={mayChange ? act : null} />
      {error && (
        <Notice tone="warn" title="The numbers stand still." className="mb-4">
          The server could not be reached just now; they go on by themselves.
        </Notice>
      )}
      <div className="grid items-start gap-4 lg:grid-cols-[420px_minmax(0,1fr)]">
        <Card>
          {run.phases.length > 0 ? (
            <Phases label="Phases" items={run.phases.map((phase) => toPhase(phase, run))} />
          ) : (
            <p className="px-4 py-3 text-ink-3">
              {isUnderWay(run.state) ? 'It has not begun yet.' : 'It ended before its first phase.'}
            </p>
          )}
          <CardFooter>
            <Calls run={run} />
            {isUnderWay(run.state) && <p>{leaveWords}</p>}
          </CardFooter>
        </Card>
        <div className="grid grid-cols-1 gap-4">
          <Card>
            <Tiles bare items={run.kind === 'export' ? exportTiles(run, rowCounts) : importTiles(run)} />
            <RunCauses
              runId={run.id}
              causes={run.causes}
              rowCounts={rowCounts}
              retry={mayChange && !isUnderWay(run.state) ? (cause) => act.retry(run, cause) : null}
            />
          </Card>
        </div>
      </div>
      <RunLog lines={run.log} />
    </>
  );
}

function RunLede({ run }: { run: ShownRun }) {
  const first = run.trigger === 'connect' ? 'First sync' : run.kind === 'import' ? 'Import' : 'Export';
  const who = run.requestedBy
    ? `, asked for by ${run.requestedBy}`
    : run.trigger === 'schedule' || run.trigger === 'cron'
      ? ', by schedule'
      : '';
  return (
    <>
      <Chip tone={run.isEnding ? 'neutral' : runTones[run.state]} className="mr-2">
        {run.isEnding ? 'Cancelling' : runStateWord(run)}
      </Chip>
      {first}
      {who}, started <Time at={run.startedAt} as="moment" />
      {run.finishedAt && !isUnderWay(run.state) && (
        <>, took {formatDuration(new Date(run.finishedAt).getTime() - new Date(run.startedAt).getTime())}</>
      )}
      .{' '}
      <PageLink className="prose-link" href={`/integrations/${run.integration.id}`}>
        {run.integration.name}
      </PageLink>
      {run.connection && (
        <>
          , list{' '}
          <PageLink className="prose-link" href={`/marketing-lists/${run.connection.listId}`}>
            {run.connection.listName}
          </PageLink>
          {run.connection.channel === 'sms' && ', by mobile number'}
        </>
      )}
      . <OtherRun id={run.undoes} words="It turns this run round" />
      <OtherRun id={run.undoneBy} words="It was undone by this run" />
    </>
  );
}

function OtherRun({ id, words }: { id: string | null; words: string }) {
  if (id === null) return null;
  return (
    <>
      {words}:{' '}
      <PageLink className="prose-link" href={`/sync-runs/${id}`}>
        {id}
      </PageLink>
      .
    </>
  );
}

function toPhase(phase: RunPhase, run: SyncRunDetail): Phase {
  const running = phase.state === 'running' && isUnderWay(run.state);
  return {
    label: phase.label,
    state: phase.state === 'running' && !isUnderWay(run.state) ? 'failed' : phase.state,
    detail: running ? (
      <>
        {phase.detail} <ToGo done={phase.done} total={phase.total} />
      </>
    ) : (
      phase.detail
    ),
    time: phase.startedAt ? (
      <PhaseTime from={phase.startedAt} to={phase.finishedAt} running={running} />
    ) : undefined,
    ...(phase.total ? { progress: Math.min(100, (phase.done / phase.total) * 100) } : {}),
  };
}

/** Shown as 0.0 s otherwise. */
const atOnceMs = 50;

function PhaseTime({ from, to, running }: { from: string; to: string | null; running: boolean }) {
  const now = useNow();
  if (!to && !running) return null;
  const took = (to ? new Date(to).getTime() : now) - new Date(from).getTime();
  return took < atOnceMs && to ? 'at once' : formatDuration(took);
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

function exportTiles({ id, counts, awaitingApproval }: SyncRunDetail, rowCounts: RunRowCount[]): Tile[] {
  const of = (...names: string[]): number => names.reduce((sum, name) => sum + (counts[name] ?? 0), 0);
  const tile = (
    count: number,
    definition: DefinitionName,
    outcomes: RunOutcome[],
    tone?: Tile['tone'],
  ): Tile => ({
    value: <Num value={count} />,
    label: <Defined by={definition}>{definitions[definition].name}</Defined>,
    href: rowsHref(id, { outcomes, count }, rowCounts),
    tone,
  });
  const confirmed = ['added', 'updated', 'removed', 'unsubscribed'] as const;
  const moving = of('underWay') - awaitingApproval;
  return [
    tile(of(...confirmed), 'confirmed', [...confirmed]),
    ...(awaitingApproval > 0 ? [tile(awaitingApproval, 'awaitingApproval', ['awaiting_approval'])] : []),
    ...(awaitingApproval === 0 || moving > 0 ? [tile(moving, 'underWay', ['under_way'])] : []),
    tile(of('leftOut'), 'leftOut', ['skipped']),
    tile(of('rejected'), 'refused', ['rejected'], of('rejected') > 0 ? 'bad' : undefined),
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

/** What happened, what it means for the people on the list, what to do, and the button that does it. */
function RunTrouble({ run, actions }: { run: ShownRun; actions: RunChanges | null }) {
  if (!run.errorMessage) return null;
  const bad = run.state === 'failed' || run.state === 'rejected' || run.stopped;
  return (
    <Notice
      tone={bad ? 'bad' : run.state === 'cancelled' ? 'info' : 'warn'}
      title={run.held ? 'Held for approval.' : `${runStateWord(run)}.`}
      className="mb-4"
      action={
        actions && run.connection ? (
          <TroubleAction run={run} connectionId={run.connection.id} actions={actions} />
        ) : undefined
      }
    >
      {run.errorMessage}
      {run.held && <WhyTheyLeave runId={run.id} />}
    </Notice>
  );
}

function TroubleAction({
  run,
  connectionId,
  actions,
}: {
  run: ShownRun;
  connectionId: string;
  actions: RunChanges;
}) {
  const { locale } = useViewer();
  const { held } = run;
  if (held) {
    const label = `Approve these ${plural(held.remove, 'removal', 'removals', locale)}`;
    return (
      <div className="flex flex-wrap gap-2">
        <ConfirmDialog
          trigger={<Button size="sm">{label}</Button>}
          title={label}
          goes={`${plural(held.remove, 'person', 'people', locale)} leave ${run.connection?.bookName ?? 'the book'}.`}
          stays="They stay in Dotdigital and in the CRM, and are not unsubscribed."
          confirm={label}
          onConfirm={async () => void actions.approve(connectionId, held.waveId)}
        >
          <HeldPeople runId={run.id} held={held} />
        </ConfirmDialog>
        <Button size="sm" onClick={() => actions.discard(connectionId, held.waveId)}>
          Discard
        </Button>
      </div>
    );
  }
  return run.stopped ? (
    <Button size="sm" onClick={() => actions.resume(connectionId)}>
      Resume
    </Button>
  ) : null;
}

function CancelButton({ run, onConfirm }: { run: ShownRun; onConfirm: () => void }) {
  const { locale } = useViewer();
  const underWay = run.counts.underWay ?? 0;
  return (
    <ConfirmDialog
      trigger={<Button>Cancel run</Button>}
      title="Cancel run"
      goes={`Of ${plural(underWay, 'person', 'people', locale)} under way, those whose file has not left are not sent. The connection is paused until someone resumes it.`}
      stays="What Dotdigital has already is followed up to its end. Nobody is taken out by this."
      confirm="Cancel run"
      onConfirm={async () => onConfirm()}
    />
  );
}
