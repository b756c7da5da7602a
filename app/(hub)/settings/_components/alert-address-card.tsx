'use client';

import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { ActionForm, SelectField, TextField, useActionForm } from '@/components/forms';
import { Button } from '@/components/ui/button';
import { Card, CardBody, CardHeader } from '@/components/ui/card';
import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import { Notice } from '@/components/ui/notice';
import { ShownOnce } from '@/components/ui/shown-once';
import { Time } from '@/components/ui/time';
import { SaveAlertAddressInput, type AlertAddressView } from '@/lib/alerts/schemas';
import { removeAlertAddressAction, saveAlertAddressAction } from '../actions';

const levels = [
  { value: 'failures', label: 'What fails' },
  { value: 'everything', label: 'All that needs someone' },
];
const forms = [
  { value: 'chat', label: 'Chat: Slack, Mattermost, Rocket.Chat, Google Chat' },
  { value: 'webhook', label: 'Webhook: signed JSON' },
];

/** Where alerts go beside the mails that people choose for themselves. */
export function AlertAddressCard({ address }: { address: AlertAddressView | null }) {
  const router = useRouter();
  const [secret, setSecret] = useState<string | null>(null);
  const form = useActionForm({
    schema: SaveAlertAddressInput,
    draft: 'none',
    defaultValues: { url: '', form: address?.form ?? 'chat', level: address?.level ?? 'everything' },
    action: saveAlertAddressAction,
    onSuccess: (done) => {
      setSecret(done.secret);
      form.form.reset({ ...form.form.getValues(), url: '' });
      router.refresh();
    },
  });
  return (
    <Card>
      <CardHeader title="Alert address" />
      <CardBody className="grid grid-cols-1 gap-4">
        {address && <Stored address={address} />}
        {secret !== null && (
          <Notice tone="good" title="Copy what signs its messages now. Nobody can show it again.">
            <ShownOnce label="Signing secret" value={secret} />
          </Notice>
        )}
        <ActionForm
          form={form}
          submit={address ? 'Replace address' : 'Save address'}
          label="Alert address"
          className="max-w-[640px]"
        >
          <TextField
            control={form.control}
            name="url"
            type="url"
            label="Address"
            placeholder="https://hooks.slack.com/services/…"
            hint="Whoever reads there reads the names of all lists, of those too that only their owners see."
          />
          <div className="grid gap-4 sm:grid-cols-2">
            <SelectField control={form.control} name="form" label="Form" options={forms} />
            <SelectField control={form.control} name="level" label="Tells" options={levels} />
          </div>
        </ActionForm>
      </CardBody>
    </Card>
  );
}

function Stored({ address: { host, state, takenAt, problem } }: { address: AlertAddressView }) {
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
      <p className="min-w-0 flex-[1_1_320px] break-words">
        Alerts go to <span className="font-medium">{host}</span>
        {takenAt === null ? '; nothing was taken there yet.' : <LastTaken at={takenAt} />}
        {state !== 'taken' && problem !== null && (
          <span className="block text-bad">
            {problem}
            {problem.endsWith('.') ? ' ' : '. '}
            {state === 'waits' ? 'It is tried again, for a day.' : 'It was given up.'}
          </span>
        )}
      </p>
      <ConfirmDialog
        trigger={<Button size="sm">Remove</Button>}
        title="Remove the alert address"
        goes={`Nothing is told to ${host} any more.`}
        stays="Mails that people chose for themselves stay."
        confirm="Remove it"
        onConfirm={() => removeAlertAddressAction({})}
      />
    </div>
  );
}

function LastTaken({ at }: { at: string }) {
  return (
    <>
      ; the last message was taken <Time at={at} />.
    </>
  );
}
