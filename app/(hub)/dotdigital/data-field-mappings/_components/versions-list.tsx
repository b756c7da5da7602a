'use client';

import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { Card } from '@/components/ui/card';
import { Chip } from '@/components/ui/chip';
import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import { Plural } from '@/components/ui/numbers';
import { Time } from '@/components/ui/time';
import { toast } from '@/components/ui/toaster';
import type { CrmEntity } from '@/lib/crm/schemas';
import { causeWords, type MappingVersionView } from '@/lib/data-fields/schemas';
import { restoreVersionAction } from '../actions';

type VersionsListProps = {
  integrationId: string;
  entity: CrmEntity;
  current: number;
  versions: MappingVersionView[];
  mayChange: boolean;
};

/** The newest first: who, when, how, and what it changed. */
export function VersionsList({ integrationId, entity, current, versions, mayChange }: VersionsListProps) {
  const router = useRouter();
  const [restoring, setRestoring] = useState<MappingVersionView | null>(null);
  return (
    <Card>
      <ol aria-label="Versions" reversed>
        {versions.map((one) => (
          <li
            key={one.version}
            aria-label={`Version ${one.version}`}
            className="border-t px-4 py-3 first:border-t-0"
          >
            <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
              <b>Version {one.version}</b>
              {one.version === current && <Chip tone="good">current</Chip>}
              <span className="text-ink-2">
                {causeWords[one.cause]}
                {one.origin && ` from ${one.origin}`} by {one.by}
              </span>
              <span className="text-ink-3">
                <Time at={one.at} /> · <Plural count={one.rowCount} one="row" />
              </span>
              {mayChange && one.version !== current && (
                <Button
                  size="sm"
                  className="ml-auto"
                  aria-label={`Restore version ${one.version}`}
                  onClick={() => setRestoring(one)}
                >
                  Restore
                </Button>
              )}
            </div>
            {one.changes.length > 0 && (
              <ul className="mt-1.5 list-disc pl-5 text-sm text-ink-2">
                {one.changes.map((change) => (
                  <li key={change} className="break-words">
                    {change}
                  </li>
                ))}
              </ul>
            )}
          </li>
        ))}
      </ol>
      {restoring && (
        <ConfirmDialog
          open
          onOpenChange={(open) => !open && setRestoring(null)}
          title={`Restore version ${restoring.version}`}
          goes="The mapping becomes what it was then. People whose values differ are sent with the next run."
          stays="It becomes a new version; all others stay in the history."
          confirm={`Restore version ${restoring.version}`}
          tone="primary"
          onConfirm={async () => {
            const result = await restoreVersionAction({
              integrationId,
              entity,
              restore: restoring.version,
              version: current,
            });
            if (result.ok) toast.good(`Version ${restoring.version} restored`);
            router.refresh();
            return result;
          }}
        />
      )}
    </Card>
  );
}
