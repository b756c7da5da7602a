'use client';

import { useState } from 'react';

import type { Result } from '@/lib/result';
import { CodeInput } from '@/lib/users/schemas';

import { ActionForm } from '../forms/action-form';
import { TextField } from '../forms/text-fields';
import { useActionForm } from '../forms/use-action-form';
import { Button } from '../ui/button';

type CodeFormProps<Data> = {
  action: (input: CodeInput) => Promise<Result<Data>>;
  onSuccess: (data: Data, by: CodeKind) => void | Promise<void>;
  submit: string;
  label: string;
  errorTitle: string;
  onCancel: () => void;
};

export type CodeKind = 'app' | 'recovery';

const fields = {
  app: {
    label: 'Code',
    type: 'code',
    hint: 'The six digits that the app on your phone shows for Dotbridge.',
  },
  recovery: {
    label: 'Recovery code',
    type: 'text',
    hint: 'One of the ten that you kept when you set up your phone. Each works once.',
  },
} as const;

/** Asks for a code of the phone, or for a recovery code where the phone is lost. */
export function CodeForm<Data>({ action, onSuccess, ...foot }: CodeFormProps<Data>) {
  const [kind, setKind] = useState<CodeKind>('app');
  const form = useActionForm({
    schema: CodeInput,
    draft: 'none',
    defaultValues: { code: '' },
    action,
    onSuccess: (data) => onSuccess(data, kind),
  });
  const change = (): void => {
    form.form.reset();
    setKind(kind === 'app' ? 'recovery' : 'app');
  };
  return (
    <ActionForm
      form={form}
      {...foot}
      extra={
        <Button variant="quiet" className="mr-auto" onClick={change}>
          {kind === 'app' ? 'Phone lost?' : 'Use the phone'}
        </Button>
      }
    >
      <TextField
        key={kind}
        control={form.control}
        name="code"
        {...fields[kind]}
        autoComplete={kind === 'app' ? 'one-time-code' : 'off'}
        autoFocus
      />
    </ActionForm>
  );
}
