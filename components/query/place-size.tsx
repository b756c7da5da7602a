'use client';

import { formatNumber } from '@/lib/format';

import { useViewer } from '../ui/viewer';
import { type Told, toldOf } from './builder-context';

/** How many people this place alone means; an estimate says so. */
export function PlaceSize({
  sizes,
  sizesAccuracy,
  path,
  out = false,
}: Pick<Told, 'sizes' | 'sizesAccuracy'> & { path: readonly number[]; out?: boolean }) {
  const { locale } = useViewer();
  const size = toldOf(sizes, path);
  if (size === undefined) return null;
  return (
    <span className="figures shrink-0 py-2 text-sm text-ink-3">
      {sizesAccuracy === 'estimate' && (size.under === null ? 'about ' : 'under ')}
      {formatNumber(size.under ?? size.count, locale)}
      {out && ' out'}
    </span>
  );
}
