import type { ReactNode } from 'react';

import { Card, CardHeader } from '@/components/ui/card';
import { Chip } from '@/components/ui/chip';
import { Plural } from '@/components/ui/numbers';
import { PageLink } from '@/components/ui/page-link';
import { Time } from '@/components/ui/time';
import type { RecordMarketing } from '@/lib/crm/schemas';

const goodStatus = new Set(['Subscribed', 'SoftBounced', 'OptedIn']);

export function RecordDotdigital({ contacts }: { contacts: RecordMarketing['dotdigital'] }) {
  return (
    <Card>
      <CardHeader title="At Dotdigital" />
      <Rows empty="No integration knows this address yet.">
        {contacts.map((contact) => (
          <Row
            key={contact.integration.id}
            state={
              contact.status ? (
                <Chip tone={goodStatus.has(contact.status) ? 'good' : 'warn'}>{contact.statusWord}</Chip>
              ) : (
                <Chip>not known yet</Chip>
              )
            }
          >
            <PageLink
              href={`/integrations/${contact.integration.id}`}
              className="block cut font-medium hover:underline"
            >
              {contact.integration.name}
            </PageLink>
            <span className="text-sm text-ink-3">
              {contact.dotdigitalId === null ? (
                'no contact id yet'
              ) : (
                <>
                  contact <span className="font-mono">{contact.dotdigitalId}</span>
                </>
              )}
              {contact.statusAt && (
                <>
                  , since <Time at={contact.statusAt} as="day" />
                </>
              )}
            </span>
            {contact.books.map((book) => (
              <span key={book.id} className="block text-sm text-ink-2">
                {book.name}:{' '}
                {book.unsubscribedAt
                  ? 'unsubscribed from the book'
                  : book.present
                    ? 'in the book'
                    : 'not in the book'}
              </span>
            ))}
          </Row>
        ))}
      </Rows>
    </Card>
  );
}

export function RecordCampaigns({
  campaigns,
  count,
}: {
  campaigns: RecordMarketing['campaigns'];
  /** All of them; the latest are listed. */
  count: number;
}) {
  return (
    <Card>
      <CardHeader
        title="Marketing activity"
        right={count > 0 ? <Plural count={count} one="campaign sent" many="campaigns sent" /> : undefined}
      />
      <Rows empty="No campaign has been sent to this address yet.">
        {campaigns.map((campaign) => (
          <Row key={campaign.id} state={campaignState(campaign)}>
            <PageLink
              href={`/email-campaigns/${campaign.id}`}
              className="block cut font-medium hover:underline"
            >
              {campaign.name}
            </PageLink>
            <span className="figures text-sm text-ink-3">
              <Plural count={campaign.openCount} one="open" />,{' '}
              <Plural count={campaign.clickCount} one="click" />, sent <Time at={campaign.sentAt} />
            </span>
          </Row>
        ))}
      </Rows>
    </Card>
  );
}

function campaignState(campaign: RecordMarketing['campaigns'][number]): ReactNode {
  if (campaign.unsubscribed) return <Chip tone="warn">unsubscribed</Chip>;
  if (campaign.bounced) return <Chip tone="bad">{campaign.bounced} bounced</Chip>;
  if (campaign.clickCount > 0) return <Chip tone="good">clicked</Chip>;
  if (campaign.openCount > 0) return <Chip tone="good">opened</Chip>;
  return <Chip>sent</Chip>;
}

function Rows({ children, empty }: { children: ReactNode[]; empty: string }) {
  if (children.length === 0) return <p className="px-4 pt-2 pb-4 text-ink-3">{empty}</p>;
  return <ul className="mt-1.5 divide-y divide-line border-t">{children}</ul>;
}

function Row({ children, state }: { children: ReactNode; state: ReactNode }) {
  return (
    <li className="flex items-start gap-3 px-4 py-2.5">
      <div className="min-w-0 flex-1">{children}</div>
      {state}
    </li>
  );
}
