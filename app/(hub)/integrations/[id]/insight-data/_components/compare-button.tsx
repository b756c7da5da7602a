'use client';

import { callAction } from '@/components/session/call-action';
import { Button } from '@/components/ui/button';
import { toast } from '@/components/ui/toaster';
import { kindWords, type InsightKind } from '@/lib/insight-data/schemas';
import { askComparisonAction } from '../actions';

type CompareButtonProps = { integrationId: string; kind: InsightKind; isAsked: boolean };

export function CompareButton({ integrationId, kind, isAsked }: CompareButtonProps) {
  const { label, many } = kindWords[kind];
  const compare = async (): Promise<void> => {
    const result = await callAction(() => askComparisonAction({ integrationId, kind }));
    if (result.ok) toast.good(`${label} are compared now`, { detail: 'What differs is sent.' });
    else toast.bad(`${label} are not compared`, { detail: result.error.message });
  };
  return (
    <Button
      aria-label={`Compare ${many} now`}
      why={isAsked ? 'It is being compared already.' : undefined}
      onClick={compare}
    >
      Compare now
    </Button>
  );
}
