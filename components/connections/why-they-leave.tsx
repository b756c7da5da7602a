'use client';

import { useQuery } from '@tanstack/react-query';
import { ask } from '@/components/ui/ask';
import { useViewer } from '@/components/ui/viewer';
import type { HeldSurroundings } from '@/lib/export/schemas';
import { plural } from '@/lib/format';
import type { LeaverCause } from '@/lib/marketing-lists/schemas';

/** What a held plan of a run stands among; asked once, wherever it is shown. */
export const useHeldSurroundings = (runId: string) =>
  useQuery({
    queryKey: ['held-plan', runId],
    retry: false,
    refetchOnWindowFocus: false,
    queryFn: ({ signal }) => ask<HeldSurroundings>(`/api/connections/held?id=${runId}`, signal),
  });

const shown = 4;

/** Which conditions people of a held plan no longer meet, and what changed before, in numbers. */
export function WhyTheyLeave({ runId }: { runId: string }) {
  const { data } = useHeldSurroundings(runId);
  if (!data) return null;
  const { conditions, changes } = data.why;
  return (
    <div className="mt-1 grid gap-1 text-sm">
      <Causes label="They are" causes={conditions} />
      <Causes label="What changed" causes={changes} />
    </div>
  );
}

function Causes({ label, causes }: { label: string; causes: LeaverCause[] }) {
  const { locale } = useViewer();
  if (causes.length === 0) return null;
  const rest = causes.slice(shown).reduce((sum, { count }) => sum + count, 0);
  return (
    <div>
      <span className="text-ink-2">{label}:</span>
      <ul aria-label={label} className="grid list-disc gap-0.5 pl-5">
        {causes.slice(0, shown).map(({ words, count }) => (
          <li key={words}>
            {plural(count, 'person', 'people', locale)}: {words}
          </li>
        ))}
        {rest > 0 && <li>{plural(rest, 'person', 'people', locale)}: something else</li>}
      </ul>
    </div>
  );
}
