import { Card, CardFooter, CardHeader } from '@/components/ui/card';
import { Chip, type Tone } from '@/components/ui/chip';
import { LinkButton } from '@/components/ui/button';
import { PageLink } from '@/components/ui/page-link';
import { Time } from '@/components/ui/time';
import type { IntegrationHealth } from '@/lib/integrations/schemas';
import { agree } from '@/lib/format';

const tones: Record<string, Tone> = {
  running: 'info',
  waiting: 'info',
  finished: 'good',
  failed: 'bad',
  rejected: 'bad',
  cancelled: 'neutral',
};
const words: Record<string, string> = {
  running: 'Running',
  waiting: 'Waiting',
  finished: 'Finished',
  failed: 'Failed',
  rejected: 'Rejected',
  cancelled: 'Cancelled',
};

export function RecentRunsCard({
  runs,
  integrationId,
}: {
  runs: IntegrationHealth['recentRuns'];
  integrationId: string;
}) {
  return (
    <Card>
      <CardHeader title="Recent runs" />
      {runs.length === 0 ? (
        <p className="px-4 pt-1.5 pb-4 text-ink-2">The first run starts within seconds of saving.</p>
      ) : (
        <ul className="mt-2 divide-y border-t">
          {runs.map((run) => (
            <li key={run.id} className="px-4 py-2">
              <div className="flex items-center gap-3">
                <PageLink className="prose-link cut min-w-0 flex-1" href={`/sync-runs/${run.id}`}>
                  {run.what}
                </PageLink>
                <Time at={run.startedAt} className="text-sm whitespace-nowrap text-ink-3" />
                <Chip tone={tones[run.state]}>{words[run.state] ?? run.state}</Chip>
              </div>
              {run.errorMessage && <p className="mt-0.5 text-sm text-ink-2">{run.errorMessage}</p>}
            </li>
          ))}
        </ul>
      )}
      {runs.length > 0 && (
        <CardFooter
          right={
            <LinkButton variant="quiet" size="sm" href={`/sync-runs?integration=${integrationId}`}>
              All runs
            </LinkButton>
          }
        >
          {agree(runs.length, 'the latest one', `the latest ${runs.length}`)}
        </CardFooter>
      )}
    </Card>
  );
}
