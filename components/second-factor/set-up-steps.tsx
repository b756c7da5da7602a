'use client';

import { useState } from 'react';

import type { Result } from '@/lib/result';
import { CodeInput, type FactorSetUp, type NewRecoveryCodes } from '@/lib/users/schemas';

import { ActionForm } from '../forms/action-form';
import { TextField } from '../forms/text-fields';
import { useActionForm } from '../forms/use-action-form';
import { RecoveryCodes } from './recovery-codes';

export type ConfirmFactor = (input: CodeInput) => Promise<Result<NewRecoveryCodes>>;

type SetUpStepsProps = {
  setUp: FactorSetUp;
  confirm: ConfirmFactor;
  onCancel?: () => void;
  onDone: () => void;
};

/** The phone reads the key, its first code is confirmed, and the recovery codes are shown this once. */
export function SetUpSteps({ setUp, confirm, onCancel, onDone }: SetUpStepsProps) {
  const [codes, setCodes] = useState<string[] | null>(null);
  const form = useActionForm({
    schema: CodeInput,
    draft: 'none',
    defaultValues: { code: '' },
    action: confirm,
    onSuccess: ({ recoveryCodes }) => setCodes(recoveryCodes),
  });
  if (codes) return <RecoveryCodes codes={codes} onDone={onDone} />;
  return (
    <ActionForm
      form={form}
      submit="Confirm"
      label="Set up a second factor"
      errorTitle="Not set up yet."
      onCancel={onCancel}
    >
      <ol className="grid list-decimal gap-2 pl-5">
        <li>Open an authenticator app on your phone, and add an account there.</li>
        <li>Let it scan this picture, or type the key.</li>
        <li>Enter the six digits that it shows.</li>
      </ol>
      <div className="flex flex-wrap items-center gap-4">
        <QrCode picture={setUp.picture} />
        <div className="min-w-0 flex-[1_1_180px]">
          <div className="text-md font-medium">Key</div>
          <p className="mt-0.5 font-mono break-words select-all">{inFours(setUp.key)}</p>
          <p className="mt-1.5 text-sm text-ink-3">By time, six digits. Show it to nobody.</p>
        </div>
      </div>
      <TextField control={form.control} name="code" label="Code" type="code" autoComplete="one-time-code" />
    </ActionForm>
  );
}

/** Black on white in either theme, as cameras expect it. */
const QrCode = ({ picture: { size, path } }: Pick<FactorSetUp, 'picture'>) => (
  <svg
    role="img"
    aria-label="The key, for a camera"
    viewBox={`0 0 ${size} ${size}`}
    shapeRendering="crispEdges"
    className="size-[188px] shrink-0 rounded-sm border"
  >
    <rect width={size} height={size} fill="white" />
    <path d={path} fill="black" />
  </svg>
);

const inFours = (key: string): string => key.match(/.{1,4}/g)?.join(' ') ?? key;
