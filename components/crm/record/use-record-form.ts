import { useRouter } from 'next/navigation';

import { useActionForm } from '@/components/forms';
import { toast } from '@/components/ui/toaster';
import { type CrmEntity, entityLabels, RecordFormInput } from '@/lib/crm/schemas';
import type { Result } from '@/lib/result';

type Saved = { id: string; name: string };

/** The form of a record; saved, it leads to the record's page. */
export function useRecordForm(
  entity: CrmEntity,
  defaultValues: Partial<RecordFormInput>,
  action: (input: RecordFormInput) => Promise<Result<Saved>>,
  version?: number,
) {
  const router = useRouter();
  return useActionForm({
    schema: RecordFormInput,
    draft: { form: entity, version },
    defaultValues,
    action,
    onSuccess: (saved) => {
      toast.good(`${saved.name} saved`);
      router.push(`${entityLabels[entity].path}/${saved.id}`);
      router.refresh();
    },
  });
}

export type RecordFormState = ReturnType<typeof useRecordForm>;
