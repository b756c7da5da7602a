'use client';

import { useRouter } from 'next/navigation';
import { useEffect, useRef, type ReactNode } from 'react';
import { useLiveData } from '@/components/ui/use-live';
import type { IntegrationHealth } from '@/lib/integrations/schemas';
import { ConnectionsCard } from './connections-card';
import { HealthCard } from './health-card';
import { RecentRunsCard } from './recent-runs-card';

type IntegrationLiveProps = {
  id: string;
  initial: IntegrationHealth;
  settings: ReactNode;
  children: ReactNode;
};

/** The parts that move while one looks; when a run ends the rest of the page is read again too. */
export function IntegrationLive({ id, initial, settings, children }: IntegrationLiveProps) {
  const { data } = useLiveData({
    subject: `integration:${id}`,
    queryKey: ['integration-health', id],
    path: `/api/integrations/${id}/health`,
    initial,
  });
  useRefreshWhenRunsEnd(data);
  return (
    <div className="grid items-start gap-4 lg:grid-cols-[minmax(0,1.6fr)_minmax(300px,1fr)]">
      <div className="grid min-w-0 gap-4">
        {children}
        <ConnectionsCard connections={data.connections} />
      </div>
      <div className="grid min-w-0 items-start gap-4 md:max-lg:grid-cols-2">
        <HealthCard health={data} />
        <RecentRunsCard runs={data.recentRuns} integrationId={id} />
        {settings}
      </div>
    </div>
  );
}

function useRefreshWhenRunsEnd(health: IntegrationHealth): void {
  const router = useRouter();
  const seen = useRef<string | null>(null);
  const ended = health.recentRuns
    .filter(({ finishedAt }) => finishedAt)
    .map(({ id }) => id)
    .join();
  useEffect(() => {
    if (seen.current !== null && seen.current !== ended) router.refresh();
    seen.current = ended;
  }, [ended, router]);
}
