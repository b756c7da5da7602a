import { CountLink } from '@/components/ui/count-link';
import { Num } from '@/components/ui/numbers';
import type { ConnectionView } from '@/lib/connections/schemas';
import type { RunOutcome } from '@/lib/sync-runs/schemas';
import { gridAddress } from '@/lib/table-query';

type InFlightProps = { connection: Pick<ConnectionView, 'runId' | 'underWay' | 'awaitingApproval'> };

/** What is on its way to the book, and what waits for somebody to say yes. */
export function InFlight({ connection: { runId, underWay, awaitingApproval } }: InFlightProps) {
  const moving = underWay - awaitingApproval;
  const rowsOf = (outcome: RunOutcome): string | null =>
    runId === null ? null : gridAddress(`/sync-runs/${runId}`, { outcome: [outcome] }, 'people');
  if (underWay === 0) return 'nothing in flight';
  return (
    <>
      {awaitingApproval > 0 && (
        <CountLink href={rowsOf('awaiting_approval')} definition="awaitingApproval">
          <Num value={awaitingApproval} /> waiting for approval
        </CountLink>
      )}
      {awaitingApproval > 0 && moving > 0 && ', '}
      {moving > 0 && (
        <CountLink href={rowsOf('under_way')} definition="underWay">
          <Num value={moving} /> under way
        </CountLink>
      )}
    </>
  );
}
