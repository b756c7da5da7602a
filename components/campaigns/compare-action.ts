'use client';

import { useRouter } from 'next/navigation';

import { maxCompared, minCompared } from '@/lib/campaigns/schemas';

import type { BulkAction } from '../ui/data-table';
import { toast } from '../ui/toaster';
import { compareHref } from './compare-address';

/** For a grid of email campaigns: those that are chosen, side by side. */
export function useCompareAction(): BulkAction {
  const router = useRouter();
  return {
    label: (_, whom) => `Compare ${whom}`,
    hotkey: 'c',
    onSelect: (ids) => {
      if (ids.length < minCompared) toast.bad('Choose at least two campaigns to compare.');
      else if (ids.length > maxCompared)
        toast.bad('At most six campaigns are compared at once.', {
          detail: `${ids.length} are chosen. Take some out, then compare.`,
        });
      else router.push(compareHref(ids));
    },
  };
}
