import type { Metadata } from 'next';
import { PageHeader } from '@/components/ui/page-header';
import { getDraftContent } from '@/lib/sending';
import { DraftForm } from '../../_components/draft-form';
import { shownDraft } from '../shown-draft';

export const metadata: Metadata = { title: 'Edit email campaign' };

export default async function EditDraftPage({ params }: PageProps<'/email-campaigns/drafts/[id]/edit'>) {
  const { ctx, subject: draft } = await shownDraft.read(params);
  const content = await getDraftContent(ctx, draft.id);
  const { id, version, connectionId, name, subject, previewText, fromName, fromAddressId } = draft;
  const { replyAction, replyToAddress } = draft;
  return (
    <>
      <PageHeader
        trail={[
          { label: 'Email Campaigns', href: '/email-campaigns' },
          { label: 'Drafts and sends', href: '/email-campaigns/drafts' },
          { label: name, href: `/email-campaigns/drafts/${id}` },
          { label: 'Edit' },
        ]}
        title={`Edit ${name}`}
        lede={`For ${draft.list.name}, to the address book ${draft.book.name}.`}
      />
      <DraftForm
        targets={[{ connectionId, list: draft.list, book: draft.book, integration: draft.integration }]}
        values={{
          id,
          version,
          connectionId,
          name,
          subject,
          previewText,
          fromName,
          fromAddressId,
          replyAction,
          replyToAddress,
          ...content,
        }}
      />
    </>
  );
}
