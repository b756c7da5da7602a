'use client';

import type { Result } from '@/lib/result';
import { ProofInput, type ProofKind } from '@/lib/users/schemas';

import { ActionForm } from '../forms/action-form';
import { PasswordField } from '../forms/text-fields';
import { useActionForm } from '../forms/use-action-form';
import { Dialog } from '../ui/dialog';
import { CodeForm } from './code-form';
import { ProviderButton } from './provider-button';
import { proofStore } from './prove-again';

export type Prove = (input: ProofInput) => Promise<Result<void>>;

const why =
  'What you asked for changes who gets in, or can’t be taken back. It is done once you have confirmed that it is you; for ten minutes you aren’t asked again.';
const foot = {
  submit: 'Confirm',
  label: 'Confirm that it is you',
  errorTitle: 'Not confirmed.',
  onSuccess: () => proofStore.settle(true),
  onCancel: () => proofStore.settle(false),
};

/** Asked in place before what hurts; what was pressed goes out again afterwards. */
type ProveDialogProps = { by: ProofKind; prove: Prove; provider: string | null };

export function ProveDialog({ by, prove, provider }: ProveDialogProps) {
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && proofStore.settle(false)}
      width="sm"
      title="Confirm that it is you"
      description={why}
    >
      {by === 'code' ? (
        <CodeForm action={({ code }) => prove({ proof: code }).then(atCode)} {...foot} />
      ) : by === 'password' ? (
        <PasswordProof prove={prove} />
      ) : (
        <>
          <p className="mb-4">
            Sign in once more; you come back to this page, where what you typed is kept. Then ask for it
            again.
          </p>
          <ProviderButton name={provider ?? 'the provider'} askAgain />
        </>
      )}
    </Dialog>
  );
}

function PasswordProof({ prove }: { prove: Prove }) {
  const { submit, label, errorTitle, onSuccess, onCancel } = foot;
  const form = useActionForm({
    schema: ProofInput,
    draft: 'none',
    defaultValues: { proof: '' },
    action: prove,
    onSuccess,
  });
  return (
    <ActionForm form={form} submit={submit} label={label} errorTitle={errorTitle} onCancel={onCancel}>
      <PasswordField
        control={form.control}
        name="proof"
        label="Your password"
        autoComplete="current-password"
        autoFocus
      />
    </ActionForm>
  );
}

/** What was wrong with the proof belongs to the field of the code. */
function atCode(answer: Result<void>): Result<void> {
  const message = answer.ok ? undefined : answer.error.fieldErrors?.proof;
  if (answer.ok || message === undefined) return answer;
  return { ok: false, error: { ...answer.error, fieldErrors: { code: message } } };
}
