'use client';

import { CountLink } from '@/components/ui/count-link';
import { Num } from '@/components/ui/numbers';
import type { RunCause, RunRowCount } from '@/lib/sync-runs/schemas';
import { rowsHref } from './rows-href';

/** Refused rows by cause with what helps, then whom the plan left out. */
export function RunCauses({ runId, causes, rowCounts }: Omit<CauseListProps, 'title'>) {
  const refused = causes.filter(({ outcome }) => outcome === 'rejected');
  const leftOut = causes.filter(({ outcome }) => outcome === 'skipped');
  return (
    <>
      {refused.length > 0 && (
        <CauseList title="Refused, by cause" runId={runId} causes={refused} rowCounts={rowCounts} />
      )}
      {leftOut.length > 0 && (
        <CauseList title="Left out, by reason" runId={runId} causes={leftOut} rowCounts={rowCounts} />
      )}
    </>
  );
}

type CauseListProps = { title: string; runId: string; causes: RunCause[]; rowCounts: RunRowCount[] };

function CauseList({ title, runId, causes, rowCounts }: CauseListProps) {
  return (
    <section aria-label={title} className="border-t">
      <h2 className="px-4 py-3 font-semibold">{title}</h2>
      <ul>
        {causes.map((cause) => (
          <li key={cause.code} className="flex flex-wrap items-center gap-x-4 gap-y-1 border-t px-4 py-2">
            <span className="min-w-0 flex-[1_1_180px]">{cause.label}</span>
            {cause.cure && <span className="flex-[1_1_160px] text-ink-3">{cause.cure}</span>}
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
