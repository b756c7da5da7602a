'use client';

import { signOut } from 'next-auth/react';
import { useState } from 'react';
import {
  beginSecondFactorAction,
  confirmSecondFactorAction,
  proveAgainAction,
} from '@/app/(hub)/account/actions';
import { FormFoot } from '@/components/forms';
import { SetUpSteps } from '@/components/second-factor/set-up-steps';
import { callAction } from '@/components/session/call-action';
import type { SignedIn } from '@/components/session/person';
import { SessionGate } from '@/components/session/session-gate';
import { Button } from '@/components/ui/button';
import { Notice } from '@/components/ui/notice';
import type { FactorSetUp } from '@/lib/users/schemas';

type FirstFactorProps = { person: SignedIn; role: string };

/** Afterwards a full load: the page before knew somebody who may do nothing. */
export function FirstFactor({ person, role }: FirstFactorProps) {
  const [setUp, setSetUp] = useState<FactorSetUp | null>(null);
  const [refused, setRefused] = useState<string | null>(null);
  const [pending, setPending] = useState(false);
  const begin = async (): Promise<void> => {
    setPending(true);
    const begun = await callAction(() => beginSecondFactorAction({}));
    setPending(false);
    if (begun.ok) setSetUp(begun.data);
    setRefused(begun.ok ? null : begun.error.message);
  };
  return (
    <SessionGate person={person} prove={proveAgainAction} provider={null}>
      {setUp ? (
        <SetUpSteps
          setUp={setUp}
          confirm={confirmSecondFactorAction}
          onDone={() => window.location.assign('/')}
        />
      ) : (
        <div className="grid gap-4">
          <p className="break-words">
            You are signed in as {person.email}. People with the role {role} need a second factor here:
            signing in takes a code of an app on your phone as well. Have the phone at hand; it takes a
            minute.
          </p>
          {refused !== null && (
            <Notice tone="bad" title="Not begun.">
              {refused}
            </Notice>
          )}
          <FormFoot>
            <Button onClick={async () => signOut({ callbackUrl: '/sign-in' })}>Sign out</Button>
            <Button variant="primary" pending={pending} onClick={() => void begin()}>
              Begin
            </Button>
          </FormFoot>
        </div>
      )}
    </SessionGate>
  );
}
