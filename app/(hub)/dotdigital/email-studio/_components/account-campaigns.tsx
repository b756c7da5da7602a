'use client';

import { useQuery } from '@tanstack/react-query';
import { getJson } from '@/components/crm/get-json';
import { Card, CardBody, CardHeader } from '@/components/ui/card';
import { Chip } from '@/components/ui/chip';
import { Skeleton } from '@/components/ui/skeleton';
import { Truncate } from '@/components/ui/truncate';
import type { StudioCampaign } from '@/lib/email-studio/schemas';
import { OpenStudio } from './open-studio';

/** Drafts and campaigns of the account. Dotdigital opens at its start: it has no address that leads to one campaign. */
export function AccountCampaigns({ integrationId }: { integrationId: string }) {
  const { data, error } = useQuery({
    queryKey: ['studio-campaigns', integrationId],
    queryFn: ({ signal }) =>
      getJson<StudioCampaign[]>(`/api/email-studio/${integrationId}/campaigns`, signal),
    retry: false,
  });
  return (
    <Card>
      <CardHeader title="Drafts and campaigns" />
      <CardBody>
        {error ? (
          <p role="status" className="text-ink-2">
            {error.message}
          </p>
        ) : data === undefined ? (
          <Skeleton className="h-40 w-full" />
        ) : data.length === 0 ? (
          <p className="text-ink-2">The account has none yet. Make the first in Dotdigital.</p>
        ) : (
          <ul className="grid gap-3">
            {data.map(({ dotdigitalId, name, subject, status }) => (
              <li key={dotdigitalId} className="grid grid-cols-[minmax(0,1fr)_auto] items-center gap-x-3">
                <div className="min-w-0">
                  <p className="flex items-center gap-2">
                    <Truncate>{name}</Truncate>
                    {status === 'Unsent' && <Chip plain>draft</Chip>}
                  </p>
                  <p className="text-sm text-ink-3">
                    <Truncate>{subject || 'no subject'}</Truncate>
                  </p>
                </div>
                <OpenStudio size="sm" integrationId={integrationId} aria-label={`Open ${name} in editor`}>
                  Open in editor
                </OpenStudio>
              </li>
            ))}
          </ul>
        )}
        <p className="mt-3 text-sm text-ink-3">
          Dotdigital opens at its start page; the campaign is found there under Campaigns by its name.
        </p>
      </CardBody>
    </Card>
  );
}
