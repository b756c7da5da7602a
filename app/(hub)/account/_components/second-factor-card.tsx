'use client';

import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { callAction } from '@/components/session/call-action';
import { RecoveryCodes } from '@/components/second-factor/recovery-codes';
import { SetUpSteps } from '@/components/second-factor/set-up-steps';
import { Button } from '@/components/ui/button';
import { Card, CardBody, CardFooter, CardHeader } from '@/components/ui/card';
import { Chip } from '@/components/ui/chip';
import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import { Dialog } from '@/components/ui/dialog';
import { Notice } from '@/components/ui/notice';
import { Time } from '@/components/ui/time';
import { toast } from '@/components/ui/toaster';
import { agree, plural } from '@/lib/format';
import { type FactorSetUp, type OwnSecondFactor, recoveryCodeCount } from '@/lib/users/schemas';
import {
  beginSecondFactorAction,
  confirmSecondFactorAction,
  removeOwnSecondFactorAction,
  renewRecoveryCodesAction,
} from '../actions';

/** So few are left that it is time for new ones. */
const fewCodes = 3;

export function SecondFactorCard({ factor }: { factor: OwnSecondFactor }) {
  const [setUp, setSetUp] = useState<FactorSetUp | null>(null);
  const [codes, setCodes] = useState<string[] | null>(null);
  const { refresh } = useRouter();
  const begin = async (): Promise<void> => {
    const begun = await callAction(() => beginSecondFactorAction({}));
    if (begun.ok) setSetUp(begun.data);
    else toast.bad('Not begun', { detail: begun.error.message });
  };
  const close = (): void => {
    setSetUp(null);
    setCodes(null);
    refresh();
  };
  const { since } = factor;
  return (
    <Card id="second-factor">
      <CardHeader
        title="Second factor"
        right={since === null ? <Chip>off</Chip> : <Chip tone="good">on</Chip>}
      />
      <CardBody className="grid grid-cols-1 gap-3">
        <p className="text-ink-2">
          {since === null ? (
            'With a second factor, whoever knows your password doesn’t come in: signing in needs a code of an app on your phone as well.'
          ) : (
            <>
              Signing in needs a code of your phone, since <Time at={since} as="day" />.
            </>
          )}
        </p>
        {since !== null && <CodesLeft left={factor.recoveryCodesLeft} />}
        <div className="flex flex-wrap gap-2">
          <Button onClick={begin}>{since === null ? 'Set up a second factor' : 'Use another phone'}</Button>
          {since !== null && <RenewCodes onMade={setCodes} />}
        </div>
      </CardBody>
      {since !== null && (
        <CardFooter right={!factor.isDemanded && <RemoveFactor />}>
          {factor.isDemanded
            ? 'Your role needs a second factor, so it can be replaced and not removed.'
            : 'Codes are asked for at the sign-in and before what hurts.'}
        </CardFooter>
      )}
      <Dialog
        open={setUp !== null || codes !== null}
        onOpenChange={(open) => !open && close()}
        width="sm"
        title={setUp ? 'Set up a second factor' : 'New recovery codes'}
      >
        {setUp && (
          <SetUpSteps setUp={setUp} confirm={confirmSecondFactorAction} onCancel={close} onDone={close} />
        )}
        {codes && <RecoveryCodes codes={codes} onDone={close} />}
      </Dialog>
    </Card>
  );
}

function CodesLeft({ left }: { left: number }) {
  const words = `${plural(left, 'recovery code')} of ${recoveryCodeCount} ${agree(left, 'is', 'are')} left`;
  if (left > fewCodes) return <p className="text-ink-2">For a lost phone, {words}.</p>;
  return (
    <Notice tone="warn" title={`${words}.`}>
      Make new ones, so that you come in without the phone.
    </Notice>
  );
}

function RenewCodes({ onMade }: { onMade: (codes: string[]) => void }) {
  return (
    <ConfirmDialog
      trigger={<Button>New recovery codes</Button>}
      title="New recovery codes"
      goes="The recovery codes that you have now open nothing any more."
      stays="Your phone stays as it is."
      confirm="Make new ones"
      tone="primary"
      onConfirm={async () => {
        const result = await renewRecoveryCodesAction({});
        if (result.ok) onMade(result.data.recoveryCodes);
        return result;
      }}
    />
  );
}

function RemoveFactor() {
  return (
    <ConfirmDialog
      trigger={<Button size="sm">Remove</Button>}
      title="Remove the second factor"
      goes="Your password alone is enough to sign in, for you and for whoever knows it. Phone and recovery codes open nothing any more."
      confirm="Remove it"
      onConfirm={async () => {
        const result = await removeOwnSecondFactorAction({});
        if (result.ok) toast.good('No code is asked for any more');
        return result;
      }}
    />
  );
}
