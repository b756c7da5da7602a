import type { Metadata } from 'next';
import { OpenStudio } from '@/app/(hub)/dotdigital/email-studio/_components/open-studio';
import { MailFrame } from '@/components/campaigns/mail-frame';
import { LinkButton } from '@/components/ui/button';
import { Card, CardBody, CardHeader } from '@/components/ui/card';
import { DescriptionList } from '@/components/ui/description-list';
import { PageHeader } from '@/components/ui/page-header';
import { getDraftMail } from '@/lib/sending';
import { replyActionLabels, type DraftView } from '@/lib/sending/schemas';
import { CheckCard } from '../_components/check-card';
import { DiscardDialog } from '../_components/discard-dialog';
import { SendDialog } from '../_components/send-dialog';
import { SendStrip } from '../_components/send-strip';
import { TestDialog } from '../_components/test-dialog';
import { shownDraft } from '../shown-draft';
import { PageLink } from '@/components/ui/page-link';

export async function generateMetadata({
  params,
}: PageProps<'/email-campaigns/drafts/[id]'>): Promise<Metadata> {
  return { title: (await shownDraft.read(params)).subject.name };
}

export default async function DraftPage({ params }: PageProps<'/email-campaigns/drafts/[id]'>) {
  const { ctx, subject: draft } = await shownDraft.read(params);
  const mail = await getDraftMail(ctx, draft.id);
  const isDraft = draft.state === 'draft';
  const may = draft.canChange && isDraft;
  const { id, version, name } = draft;
  return (
    <>
      <PageHeader
        trail={[
          { label: 'Email Campaigns', href: '/email-campaigns' },
          { label: 'Drafts and sends', href: '/email-campaigns/drafts' },
          { label: name },
        ]}
        title={name}
        lede={
          <>
            For{' '}
            <PageLink className="prose-link" href={`/marketing-lists/${draft.list.id}`}>
              {draft.list.name}
            </PageLink>
            , to the address book {draft.book.name} of {draft.integration.name}.
          </>
        }
        actions={
          <>
            {may && <DiscardDialog draft={{ id, version, name }} />}
            <OpenStudio integrationId={draft.integration.id}>Design in Email Studio</OpenStudio>
            {may && (
              <LinkButton href={`/email-campaigns/drafts/${id}/edit`} hotkey="e">
                Edit
              </LinkButton>
            )}
            {may && <TestDialog draft={{ id, entity: draft.entity }} />}
            {may && <SendDialog draft={draft} />}
          </>
        }
      />
      <div className="grid grid-cols-1 gap-4">
        <SendStrip draft={draft} />
        <div className="grid grid-cols-1 items-start gap-4 xl:grid-cols-[minmax(0,1fr)_400px]">
          <Card aria-label="Mail">
            <CardHeader title={draft.subject} right="images are not loaded, links lead nowhere" />
            <CardBody>
              <MailFrame name={name} {...mail} />
            </CardBody>
          </Card>
          <div className="grid min-w-0 grid-cols-1 gap-4">
            {isDraft && <CheckCard draft={draft} />}
            <Card aria-label="Envelope">
              <CardHeader title="Envelope" />
              <DescriptionList items={envelopeOf(draft)} />
            </Card>
          </div>
        </div>
      </div>
    </>
  );
}

const envelopeOf = (draft: DraftView) => [
  { label: 'From', value: `${draft.fromName} <${draft.fromAddress}>` },
  { label: 'Subject', value: draft.subject },
  { label: 'Preview text', value: draft.previewText },
  {
    label: 'Replies',
    value:
      draft.replyToAddress === ''
        ? replyActionLabels[draft.replyAction]
        : `${replyActionLabels[draft.replyAction]}: ${draft.replyToAddress}`,
  },
  { label: 'Made by', value: draft.createdBy },
];
