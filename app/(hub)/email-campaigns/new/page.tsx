import type { Metadata } from 'next';
import { requireContext } from '@/app/_server/require-context';
import { LinkButton } from '@/components/ui/button';
import { Card } from '@/components/ui/card';
import { EmptyState } from '@/components/ui/empty-state';
import { PageHeader } from '@/components/ui/page-header';
import { listDraftTargets } from '@/lib/sending';
import { DraftForm } from '../drafts/_components/draft-form';
import { firstHtml, firstPlainText } from './first-mail';

export const metadata: Metadata = { title: 'New email campaign' };

export default async function NewCampaignPage({ searchParams }: PageProps<'/email-campaigns/new'>) {
  const ctx = await requireContext('campaigns.send');
  const [targets, { connection }] = await Promise.all([listDraftTargets(ctx), searchParams]);
  const chosen = targets.find(({ connectionId }) => connectionId === connection);
  return (
    <>
      <PageHeader
        trail={[{ label: 'Email Campaigns', href: '/email-campaigns' }, { label: 'New email campaign' }]}
        title="New email campaign"
        lede="It is kept as a draft at Dotdigital. Nobody gets it before you confirm who does."
      />
      {targets.length === 0 ? (
        <Card>
          <EmptyState
            title="No list of yours is connected"
            action={<LinkButton href="/marketing-lists">Go to Marketing Lists</LinkButton>}
          >
            A campaign goes to the address book that a marketing list is connected to. Connect a list first.
          </EmptyState>
        </Card>
      ) : (
        <DraftForm
          targets={targets}
          values={{
            id: null,
            version: 1,
            connectionId:
              chosen?.connectionId ?? (targets.length === 1 ? (targets[0]?.connectionId ?? '') : ''),
            name: '',
            subject: '',
            previewText: '',
            fromName: '',
            fromAddressId: '',
            replyAction: 'Unset',
            replyToAddress: '',
            htmlContent: firstHtml,
            plainTextContent: firstPlainText,
          }}
        />
      )}
    </>
  );
}
