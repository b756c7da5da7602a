import type { Metadata } from 'next';
import { Suspense } from 'react';
import { MergeNotice } from '@/components/crm/merge/merge-notice';
import { RecordActions } from '@/components/crm/record/record-actions';
import { RecordComputed } from '@/components/crm/record/record-computed';
import { RecordConsents } from '@/components/crm/record/record-consents';
import { RecordEditing } from '@/components/crm/record/record-editing';
import { RecordEngagement } from '@/components/crm/record/record-engagement';
import { RecordFields } from '@/components/crm/record/record-fields';
import { RecordMailState } from '@/components/crm/record/record-mail-state';
import { RecordLists } from '@/components/crm/record/record-lists';
import { RecordCampaigns, RecordDotdigital } from '@/components/crm/record/record-marketing';
import { RecordPurchases } from '@/components/crm/record/record-purchases';
import { RecordTags } from '@/components/crm/record/record-tags';
import { RecordTimeline } from '@/components/crm/record/record-timeline';
import { PageHeader } from '@/components/ui/page-header';
import { ChartSkeleton } from '@/components/ui/skeleton';
import { MaskedNotice } from '@/app/_server/masked-notice';
import { orNotFound } from '@/app/_server/or-not-found';
import { requireContext } from '@/app/_server/require-context';
import { personEngagement } from '@/lib/campaigns';
import type { Context } from '@/lib/context';
import { findSurvivor, getRecordMarketing, getRecordPage, listOwners, recordTimeline } from '@/lib/crm';
import { entityLabels, isOnList, type RecordMarketing, type RecordView } from '@/lib/crm/schemas';
import { may } from '@/lib/permissions';
import {
  changeRecordTagAction,
  deleteRecordAction,
  recordConsentAction,
  undoMergeAction,
  updateRecordAction,
} from '../actions';
import { undoBulkAction } from '../bulk-actions';
import { entityOf } from '../entity-of';
import { plural } from '@/lib/format';

type Props = PageProps<'/[entity]/[id]'>;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: entityLabels[entityOf(await params)].one };
}

/** `?merged=` is the id of a merged record whose address led here. */
export default async function RecordPage({ params, searchParams }: Props) {
  const ctx = await requireContext('crm.read');
  const [{ id, ...rest }, { merged }] = await Promise.all([params, searchParams]);
  const entity = entityOf(rest);
  const [page, owners, survivor] = await Promise.all([
    orNotFound(ctx, getRecordPage(ctx, { id, entity })),
    listOwners(ctx),
    typeof merged === 'string' ? findSurvivor(ctx, { id: merged, entity }) : null,
  ]);
  const [marketing, timeline] = await Promise.all([
    getRecordMarketing(ctx, { id }),
    recordTimeline(ctx, { id }),
  ]);
  const { record } = page;
  const labels = entityLabels[entity];
  const goes = {
    lists: membersOf(marketing),
    books: booksOf(marketing),
    orders: page.orders.total,
    carts: page.carts.total,
  };
  return (
    <RecordEditing
      record={record}
      fields={page.fields}
      owners={owners}
      save={updateRecordAction}
      mayChange={may(ctx.actor, 'crm.write')}
    >
      <PageHeader
        title={record.name}
        trail={[{ label: labels.many, href: labels.path }, { label: record.name }]}
        lede={lede(record, marketing, goes.lists)}
        actions={
          <RecordActions
            record={record}
            goes={goes}
            deleteAction={deleteRecordAction}
            undoAction={undoBulkAction}
          />
        }
      />
      <MaskedNotice ctx={ctx} />
      <MergeNotice
        name={record.name}
        merges={page.merges}
        arrived={survivor?.id === id ? survivor.merged : null}
        undoAction={undoMergeAction}
      />
      <RecordMailState mail={marketing.mail} />
      <div className="grid items-start gap-4 lg:grid-cols-[minmax(0,1fr)_360px] lg:grid-rows-[auto_1fr]">
        <div className="grid min-w-0 gap-4">
          <RecordFields />
          {entity === 'customer' && <RecordPurchases recordId={id} kind="order" first={page.orders} />}
          {entity === 'customer' && <RecordPurchases recordId={id} kind="cart" first={page.carts} />}
          {record.emailKey !== null && marketing.campaignCount > 0 && (
            <Suspense fallback={<ChartSkeleton height={330} />}>
              <Engagement ctx={ctx} emailKey={record.emailKey} />
            </Suspense>
          )}
        </div>
        <div data-beside className="grid min-w-0 gap-4 lg:col-start-2 lg:row-span-2 lg:row-start-1">
          <RecordTags tags={page.tags} change={changeRecordTagAction} />
          <RecordConsents lines={page.consents} mail={marketing.mail} consentAction={recordConsentAction} />
          <RecordLists record={record} lists={marketing.lists} />
          <RecordDotdigital contacts={marketing.dotdigital} />
          <RecordCampaigns campaigns={marketing.campaigns} count={marketing.campaignCount} />
          <RecordComputed fields={page.fields} computed={page.computed} />
        </div>
        <div className="min-w-0">
          <RecordTimeline recordId={id} first={timeline} />
        </div>
      </div>
    </RecordEditing>
  );
}

async function Engagement({ ctx, emailKey }: { ctx: Context; emailKey: string }) {
  return <RecordEngagement engagement={await personEngagement(ctx, emailKey)} />;
}

const membersOf = ({ lists }: RecordMarketing): number => lists.filter(isOnList).length;
const booksOf = ({ dotdigital }: RecordMarketing): number =>
  dotdigital.flatMap(({ books }) => books).filter((book) => book.present).length;

function lede(record: RecordView, { mail }: RecordMarketing, listCount: number): string {
  const { jobTitle, company } = record.values;
  const where = `${jobTitle ? `, ${jobTitle}` : ''}${company ? ` at ${company}` : ''}`;
  const lists = listCount === 0 ? 'on no marketing list' : `on ${plural(listCount, 'marketing list')}`;
  const reach =
    record.emailKey === null
      ? 'without an e-mail address, so no e-mail connection sends them'
      : record.consent === 'withdrawn'
        ? 'opted out of mail, so Dotbridge sends them nowhere'
        : mail.mailable === 'no'
          ? `${lists} and not mailed`
          : lists;
  return `${entityLabels[record.entity].one}${where}, ${reach}.`;
}
