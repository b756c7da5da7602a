'use client';

import type { Subject } from '@/lib/live/schemas';

import { useLivePage } from './use-live';

/** On a page that the server renders whole: it is read again when this has moved. */
export function LivePage({ subject }: { subject: Subject }) {
  useLivePage(subject, false);
  return null;
}
