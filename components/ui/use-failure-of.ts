import { useState } from 'react';

import type { ActionError } from '@/lib/result';

/** What was refused, as long as what was asked for stands: an error leaves with its cause. `cause` is what the dialog holds. */
export function useFailureOf(failure: ActionError | null, cause: unknown) {
  const now = JSON.stringify(cause ?? null);
  const [sent, setSent] = useState('');
  return { shown: sent === now ? failure : null, sends: (): void => setSent(now) };
}
