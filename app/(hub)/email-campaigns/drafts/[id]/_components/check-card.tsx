'use client';

import { Button } from '@/components/ui/button';
import { Card, CardBody, CardHeader } from '@/components/ui/card';
import { Notice } from '@/components/ui/notice';
import { Skeleton } from '@/components/ui/skeleton';
import type { DraftView } from '@/lib/sending/schemas';
import { useDraftCheck } from './check-query';
import { Audience, Marks } from './findings';
import { RemoteNotice } from './remote-notice';

/** What a person would have to know before they send it. */
export function CheckCard({ draft }: { draft: DraftView }) {
  const { data: check, error, refetch, isFetching } = useDraftCheck(draft);
  return (
    <Card aria-label="Before it is sent">
      <CardHeader
        title="Before it is sent"
        right={
          <Button size="sm" variant="quiet" pending={isFetching} onClick={() => refetch()}>
            Check again
          </Button>
        }
      />
      <CardBody className="grid gap-4">
        {error && (
          <Notice tone="bad" title="Not checked.">
            {error.message}
          </Notice>
        )}
        {!check && !error && <Skeleton className="h-40" />}
        {check && (
          <>
            <RemoteNotice draft={draft} check={check} />
            <Audience draft={draft} check={check} />
            <div>
              <h3 className="mb-1.5 font-medium">Personalisation</h3>
              <Marks draft={draft} check={check} />
            </div>
          </>
        )}
      </CardBody>
    </Card>
  );
}
