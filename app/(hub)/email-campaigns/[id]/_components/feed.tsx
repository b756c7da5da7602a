'use client';

import { Button } from '@/components/ui/button';
import { Card, CardHeader } from '@/components/ui/card';
import { Chip, type Tone } from '@/components/ui/chip';
import { EmptyState } from '@/components/ui/empty-state';
import { Notice } from '@/components/ui/notice';
import { PageLink } from '@/components/ui/page-link';
import { Time } from '@/components/ui/time';
import { Truncate } from '@/components/ui/truncate';
import { useLivePages } from '@/components/ui/use-live';
import type { CampaignFeed, FeedEvent, FeedKind, Machines } from '@/lib/campaigns/schemas';
import { entityLabels } from '@/lib/crm/schemas';

const tones: Record<FeedKind, Tone> = {
  opened: 'neutral',
  clicked: 'good',
  unsubscribed: 'warn',
  'bounced softly': 'warn',
  'bounced hard': 'bad',
};

/** More than these are looked for in the grid of people. */
const maxPages = 10;

type FeedProps = { id: string; machines: Machines; initial: CampaignFeed };

export function Feed({ id, machines, initial }: FeedProps) {
  const { data, error, hasNextPage, fetchNextPage, isFetchingNextPage } = useLivePages<CampaignFeed>(
    {
      subject: `campaign:${id}`,
      queryKey: ['campaign-feed', id, machines],
      path: `/api/email-campaigns/${id}/feed${machines === 'in' ? '?machine=in' : ''}`,
      initial,
    },
    maxPages,
  );
  const reading = data.pages[0] ?? initial;
  const events = data.pages.flatMap((page) => page.events);
  return (
    <Card aria-label="What happens now" className="flex flex-col print:hidden">
      <CardHeader title="What happens now" right={<Reading {...reading} />} />
      {error && (
        <div className="px-4 pt-3">
          <Notice tone="bad" title="The latest could not be read.">
            {error.message}
          </Notice>
        </div>
      )}
      {events.length === 0 ? (
        <EmptyState className="py-8" title="Nothing has happened yet">
          {emptyWords[reading.state]}
        </EmptyState>
      ) : (
        <ol
          aria-label="Events, the latest first"
          className="mt-2.5 max-h-[420px] overflow-x-hidden overflow-y-auto border-t"
          tabIndex={0}
        >
          {events.map((event) => (
            <li
              key={event.key + event.at}
              className="grid grid-cols-[7.5rem_minmax(0,1fr)] items-baseline gap-x-3 border-b px-4 py-1.5 last:border-b-0 sm:grid-cols-[7.5rem_minmax(0,1fr)_auto]"
            >
              <span>
                <Chip tone={tones[event.kind]}>{event.kind}</Chip>
              </span>
              <Truncate text={wholeOf(event)}>
                <Person {...event} />
                {event.url !== null && <span className="font-mono text-sm text-ink-3"> {event.url}</span>}
                {event.byMachine && <span className="text-ink-3"> a machine</span>}
              </Truncate>
              <span className="text-sm text-ink-3 max-sm:col-start-2 sm:text-right">
                {!event.isOwnTime && 'sent '}
                <Time at={event.at} as="relative" />
              </span>
            </li>
          ))}
        </ol>
      )}
      {hasNextPage && (
        <div className="border-t px-4 py-2 text-center">
          <Button size="sm" variant="quiet" pending={isFetchingNextPage} onClick={() => fetchNextPage()}>
            Show earlier ones
          </Button>
        </div>
      )}
    </Card>
  );
}

const emptyWords: Record<CampaignFeed['state'], string> = {
  sending: 'It is being sent. Opens and clicks come in with each reading, and show here by themselves.',
  sent: 'Nobody has opened it so far. Opens and clicks come in with each reading, and show here by themselves.',
  'not read': 'Who received it is read with the next import of the account, and shows here by itself.',
  'account off': 'The account is switched off: nothing is read from it until an admin switches it on.',
};

/** "Last read 4 minutes ago; next reading in 11 minutes". */
function Reading({ state, readAt, nextReadAt }: CampaignFeed) {
  return (
    <span>
      {readAt === null ? (
        'not read yet'
      ) : (
        <>
          last read <Time at={readAt} />
        </>
      )}
      {state === 'account off'
        ? '; the account is switched off'
        : nextReadAt !== null && (
            <>
              ; next reading <Time at={nextReadAt} ahead />
            </>
          )}
    </span>
  );
}

function Person({ email, name, recordId, entity }: FeedEvent) {
  const shown = name ?? email;
  if (recordId === null || entity === null) return shown;
  return (
    <PageLink href={`${entityLabels[entity].path}/${recordId}`} className="prose-link">
      {shown}
    </PageLink>
  );
}

const wholeOf = ({ email, name, url }: FeedEvent): string =>
  [name, email, url].filter((one) => one !== null).join(' ');
