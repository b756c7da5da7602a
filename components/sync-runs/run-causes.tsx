'use client';

import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { ask } from '@/components/ui/ask';
import { Button } from '@/components/ui/button';
import { CountLink } from '@/components/ui/count-link';
import { Num } from '@/components/ui/numbers';
import { useViewer } from '@/components/ui/viewer';
import type { RefusalGroup } from '@/lib/export/schemas';
import { plural } from '@/lib/format';
import type { RunCause, RunRowCount } from '@/lib/sync-runs/schemas';
import { rowsHref } from './rows-href';

/** Refused rows by cause with what helps, then whom the plan left out. */
export function RunCauses({
  runId,
  causes,
  rowCounts,
  retry,
}: Omit<CauseListProps, 'title' | 'heals'> & {
  /** Sends those of a cause once more; null: the run goes on, or one may not. */
  retry: ((cause: string) => void) | null;
}) {
  const refused = causes.filter(({ outcome }) => outcome === 'rejected');
  const leftOut = causes.filter(({ outcome }) => outcome === 'skipped');
  return (
    <>
      {refused.length > 0 && (
        <CauseList
          title="Refused, by cause"
          runId={runId}
          causes={refused}
          rowCounts={rowCounts}
          heals={(code) => <Heals runId={runId} code={code} retry={retry} />}
        />
      )}
      {leftOut.length > 0 && (
        <CauseList title="Left out, by reason" runId={runId} causes={leftOut} rowCounts={rowCounts} />
      )}
    </>
  );
}

type CauseListProps = {
  title: string;
  runId: string;
  causes: RunCause[];
  rowCounts: RunRowCount[];
  /** What has become of the refused since, and what can be done. */
  heals?: (code: string) => ReactNode;
};

/** How many of a cause the next run sends, their values having changed, and a button for the rest. */
function Heals({
  runId,
  code,
  retry,
}: {
  runId: string;
  code: string;
  retry: ((cause: string) => void) | null;
}) {
  const { locale } = useViewer();
  const { data } = useQuery({
    queryKey: ['refusals', runId],
    enabled: retry !== null,
    queryFn: ({ signal }) => ask<RefusalGroup[]>(`/api/sync-runs/${runId}/refusals`, signal),
    staleTime: 0,
    retry: false,
  });
  const group = data?.find((one) => one.code === code);
  if (!group || retry === null) return null;
  return (
    <>
      {group.healed > 0 && (
        <span className="text-ink-3">
          {plural(group.healed, 'person goes', 'people go', locale)} with the next run
        </span>
      )}
      {group.waiting > 0 && (
        <Button size="sm" onClick={() => retry(code)}>
          Try {plural(group.waiting, 'person', 'people', locale)} again
        </Button>
      )}
    </>
  );
}

function CauseList({ title, runId, causes, rowCounts, heals }: CauseListProps) {
  return (
    <section aria-label={title} className="border-t">
      <h2 className="px-4 py-3 font-semibold">{title}</h2>
      <ul>
        {causes.map((cause) => (
          <li key={cause.code} className="flex flex-wrap items-center gap-x-4 gap-y-1 border-t px-4 py-2">
            <span className="min-w-0 flex-[1_1_180px]">{cause.label}</span>
            {cause.cure && <span className="flex-[1_1_160px] text-ink-3">{cause.cure}</span>}
            {heals?.(cause.code)}
            <span className="figures ml-auto">
              <CountLink
                href={rowsHref(
                  runId,
                  { outcomes: [cause.outcome], cause: cause.code, count: cause.count },
                  rowCounts,
                )}
              >
                <Num value={cause.count} />
              </CountLink>
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
