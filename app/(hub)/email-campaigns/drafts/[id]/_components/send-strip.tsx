'use client';

import { LinkButton } from '@/components/ui/button';
import { Notice } from '@/components/ui/notice';
import { Num } from '@/components/ui/numbers';
import { Strip } from '@/components/ui/strip';
import { Time } from '@/components/ui/time';
import { useLivePage } from '@/components/ui/use-live';
import { agree } from '@/lib/format';
import type { DraftView } from '@/lib/sending/schemas';
import { DraftStateChip } from '../../_components/draft-state';
import { PageLink } from '@/components/ui/page-link';

/** How far it is, and what stands against it. Moves by itself. */
export function SendStrip({ draft }: { draft: DraftView }) {
  const { state, problem } = draft;
  useLivePage(`draft:${draft.id}`, state !== 'draft' && state !== 'sent' && state !== 'cancelled');
  return (
    <>
      {problem !== null && (
        <Notice tone="warn" title={state === 'draft' ? 'Not sent.' : 'To be known:'}>
          {problem}
        </Notice>
      )}
      {state !== 'draft' && (
        <div className="[&>section]:mb-0">
          <Strip
            state={<DraftStateChip state={state} sendAt={draft.sendAt} />}
            right={
              draft.isImported && (
                <LinkButton size="sm" href={`/email-campaigns/${draft.id}`}>
                  See its numbers
                </LinkButton>
              )
            }
          >
            <SentWords draft={draft} />
          </Strip>
        </div>
      )}
    </>
  );
}

function SentWords({ draft }: { draft: DraftView }) {
  const { state, sendAt, askedAt, askedBy, recipientCount, leftOutCount } = draft;
  const to = (
    <>
      <b>
        <Num value={recipientCount ?? 0} />
      </b>{' '}
      {agree(recipientCount ?? 0, 'person', 'people')} in {draft.book.name}
      {leftOutCount !== null && leftOutCount > 0 && (
        <>
          , <Num value={leftOutCount} /> of the list left out
        </>
      )}
      . {askedBy && `Confirmed by ${askedBy} `}
      <Time at={askedAt} as="moment" />.
    </>
  );
  switch (state) {
    case 'accepted':
      return sendAt === null ? (
        <>Dotdigital has taken it and sends it to {to}</>
      ) : (
        <>
          Dotdigital sends it <Time at={sendAt} as="moment" ahead /> to {to} It can be taken back in{' '}
          <PageLink className="prose-link" href="/dotdigital/email-studio">
            Email Studio
          </PageLink>{' '}
          until then.
        </>
      );
    case 'sent':
      return (
        <>
          Sent to {to} {!draft.isImported && 'Its numbers come with the next import.'}
        </>
      );
    case 'cancelled':
      return <>It was taken back at Dotdigital, so nobody got it. It was to go to {to}</>;
    default:
      return <>Dotdigital is told to send it to {to}</>;
  }
}
