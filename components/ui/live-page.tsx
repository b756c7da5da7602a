'use client';

import type { Subject } from '@/lib/live/schemas';

import { useLivePage } from './use-live';

/** On a page that the server renders whole: it is read again when this has moved, at most every so often. */
export function LivePage({ subject, everyMs }: { subject: Subject; everyMs?: number }) {
  useLivePage(subject, false, everyMs);
  return null;
}
