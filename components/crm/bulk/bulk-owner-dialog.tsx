'use client';

import { useId, useState } from 'react';

import { Combobox } from '@/components/ui/combobox';
import type { BulkOutcome, BulkOwnerInput } from '@/lib/crm/schemas';
import type { Result } from '@/lib/result';
import { type BulkChoice, useBulkPreview } from './bulk-choice';
import { BulkDialog } from './bulk-dialog';

type BulkOwnerDialogProps = {
  chosen: BulkChoice;
  owners: { id: string; name: string }[];
  action: (input: BulkOwnerInput) => Promise<Result<BulkOutcome>>;
  onDone: (outcome: BulkOutcome, words: string) => void;
  onClose: () => void;
};

const nobody = 'none';

export function BulkOwnerDialog({ chosen, owners, action, onDone, onClose }: BulkOwnerDialogProps) {
  const preview = useBulkPreview(chosen);
  const [owner, setOwner] = useState<string | null>(null);
  const id = useId();
  const name = owners.find((one) => one.id === owner)?.name;
  return (
    <BulkDialog
      entity={chosen.entity}
      preview={preview}
      verb="Change owner of"
      doing="Changing the owner of"
      missing={owner === null ? 'Choose an owner first.' : null}
      run={(expected) => action({ ...chosen, expected, ownerId: owner === nobody ? null : owner })}
      onDone={(outcome) => onDone(outcome, name ? `given to ${name}` : 'left without an owner')}
      onClose={onClose}
    >
      <div>
        <span id={`${id}-owner`} className="mb-1 block text-md font-medium">
          Owner
        </span>
        <Combobox
          aria-labelledby={`${id}-owner`}
          value={owner}
          onChange={setOwner}
          options={[
            ...owners.map((one) => ({ value: one.id, label: one.name })),
            { value: nobody, label: 'Nobody' },
          ]}
          emptyText="Nobody has this name"
        />
      </div>
    </BulkDialog>
  );
}
