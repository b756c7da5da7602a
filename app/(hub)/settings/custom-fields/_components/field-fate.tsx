'use client';

import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import { toast } from '@/components/ui/toaster';
import { undoBy } from '@/components/ui/undo-by';
import { plural } from '@/lib/format';
import type { CustomFieldUsage, CustomFieldView } from '@/lib/crm/schemas';
import { archiveCustomFieldAction, deleteCustomFieldAction, restoreCustomFieldAction } from '../../actions';

/** Archive, restore, delete: each says first what goes and what stays. */
export function FieldFate({ field, usage }: { field: CustomFieldView; usage: CustomFieldUsage }) {
  const router = useRouter();
  // Known from what was done here, before the page says it.
  const [known, setKnown] = useState(field.version);
  const ref = { id: field.id, version: Math.max(known, field.version) };
  const changed = (): void => {
    setKnown(ref.version + 1);
    router.refresh();
  };
  const { recordCount, lists, mappings, viewCount } = usage;
  return (
    <>
      {field.archivedAt ? (
        <ConfirmDialog
          trigger={<Button>Restore</Button>}
          tone="primary"
          title={`Restore ${field.label}`}
          goes="The field is offered again in forms, files, filters and mappings."
          confirm="Restore this field"
          onConfirm={async () => {
            const result = await restoreCustomFieldAction(ref);
            if (!result.ok) return result;
            toast.good(`${field.label} restored`);
            changed();
            return result;
          }}
        />
      ) : (
        <ConfirmDialog
          trigger={<Button>Archive</Button>}
          tone="primary"
          title={`Archive ${field.label}`}
          goes="The field is no longer offered in forms, files and mappings."
          stays={`Its values stay (${plural(recordCount, 'record')}), and mappings that send it go on.${lists.length > 0 ? ` ${plural(lists.length, 'list')} that ask for it say so and keep their members until they are changed.` : ''}`}
          confirm="Archive this field"
          onConfirm={async () => {
            const result = await archiveCustomFieldAction(ref);
            if (!result.ok) return result;
            toast.good(`${field.label} archived`, {
              undo: undoBy({
                action: () => restoreCustomFieldAction({ ...ref, version: ref.version + 1 }),
                done: `${field.label} restored`,
                failed: 'Not restored',
                then: () => router.refresh(),
              }),
            });
            changed();
            return result;
          }}
        />
      )}
      <ConfirmDialog
        trigger={<Button variant="danger">Delete</Button>}
        title={`Delete ${field.label}`}
        goes={`The field goes, with the values of ${plural(recordCount, 'record')}.${lists.length > 0 ? ` ${plural(lists.length, 'list')} (${named(lists)}) can no longer be evaluated until their filter is changed; they keep their members, and their connections wait.` : ''}${mappings.length > 0 ? ` ${plural(mappings.length, 'mapping')} no longer send it.` : ''}${viewCount > 0 ? ` ${plural(viewCount, 'saved view')} no longer show it.` : ''} That can’t be undone.`}
        stays="What Dotdigital holds of it stays there."
        confirm="Delete this field"
        typeName={field.label}
        onConfirm={async () => {
          const result = await deleteCustomFieldAction({ ...ref, confirmation: field.label });
          if (!result.ok) return result;
          toast.good(`${field.label} deleted`, {
            detail: `${plural(result.data.emptiedCount, 'record')} held a value.`,
          });
          router.push('/settings');
          return result;
        }}
      />
    </>
  );
}

/** The first few by their names. */
const named = (lists: CustomFieldUsage['lists']): string =>
  `${lists
    .slice(0, 3)
    .map(({ name }) => `“${name}”`)
    .join(', ')}${lists.length > 3 ? ` and ${lists.length - 3} more` : ''}`;
