'use client';

import { useQuery } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { MailFrame } from '@/components/campaigns/mail-frame';
import { ask } from '@/components/ui/ask';
import { Button } from '@/components/ui/button';
import { Select } from '@/components/ui/select';
import { Skeleton } from '@/components/ui/skeleton';
import type { MailPreview } from '@/lib/export/schemas';

type MailOfPersonProps = {
  integrationId: string;
  addressBookId: string | null;
  recordId: string;
  name: string;
  onClose: () => void;
};

/** The last campaign of the book, or a chosen one, as this person gets it. */
export function MailOfPerson({ name, onClose, ...asked }: MailOfPersonProps) {
  const selectId = useId();
  const [campaignId, setCampaignId] = useState<string | null>(null);
  const { data, error } = useQuery({
    queryKey: ['mail-of-person', asked, campaignId],
    retry: false,
    refetchOnWindowFocus: false,
    queryFn: ({ signal }) => {
      const { addressBookId, ...rest } = asked;
      const query = new URLSearchParams({
        ...rest,
        ...(addressBookId === null ? {} : { addressBookId }),
        ...(campaignId === null ? {} : { campaignId }),
      });
      return ask<MailPreview>(`/api/connections/mail?${query}`, signal);
    },
  });
  return (
    <section aria-label={`The mail as ${name} gets it`} className="grid gap-2 rounded-md border p-3">
      <div className="flex items-start gap-3">
        <h3 className="min-w-0 flex-1 font-medium">The mail as {name} gets it</h3>
        <Button size="sm" variant="quiet" onClick={onClose}>
          Close mail
        </Button>
      </div>
      {error && <p className="text-bad">{error.message}</p>}
      {!data && !error && <Skeleton className="h-40 w-full" />}
      {data && data.mail === null && (
        <p className="text-ink-2">
          No campaign of this account has been read yet, so there is no mail to show.
        </p>
      )}
      {data?.mail && (
        <>
          <label htmlFor={selectId} className="text-sm text-ink-3">
            Campaign
          </label>
          <Select
            id={selectId}
            value={data.mail.campaignId}
            options={data.campaigns.map((one) => ({ value: one.id, label: one.name }))}
            onChange={(event) => setCampaignId(event.target.value)}
          />
          <p>
            <span className="text-ink-3">Subject</span> {data.mail.subject || 'none'}
          </p>
          <div>
            <MailFrame
              key={data.mail.campaignId}
              name={data.mail.subject}
              html={data.mail.html}
              plainText={data.mail.plainText}
            />
          </div>
        </>
      )}
    </section>
  );
}
