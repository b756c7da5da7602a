import { Chip } from '@/components/ui/chip';
import { Kpis } from '@/components/ui/kpis';
import { Notice } from '@/components/ui/notice';
import { Num, Plural } from '@/components/ui/numbers';
import { Time } from '@/components/ui/time';
import {
  insightCollections,
  kindWords,
  type InsightCollectionView,
  type InsightItemState,
} from '@/lib/insight-data/schemas';
import { gridAddress } from '@/lib/table-query';
import { CompareButton } from './compare-button';
import { RetryDialog } from './retry-dialog';
import { SwitchDialog } from './switch-dialog';

type CollectionCardProps = {
  integrationId: string;
  collection: InsightCollectionView;
  maySwitch: boolean;
  mayRetry: boolean;
};

/** Orders, or carts: whether they go out, how many stand how, and what came of the last request. */
export function CollectionCard({ integrationId, collection, maySwitch, mayRetry }: CollectionCardProps) {
  const { kind, active, counts, problem } = collection;
  const { label, what } = kindWords[kind];
  const these = (...states: InsightItemState[]) =>
    gridAddress(`/integrations/${integrationId}/insight-data`, { kind: [kind], state: states });
  return (
    <section aria-label={label} className="grid gap-2.5">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
        <h2 className="text-lg font-semibold">{label}</h2>
        <Chip tone={active ? 'good' : 'neutral'}>{active ? 'On' : 'Off'}</Chip>
        <p className="min-w-60 flex-1 basis-full text-sm text-ink-2 sm:basis-60">
          {what} <Lately collection={collection} />
        </p>
        {active && mayRetry && (
          <CompareButton integrationId={integrationId} kind={kind} isAsked={collection.isAsked} />
        )}
        {maySwitch && <SwitchDialog integrationId={integrationId} kind={kind} active={active} />}
      </div>
      {active && problem && (
        <Notice tone="warn" title="Waiting.">
          {problem.text} Next try <Time at={problem.retryAt} as="moment" ahead />.
        </Notice>
      )}
      <Kpis
        label={`${label} at Dotdigital`}
        items={[
          {
            label: 'In step',
            definition: 'insightInStep',
            value: <Num value={counts.in_step} />,
            href: these('in_step'),
          },
          {
            label: 'On its way',
            definition: 'insightOnItsWay',
            value: <Num value={counts.waiting + counts.sending + counts.accepted} />,
            href: these('waiting', 'sending', 'accepted'),
          },
          {
            label: 'Failed',
            definition: 'insightFailed',
            value: <Num value={counts.failed} />,
            href: these('failed'),
            detail: mayRetry && counts.failed > 0 && (
              <RetryDialog integrationId={integrationId} kind={kind} count={counts.failed} />
            ),
          },
          {
            label: 'To be deleted',
            definition: 'insightLeaving',
            value: <Num value={counts.leaving} />,
            href: these('leaving'),
          },
        ]}
      />
    </section>
  );
}

function Lately({
  collection: { kind, active, api, stateAt, stateBy, lastBatch },
}: {
  collection: InsightCollectionView;
}) {
  const { one, many } = kindWords[kind];
  return (
    <>
      {stateAt && (
        <>
          Switched {active ? 'on' : 'off'} by {stateBy} <Time at={stateAt} />.{' '}
        </>
      )}
      {api && (
        <>
          Collection <span className="font-mono">{insightCollections[kind].name}</span> by {api}.{' '}
        </>
      )}
      {lastBatch && (
        <>
          Last sent <Time at={lastBatch.endedAt} />:{' '}
          <Plural count={lastBatch.rowCount} one={one} many={many} />
          {lastBatch.failedCount > 0 && `, ${lastBatch.failedCount} refused`}.
        </>
      )}
    </>
  );
}
