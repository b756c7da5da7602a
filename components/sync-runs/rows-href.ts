import { gridAddress } from '@/lib/table-query';
import type { RunOutcome, RunRowCount } from '@/lib/sync-runs/schemas';

type Asked = { outcomes: RunOutcome[]; cause?: string; count: number };

/** Where a run's grid shows just these people; null where it has not all of them: of scheduled runs those left out are only counted. */
export function rowsHref(
  runId: string,
  { outcomes, cause, count }: Asked,
  rows: readonly RunRowCount[],
): string | null {
  const shown = rows
    .filter((row) => outcomes.includes(row.outcome) && (cause === undefined || row.cause === cause))
    .reduce((sum, row) => sum + row.count, 0);
  if (count === 0 || shown !== count) return null;
  return gridAddress(
    `/sync-runs/${runId}`,
    { outcome: outcomes, reason: cause === undefined ? [] : [cause] },
    'people',
  );
}
