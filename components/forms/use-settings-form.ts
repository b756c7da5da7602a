'use client';

import { useRouter } from 'next/navigation';
import type { FieldValues } from 'react-hook-form';

import { toast } from '../ui/toaster';
import { type ActionForm, type ActionFormOptions, useActionForm } from './use-action-form';

/** For settings, whose form stays: saved, it says so, and what was typed is how things stand. */
export function useSettingsForm<Input extends FieldValues, Output, Data>(
  options: Omit<ActionFormOptions<Input, Output, Data>, 'onSuccess'>,
): ActionForm<Input, Output> {
  const { refresh } = useRouter();
  const form = useActionForm<Input, Output, Data>({
    ...options,
    onSuccess: () => {
      form.form.reset(form.form.getValues());
      toast.good('Saved');
      refresh();
    },
  });
  return form;
}
