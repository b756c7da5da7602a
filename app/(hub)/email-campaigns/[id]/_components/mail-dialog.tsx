'use client';

import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { MailFrame } from '@/components/campaigns/mail-frame';
import { fetchSignedIn } from '@/components/session/fetch-signed-in';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { Skeleton } from '@/components/ui/skeleton';

type MailDialogProps = { id: string; name: string; subject: string; from: string };
type Mail = { html: string; plainText: string };

/** The mail in a frame of its own, in which nothing runs and nothing is loaded. */
export function MailDialog({ id, name, subject, from }: MailDialogProps) {
  const [open, setOpen] = useState(false);
  const mail = useQuery({
    queryKey: ['campaign-mail', id],
    enabled: open,
    staleTime: Infinity,
    queryFn: () => readMail(id),
  });
  return (
    <Dialog
      open={open}
      onOpenChange={setOpen}
      trigger={<Button>Show mail</Button>}
      title={subject || name}
      description={`${from ? `From ${from}. ` : ''}Images are not loaded and links lead nowhere here.`}
      width="lg"
    >
      {mail.isError && (
        <p role="alert" className="py-6 text-bad">
          The mail could not be read. Close this and try again.
        </p>
      )}
      {mail.isPending && <Skeleton className="h-[420px]" />}
      {mail.data && <MailFrame name={name} {...mail.data} />}
    </Dialog>
  );
}

async function readMail(id: string): Promise<Mail> {
  const answer = await fetchSignedIn(`/api/email-campaigns/${id}/mail`);
  if (!answer.ok) throw new Error(`mail: ${answer.status}`);
  return (await answer.json()) as Mail;
}
