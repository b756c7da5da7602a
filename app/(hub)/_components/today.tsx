'use client';

import { useViewer } from '@/components/ui/viewer';

/** The day in the person's own words and zone. */
export function Today() {
  const { locale, zone, renderedAt } = useViewer();
  return new Intl.DateTimeFormat(locale, {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    timeZone: zone ?? undefined,
  }).format(renderedAt);
}
