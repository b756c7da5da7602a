'use client';

import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import { Plural } from '@/components/ui/numbers';
import { toast } from '@/components/ui/toast-store';
import type { IntegrationHoldings } from '@/lib/integrations/schemas';
import { deleteIntegrationAction } from '../actions';

type DeleteIntegrationDialogProps = {
  integration: { id: string; name: string; holds: IntegrationHoldings };
  open: boolean;
  onOpenChange: (open: boolean) => void;
  onDeleted?: () => void;
};

export function DeleteIntegrationDialog({
  integration,
  open,
  onOpenChange,
  onDeleted,
}: DeleteIntegrationDialogProps) {
  const { id, name, holds } = integration;
  return (
    <ConfirmDialog
      open={open}
      onOpenChange={onOpenChange}
      title={`Delete ${name}`}
      goes={
        <>
          Gone for good here: <Plural count={holds.connections} one="connection" />,{' '}
          <Plural count={holds.addressBooks} one="address book" />, the numbers of{' '}
          <Plural count={holds.emailCampaigns} one="email campaign" />, the field mappings, and what is known
          of <Plural count={holds.contacts} one="contact" /> at Dotdigital.
        </>
      }
      stays="Your people and marketing lists stay. Nothing changes at Dotdigital: books keep everyone who is in them."
      confirm="Delete this integration"
      typeName={name}
      onConfirm={async () => {
        const result = await deleteIntegrationAction({ id, name });
        if (result.ok) {
          toast.good(`${name} deleted`);
          onDeleted?.();
        }
        return result;
      }}
    />
  );
}
