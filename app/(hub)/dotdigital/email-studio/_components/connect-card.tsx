'use client';

import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { Card, CardBody, CardHeader } from '@/components/ui/card';
import { Notice } from '@/components/ui/notice';
import { useDialogAction } from '@/components/ui/use-dialog-action';
import { connectStudioAction } from '../actions';

type ConnectCardProps = { integrationId: string; name: string; callbackUrl: string; mayConnect: boolean };

/** Leads to Dotdigital's own page, where the person signs in and allows access. */
export function ConnectCard({ integrationId, name, callbackUrl, mayConnect }: ConnectCardProps) {
  const [copied, setCopied] = useState(false);
  const { pending, failure, run } = useDialogAction({
    draft: 'none',
    action: () => connectStudioAction({ integrationId }),
    onDone: ({ url }) => window.location.assign(url),
  });
  const copy = async (): Promise<void> => {
    await navigator.clipboard.writeText(callbackUrl);
    setCopied(true);
  };
  return (
    <Card>
      <CardHeader title={`Connect to ${name}`} />
      <CardBody className="grid justify-items-start gap-3">
        <p className="max-w-[64ch] text-ink-2">
          You sign in at Dotdigital once and allow access there. Dotbridge keeps that sign-in for you alone,
          encrypted, until you disconnect.
        </p>
        <div>
          <p className="text-sm text-ink-3">
            Callback address, to be registered at Dotdigital for the Client ID
          </p>
          <p className="mt-1 flex flex-wrap items-center gap-2">
            <code className="font-mono text-sm break-all">{callbackUrl}</code>
            <Button size="sm" onClick={copy}>
              {copied ? 'Copied' : 'Copy'}
            </Button>
          </p>
        </div>
        {failure && (
          <Notice tone="bad" title="Not connected.">
            {failure.message}
          </Notice>
        )}
        <Button
          variant="primary"
          pending={pending}
          why={mayConnect ? undefined : 'What is missing stands above.'}
          onClick={() => void run()}
        >
          Connect
        </Button>
      </CardBody>
    </Card>
  );
}
