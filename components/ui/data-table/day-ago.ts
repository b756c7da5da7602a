import { formatIsoDay } from '@/lib/format';

/** "2026-11-21": so many calendar days before the one that the zone's clocks show, whether they were changed since or not. */
export const dayAgo = (days: number, zone: string, now = Date.now()): string =>
  formatIsoDay(Date.parse(formatIsoDay(now, zone)) - days * 86_400_000);
