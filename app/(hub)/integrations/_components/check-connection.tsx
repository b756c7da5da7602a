'use client';

import { useState } from 'react';
import { useWatch, type Control } from 'react-hook-form';
import { callAction } from '@/components/session/call-action';
import { Button } from '@/components/ui/button';
import { Notice } from '@/components/ui/notice';
import { Num, Plural } from '@/components/ui/numbers';
import type { CheckFailure, ConnectionCheck, IntegrationFormValues } from '@/lib/integrations/schemas';
import { checkConnectionAction } from '../actions';

type CheckConnectionProps = {
  control: Control<IntegrationFormValues, unknown, unknown>;
  /** Of an integration that has a password already. */
  integrationId?: string;
};

type Finding = { of: string; check: ConnectionCheck };

/** Offered as soon as username and password are there; a change of either makes the last finding void. */
export function CheckConnection({ control, integrationId }: CheckConnectionProps) {
  const [username = '', password = ''] = useWatch({ control, name: ['username', 'password'] });
  const [finding, setFinding] = useState<Finding | null>(null);
  const [pending, setPending] = useState(false);
  const asked = `${username}\n${password}`;
  const check = finding?.of === asked ? finding.check : null;
  const filled =
    username.trim() !== '' && (password.length >= 8 || (password === '' && integrationId !== undefined));

  async function ask(): Promise<void> {
    setPending(true);
    const result = await callAction(
      () => checkConnectionAction({ integrationId: integrationId ?? null, username, password }),
      'Dotbridge itself did not answer. Try again in a moment.',
    );
    setFinding({
      of: asked,
      check: result.ok
        ? result.data
        : {
            ok: false,
            reason: result.error.code === 'unreachable' ? 'unreachable' : 'refused',
            message: result.error.message,
          },
    });
    setPending(false);
  }

  const button = (
    <Button
      size="sm"
      pending={pending}
      why={filled ? null : 'Fill in username and password to check the connection.'}
      onClick={() => void ask()}
    >
      Check Connection
    </Button>
  );
  if (pending || check === null) {
    return (
      <div
        role="status"
        className="flex flex-wrap items-center gap-x-4 gap-y-2 rounded-sm border bg-sunken px-[13px] py-[11px]"
      >
        <p className="min-w-0 flex-[1_1_240px] text-ink-2">
          {pending
            ? 'Asking Dotdigital for the account…'
            : filled
              ? 'Not checked yet. Checking reads the account’s name and limits, nothing else.'
              : ''}
        </p>
        {button}
      </div>
    );
  }
  return check.ok ? (
    <Success check={check} action={button} />
  ) : (
    <Notice tone="bad" title={`${failureTitles[check.reason]}.`} action={button}>
      {check.message}
    </Notice>
  );
}

const failureTitles: Record<CheckFailure, string> = {
  credentials: 'Wrong username or password',
  region: 'Wrong region',
  host_not_allowed: 'Host not allowed',
  timeout: 'No answer in time',
  unreachable: 'Not reachable',
  rate_limited: 'API limit used up',
  invalid_answer: 'Not Dotdigital’s answer',
  server: 'Dotdigital has an error',
  refused: 'Refused',
};

function Success({
  check,
  action,
}: {
  check: Extract<ConnectionCheck, { ok: true }>;
  action: React.ReactNode;
}) {
  return (
    <Notice tone="good" title="Connection Successful." action={action}>
      {check.accountName}
      {check.region && <>, region {check.region}</>}
      {check.apiCallsLeft !== null && (
        <>
          , <Num value={check.apiCallsLeft} />
          {check.apiCallLimit !== null && (
            <>
              {' '}
              of <Num value={check.apiCallLimit} />
            </>
          )}{' '}
          API calls left this hour
        </>
      )}
      , <Plural count={check.addressBookCount} one="address book" />
      {check.emailCredits !== null && (
        <>
          , <Plural count={check.emailCredits} one="e-mail credit" />
        </>
      )}
      {check.offersContactImport && ', v3 contact import'}.
    </Notice>
  );
}
