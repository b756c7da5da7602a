'use client';

import { Button } from '@/components/ui/button';
import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import { kindWords, type InsightKind } from '@/lib/insight-data/schemas';
import { switchInsightAction } from '../actions';

type SwitchDialogProps = { integrationId: string; kind: InsightKind; active: boolean };

export function SwitchDialog({ integrationId, kind, active }: SwitchDialogProps) {
  const { many } = kindWords[kind];
  const run = () => switchInsightAction({ integrationId, kind, active: !active });
  return active ? (
    <ConfirmDialog
      trigger={<Button>Switch off</Button>}
      tone="primary"
      title={`Switch ${many} off`}
      goes={`No ${many} are sent to Dotdigital any more, and none are deleted there: not even those of people who leave.`}
      stays="What Dotdigital holds stays there."
      confirm="Switch off"
      onConfirm={run}
    />
  ) : (
    <ConfirmDialog
      trigger={<Button variant="primary">Switch on</Button>}
      tone="primary"
      title={`Switch ${many} on`}
      goes={`The ${many} of all customers whom a connected list holds in its book go to Dotdigital now, and whatever changes follows. Those of people who leave a book, opt out or are deleted are deleted there.`}
      stays="Waves of lists go before it: a fifth of the allowance is left to them."
      confirm="Switch on"
      onConfirm={run}
    />
  );
}
