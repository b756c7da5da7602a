'use client';

import { useQuery } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { PeopleOfKinds } from '@/components/connections/people-of-kinds';
import { ask } from '@/components/ui/ask';
import { Button } from '@/components/ui/button';
import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import { Notice } from '@/components/ui/notice';
import { Skeleton } from '@/components/ui/skeleton';
import { toast } from '@/components/ui/toaster';
import { useViewer } from '@/components/ui/viewer';
import type { RequestedRun, UndoShow, UndoView } from '@/lib/export/schemas';
import { undoShows } from '@/lib/export/schemas';
import { agree, plural } from '@/lib/format';
import type { Result } from '@/lib/result';
import type { SyncRunDetail } from '@/lib/sync-runs/schemas';

export type UndoAction = (input: { id: string; digest: string }) => Promise<Result<RequestedRun>>;

type UndoRunProps = { run: SyncRunDetail; action: UndoAction };

/** Shows what undoing the run would do, person by person, and does exactly that. */
export function UndoRun({ run, action }: UndoRunProps) {
  const { locale } = useViewer();
  const router = useRouter();
  const [open, setOpen] = useState(false);
  const { data: view, error } = useQuery({
    queryKey: ['undo-run', run.id],
    queryFn: ({ signal }) => ask<UndoView>(`/api/sync-runs/${run.id}/undo`, signal),
    enabled: open,
    staleTime: 0,
    gcTime: 0,
    retry: false,
    refetchOnWindowFocus: false,
  });
  const count = view ? view.takeOut + view.putBack + view.setBack : 0;
  return (
    <ConfirmDialog
      trigger={<Button>Undo run</Button>}
      open={open}
      onOpenChange={setOpen}
      title="Undo run"
      goes={view && count > 0 ? goes(view, locale) : 'What this run did is turned round by a run of its own.'}
      stays="The connection is paused by it, since the list would do the same again: change the list or its people, then press Resume. Nobody is unsubscribed or deleted, and nobody comes back who may not be mailed. Values of people who are taken out stay at Dotdigital."
      confirm={count > 0 ? `Undo for ${plural(count, 'person', 'people', locale)}` : 'Undo run'}
      waitsFor={waitsFor(view, error, count)}
      onConfirm={async () => {
        const result = await action({ id: run.id, digest: view?.digest ?? '' });
        if (!result.ok) return result;
        toast.good('The run is being undone');
        router.push(`/sync-runs/${result.data.runId}`);
        return result;
      }}
    >
      {error ? (
        <Notice tone="warn" title="It can’t be undone now.">
          {error.message}
        </Notice>
      ) : view ? (
        <UndoPeople runId={run.id} view={view} />
      ) : (
        <Skeleton className="h-40 w-full" />
      )}
    </ConfirmDialog>
  );
}

const waitsFor = (view: UndoView | undefined, error: Error | null, count: number): string | null => {
  if (error) return error.message;
  if (view === undefined) return 'What it would do is being worked out.';
  return count === 0 ? 'Nothing of this run is left to undo.' : null;
};

function goes({ takeOut, putBack, setBack, bookName, minutes }: UndoView, locale: string): string {
  const people = (count: number): string => plural(count, 'person', 'people', locale);
  const parts = [
    ...(takeOut > 0 ? [`${people(takeOut)} ${agree(takeOut, 'leaves', 'leave')} ${bookName}`] : []),
    ...(putBack > 0 ? [`${people(putBack)} ${agree(putBack, 'comes', 'come')} back into it`] : []),
    ...(setBack > 0 ? [`${people(setBack)} ${agree(setBack, 'gets', 'get')} earlier values again`] : []),
  ];
  return `${parts.join(', ')}. About ${plural(minutes, 'minute', 'minutes', locale)}.`;
}

const words: Record<UndoShow, string> = {
  remove: 'taken out',
  add: 'put back',
  update: 'set back',
  skip: 'left as they are',
};

function UndoPeople({ runId, view }: { runId: string; view: UndoView }) {
  const { locale } = useViewer();
  const counts: Record<UndoShow, number> = {
    remove: view.takeOut,
    add: view.putBack,
    update: view.setBack,
    skip: view.leftAsIs,
  };
  const kinds = undoShows
    .map((show) => ({ show, words: words[show], count: counts[show], first: view.faces[show] ?? [] }))
    .filter(({ count }) => count > 0);
  return (
    <>
      {view.reasons.length > 0 && (
        <Notice
          tone="info"
          title={`${plural(view.leftAsIs, 'person stays', 'people stay', locale)} as they are.`}
        >
          <ul className="grid gap-0.5">
            {view.reasons.map(({ code, label, count }) => (
              <li key={code}>
                {plural(count, 'person', 'people', locale)}: {label}
              </li>
            ))}
          </ul>
        </Notice>
      )}
      <PeopleOfKinds kinds={kinds} path={`/api/sync-runs/${runId}/undo/people`} />
    </>
  );
}
