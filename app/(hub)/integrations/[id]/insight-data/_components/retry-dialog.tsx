'use client';

import { Button } from '@/components/ui/button';
import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import { agree, plural } from '@/lib/format';
import { kindWords, type InsightKind } from '@/lib/insight-data/schemas';
import { retryInsightAction } from '../actions';

type RetryDialogProps = { integrationId: string; kind: InsightKind; count: number };

/** All that failed goes once more. */
export function RetryDialog({ integrationId, kind, count }: RetryDialogProps) {
  const { one, many } = kindWords[kind];
  return (
    <ConfirmDialog
      trigger={<Button size="sm">Retry</Button>}
      tone="primary"
      title={`Retry ${many}`}
      goes={`${plural(count, one, many)} that Dotdigital refused ${agree(count, 'is', 'are')} sent once more, as ${agree(count, 'it stands', 'they stand')} now.`}
      confirm={`Retry ${count}`}
      onConfirm={() => retryInsightAction({ integrationId, kind, key: null })}
    />
  );
}
