'use client';

import { formatNumber } from '@/lib/format';

import { cn } from '../ui/cn';
import { useViewer } from '../ui/viewer';
import type { LiveCount } from './use-filter-count';

/** How many people a filter means while it is being made; an estimate says that it is one. */
export function MatchingCount({ live: { answer, counting } }: { live: LiveCount }) {
  const { locale } = useViewer();
  const count = answer?.count ?? null;
  const under = answer?.under ?? null;
  const about = under !== null ? 'under ' : answer?.accuracy === 'estimate' ? 'about ' : '';
  return (
    <span
      role="status"
      aria-label="Matching people"
      className={cn('figures transition-colors duration-100', counting && 'text-ink-3')}
    >
      {count === null
        ? answer
          ? 'not finished'
          : 'counting'
        : `${about}${formatNumber(under ?? count, locale)} match`}
    </span>
  );
}
