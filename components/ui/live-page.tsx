'use client';

import type { Subject } from '@/lib/live/schemas';

import { useLivePage } from './use-live';

/**
 * On a page that the server renders whole: it is read again when this has moved, at most every so often. `isMoving`: something was under
 * way when it was rendered, which may have moved on before the page could hear of it.
 */
export function LivePage({
  subject,
  isMoving = false,
  everyMs,
}: {
  subject: Subject;
  isMoving?: boolean;
  everyMs?: number;
}) {
  useLivePage(subject, isMoving, everyMs);
  return null;
}
