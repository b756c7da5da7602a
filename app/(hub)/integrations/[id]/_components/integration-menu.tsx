'use client';

import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { AuditItem } from '@/components/audit/audit-link';
import { Button, LinkButton } from '@/components/ui/button';
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuSeparator,
} from '@/components/ui/dropdown-menu';
import { MoreTrigger } from '@/components/ui/more-trigger';
import type { IntegrationView } from '@/lib/integrations/schemas';
import { DeleteIntegrationDialog } from '../../_components/delete-integration-dialog';
import type { useIntegrationActions } from '../../_hooks/use-integration-actions';

type IntegrationMenuProps = {
  integration: Pick<IntegrationView, 'id' | 'name' | 'active' | 'holds'>;
  mayChange: boolean;
  actions: ReturnType<typeof useIntegrationActions>;
};

export function IntegrationMenu({ integration, mayChange, actions }: IntegrationMenuProps) {
  const router = useRouter();
  const [deleting, setDeleting] = useState(false);

  return (
    <>
      <LinkButton variant="quiet" href={`/integrations/${integration.id}/insight-data`}>
        Insight data
      </LinkButton>
      {mayChange && (
        <LinkButton variant="quiet" href={`/integrations/${integration.id}/edit`} hotkey="e">
          Edit
        </LinkButton>
      )}
      {mayChange && (
        <DropdownMenu>
          <MoreTrigger />
          <DropdownMenuContent>
            <DropdownMenuItem onSelect={() => actions.setActive(integration, !integration.active)}>
              {integration.active ? 'Deactivate' : 'Activate'}
            </DropdownMenuItem>
            <AuditItem subject="integration" id={integration.id} />
            <DropdownMenuSeparator />
            <DropdownMenuItem tone="danger" onSelect={() => setDeleting(true)}>
              Delete
            </DropdownMenuItem>
          </DropdownMenuContent>
        </DropdownMenu>
      )}
      <Button
        variant="primary"
        why={integration.active ? undefined : 'Deactivated: activate it first.'}
        onClick={() => actions.scheduleSync(integration)}
      >
        Schedule Sync
      </Button>
      {deleting && (
        <DeleteIntegrationDialog
          integration={integration}
          open
          onOpenChange={setDeleting}
          onDeleted={() => router.push('/integrations')}
        />
      )}
    </>
  );
}
