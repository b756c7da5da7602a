'use client';

import { useState } from 'react';
import { callAction } from '@/components/session/call-action';
import { Button } from '@/components/ui/button';
import { Card, CardBody, CardHeader } from '@/components/ui/card';
import { Notice } from '@/components/ui/notice';
import type { MailServerView, ServerAnswer } from '@/lib/mail/schemas';
import type { Result } from '@/lib/result';
import { checkMailServerAction } from '../actions';

/** From where mail goes out, and what that server says when it is asked now. */
export function MailCard({ server }: { server: MailServerView }) {
  const [told, setTold] = useState<Result<ServerAnswer> | null>(null);
  return (
    <Card>
      <CardHeader title="Outgoing mail" />
      <CardBody className="grid grid-cols-1 gap-3">
        {server.ready ? (
          <>
            <p className="break-words">
              By {server.server}, from {server.from}. Set by SMTP_URL and MAIL_FROM.
            </p>
            <div>
              <Button onClick={async () => setTold(await callAction(() => checkMailServerAction({})))}>
                Check the mail server
              </Button>
            </div>
          </>
        ) : (
          <Notice tone="warn" title={`No mail goes out: ${server.missing.join(' and ')} is not set.`}>
            Weekly reports and invitations go by mail. Set SMTP_URL, like
            smtp://user:password@mail.example.com:587, and start Dotbridge again.
          </Notice>
        )}
        {told && <Answer told={told} />}
      </CardBody>
    </Card>
  );
}

function Answer({ told }: { told: Result<ServerAnswer> }) {
  if (!told.ok)
    return (
      <Notice tone="bad" title="Not asked.">
        {told.error.message}
      </Notice>
    );
  const { ok, answer } = told.data;
  return (
    <Notice tone={ok ? 'good' : 'bad'} title={ok ? 'It works.' : 'No mail can go out.'}>
      {answer}
    </Notice>
  );
}
