import { Card, CardHeader } from '@/components/ui/card';
import { EmptyState } from '@/components/ui/empty-state';
import { Time } from '@/components/ui/time';
import { plural } from '@/lib/format';
import type { ErasureView } from '@/lib/privacy/schemas';
import { ErasureChip } from './erasure-chip';
import { PageLink } from '@/components/ui/page-link';

/** What still goes on comes first. */
export function ErasuresCard({ erasures }: { erasures: ErasureView[] }) {
  return (
    <Card aria-label="Erasures">
      <CardHeader title="Erasures" />
      {erasures.length === 0 ? (
        <EmptyState title="Nobody was erased yet.">
          Each erasure stands here with how far it is; who it was is known only until it has ended.
        </EmptyState>
      ) : (
        <ul className="mt-2">
          {erasures.map((one) => (
            <li
              key={one.id}
              className="grid gap-1 border-t px-4 py-2.5 sm:grid-cols-[150px_1fr_auto] sm:items-center"
            >
              <span>
                <ErasureChip state={one.state} />
              </span>
              <span className="min-w-0 break-words">
                <PageLink className="prose-link" href={`/privacy/erasures/${one.id}`}>
                  Erasure {one.id}
                </PageLink>{' '}
                <span className="text-ink-2">
                  {plural(one.recordCount, 'record')}
                  {one.problem ? `. ${one.problem}` : ''}
                </span>
              </span>
              <span className="text-sm text-ink-3">
                <Time at={one.endedAt ?? one.askedAt} />, {one.askedBy}
              </span>
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}
