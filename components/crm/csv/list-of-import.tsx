'use client';

import { useRouter } from 'next/navigation';
import { useState } from 'react';

import { ActionForm, TextField, useActionForm } from '@/components/forms';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { toast } from '@/components/ui/toaster';
import { useViewer } from '@/components/ui/viewer';
import { type CsvImportView, MakeListOfImport } from '@/lib/csv-imports/schemas';
import { agree, formatNumber, plural } from '@/lib/format';
import type { Result } from '@/lib/result';
import { entityNouns } from '../words';

export type MakeListAction = (
  input: MakeListOfImport,
) => Promise<Result<{ id: string; memberCount: number }>>;

type ListOfImportProps = { view: CsvImportView; peopleCount: number; action: MakeListAction };

/** From a finished import to a list of exactly its people. */
export function ListOfImport({ view, peopleCount, action }: ListOfImportProps) {
  const { locale } = useViewer();
  const [open, setOpen] = useState(false);
  const noun = entityNouns[view.entity];
  return (
    <>
      <Button variant="primary" onClick={() => setOpen(true)}>
        {agree(
          peopleCount,
          'Make a list of this one',
          `Make a list of these ${formatNumber(peopleCount, locale)}`,
        )}
      </Button>
      <Dialog
        open={open}
        onOpenChange={setOpen}
        width="sm"
        title={`A list of ${plural(peopleCount, noun.one, noun.many, locale)}`}
        description="Everyone of this file, also who was here already. It is a manual list: people stay on it until someone takes them off."
      >
        <ListOfImportForm view={view} action={action} onCancel={() => setOpen(false)} />
      </Dialog>
    </>
  );
}

function ListOfImportForm({
  view,
  action,
  onCancel,
}: Omit<ListOfImportProps, 'peopleCount'> & { onCancel: () => void }) {
  const router = useRouter();
  const { locale } = useViewer();
  const noun = entityNouns[view.entity];
  const form = useActionForm({
    schema: MakeListOfImport,
    draft: { form: 'List of an import' },
    defaultValues: { id: view.id, name: view.fileName.replace(/\.[^.]+$/, '') },
    action,
    onSuccess: ({ id, memberCount }) => {
      toast.good('List made', { detail: plural(memberCount, noun.one, noun.many, locale) });
      router.push(`/marketing-lists/${id}`);
    },
  });
  return (
    <ActionForm
      form={form}
      submit="Make the list"
      label="List of an import"
      errorTitle="Not made."
      onCancel={onCancel}
    >
      <TextField control={form.control} name="name" label="Name" max={255} />
    </ActionForm>
  );
}
