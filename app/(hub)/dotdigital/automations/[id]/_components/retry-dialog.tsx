'use client';

import { Button } from '@/components/ui/button';
import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import type { AutomationView } from '@/lib/automations/schemas';
import { agree, plural } from '@/lib/format';
import { retryAction } from '../../actions';

type RetryDialogProps = { automation: Pick<AutomationView, 'id' | 'name'>; count: number };

/** Everyone for whom it failed waits once more. */
export function RetryDialog({ automation: { id, name }, count }: RetryDialogProps) {
  return (
    <ConfirmDialog
      trigger={<Button size="sm">Try {agree(count, 'it', 'them')} again</Button>}
      tone="primary"
      title={`Try ${name} again`}
      goes={`${plural(count, 'person', 'people')} for whom it failed ${agree(count, 'waits', 'wait')} once more, and ${agree(count, 'is', 'are')} asked everything again.`}
      stays="Whose answer was lost is not repeated: they may have been reached."
      confirm={`Try ${count} again`}
      onConfirm={() => retryAction({ id, firingId: null })}
    />
  );
}
