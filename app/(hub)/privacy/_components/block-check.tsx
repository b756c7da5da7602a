'use client';

import { useState } from 'react';
import { ActionForm, TextField, useActionForm } from '@/components/forms';
import { Button } from '@/components/ui/button';
import { Card, CardBody, CardHeader } from '@/components/ui/card';
import { Notice } from '@/components/ui/notice';
import { Time } from '@/components/ui/time';
import { AddressInput, type BlockView } from '@/lib/privacy/schemas';
import { checkAddressAction } from '../actions';
import { LiftDialog } from './lift-dialog';

/** Only a fingerprint is kept of who was erased, so nobody can list them: an address can be asked for. */
export function BlockCheck() {
  const [told, setTold] = useState<BlockView | null>(null);
  const [lifting, setLifting] = useState(false);
  const form = useActionForm({
    schema: AddressInput,
    draft: 'none',
    defaultValues: { email: '' },
    action: checkAddressAction,
    onSuccess: setTold,
  });
  return (
    <Card aria-label="Was somebody erased?">
      <CardHeader title="Was somebody erased?" />
      <CardBody className="grid gap-3">
        <ActionForm form={form} submit="Check" errorTitle="Not checked.">
          <TextField
            control={form.control}
            name="email"
            label="Address"
            type="email"
            hint="Whoever was erased stays out of files, calls and imports until the block is lifted, also when they sign up again. Who it was is kept as a keyed fingerprint alone."
          />
        </ActionForm>
        {told && <Told view={told} onLift={() => setLifting(true)} />}
        {told && lifting && (
          <LiftDialog
            email={told.email}
            onClose={() => setLifting(false)}
            onDone={(view) => {
              setTold(view);
              setLifting(false);
            }}
          />
        )}
      </CardBody>
    </Card>
  );
}

function Told({ view, onLift }: { view: BlockView; onLift: () => void }) {
  const [latest] = view.blocks;
  if (!latest)
    return <Notice title="Nobody with this address was erased.">They may come in like anyone.</Notice>;
  if (!view.isBlocked)
    return (
      <Notice tone="info" title="Erased once, and let back.">
        {latest.liftedAt && (
          <>
            <Time at={latest.liftedAt} as="day" />, by {latest.liftedBy}: {latest.liftReason}
          </>
        )}
      </Notice>
    );
  return (
    <Notice
      tone="warn"
      title="Erased, and kept out."
      action={<Button onClick={onLift}>Lift the block</Button>}
    >
      Since <Time at={latest.erasedAt} as="day" />.
    </Notice>
  );
}
