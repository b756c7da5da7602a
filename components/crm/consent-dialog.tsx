'use client';

import { useRouter } from 'next/navigation';

import { ActionForm, TextareaField, useActionForm } from '@/components/forms';
import { Dialog } from '@/components/ui/dialog';
import { toast } from '@/components/ui/toaster';
import { RecordConsentInput, type RecordView } from '@/lib/crm/schemas';
import type { Result } from '@/lib/result';

type ConsentDialogProps = {
  record: RecordView;
  open: boolean;
  onOpenChange: (open: boolean) => void;
  consentAction: (input: { recordId: string; state: 'given'; text?: string }) => Promise<Result<unknown>>;
};

export function ConsentDialog({ record, open, onOpenChange, consentAction }: ConsentDialogProps) {
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      width="sm"
      title="Record a consent"
      description={`What ${record.name} agreed to, in the words they were shown, stands in the history from now on.`}
    >
      <ConsentForm record={record} consentAction={consentAction} onDone={() => onOpenChange(false)} />
    </Dialog>
  );
}

function ConsentForm({ record, consentAction, onDone }: Pick<ConsentDialogProps, 'record' | 'consentAction'> & { onDone: () => void }) {
  const router = useRouter();
  const form = useActionForm({
    schema: RecordConsentInput,
    defaultValues: { recordId: record.id, state: 'given', text: '' },
    action: ({ text }) => consentAction({ recordId: record.id, state: 'given', text }),
    onSuccess: () => {
      toast.good('Consent recorded', { detail: record.name });
      onDone();
      router.refresh();
    },
  });
  return (
    <ActionForm form={form} submit="Record this consent" onCancel={onDone}>
      <TextareaField control={form.control} name="text" label="What they agreed to" rows={4} placeholder="Yes, send me news about the collection by e-mail." />
    </ActionForm>
  );
}
