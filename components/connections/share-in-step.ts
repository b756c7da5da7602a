import type { Comparison } from '@/lib/connections/schemas';

/** Rounded down: all in step is said only of all. */
export function shareInStep({ compared, causes }: Comparison, locale: string): string {
  const off = Object.values(causes).reduce((sum, count) => sum + count, 0);
  const share = compared === 0 ? 100 : Math.floor(((compared - off) / compared) * 10_000) / 100;
  return `${share.toLocaleString(locale, { maximumFractionDigits: 2 })}%`;
}
