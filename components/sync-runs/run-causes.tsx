'use client';

import { LinkButton } from '@/components/ui/button';
import { Num } from '@/components/ui/numbers';
import type { RunCause } from '@/lib/sync-runs/schemas';
import { formatFilter } from '@/lib/table-query';

/** Refused rows by cause with what helps, then whom the plan left out. */
export function RunCauses({ runId, causes }: { runId: string; causes: RunCause[] }) {
  const refused = causes.filter(({ outcome }) => outcome === 'rejected');
  const leftOut = causes.filter(({ outcome }) => outcome === 'skipped');
  return (
    <>
      {refused.length > 0 && (
        <CauseList title="Refused, by cause" runId={runId} causes={refused} showPeople />
      )}
      {leftOut.length > 0 && <CauseList title="Left out, by reason" runId={runId} causes={leftOut} />}
    </>
  );
}

type CauseListProps = { title: string; runId: string; causes: RunCause[]; showPeople?: boolean };

function CauseList({ title, runId, causes, showPeople }: CauseListProps) {
  return (
    <section aria-label={title} className="border-t">
      <h2 className="px-4 py-3 font-semibold">{title}</h2>
      <ul>
        {causes.map((cause) => (
          <li key={cause.code} className="flex flex-wrap items-center gap-x-4 gap-y-1 border-t px-4 py-2">
            <span className="min-w-0 flex-[1_1_180px]">{cause.label}</span>
            {cause.cure && <span className="flex-[1_1_160px] text-ink-3">{cause.cure}</span>}
            <span className="figures ml-auto">
              <Num value={cause.count} />
            </span>
            {showPeople && (
              <LinkButton size="sm" href={peopleHref(runId, cause.code)}>
                Show people
              </LinkButton>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

const peopleHref = (runId: string, code: string): string => {
  const filter = formatFilter({
    field: 'reason',
    type: 'choice',
    op: 'any',
    value: [code],
  });
  return `/sync-runs/${runId}?${new URLSearchParams({ 'f.reason': filter })}#people`;
};
