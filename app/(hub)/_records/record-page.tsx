import { RecordActions } from '@/components/crm/record-actions';
import { RecordDetails } from '@/components/crm/record-details';
import { RecordCampaigns, RecordDotdigital, RecordLists } from '@/components/crm/record-marketing';
import { RecordTimeline } from '@/components/crm/record-timeline';
import { consentWords } from '@/components/crm/words';
import { Chip } from '@/components/ui/chip';
import { PageHeader } from '@/components/ui/page-header';
import { Strip } from '@/components/ui/strip';
import { Time } from '@/components/ui/time';
import { orNotFound } from '@/app/_server/or-not-found';
import { requireContext } from '@/app/_server/require-context';
import { getRecord, getRecordMarketing, recordTimeline } from '@/lib/crm';
import { type CrmEntity, entityLabels, type RecordView } from '@/lib/crm/schemas';
import { deleteRecordAction, recordConsentAction } from './actions';

type RecordPageProps = { entity: CrmEntity; params: Promise<{ id: string }> };

export async function RecordPage({ entity, params }: RecordPageProps) {
  const ctx = await requireContext('crm.read');
  const { id } = await params;
  const record = await orNotFound(getRecord(ctx, { id, entity }));
  const [marketing, timeline] = await Promise.all([getRecordMarketing(ctx, { id }), recordTimeline(ctx, { id })]);
  const labels = entityLabels[entity];
  const listCount = marketing.lists.filter((list) => list.state === 'member').length;
  return (
    <>
      <PageHeader
        title={record.name}
        trail={[{ label: labels.many, href: labels.path }, { label: record.name }]}
        lede={lede(record, listCount)}
        actions={<RecordActions record={record} listCount={listCount} consentAction={recordConsentAction} deleteAction={deleteRecordAction} />}
      />
      <Strip state={<Chip tone={consentWords[record.consent].tone}>{consentWords[record.consent].label}</Chip>}>{consentSentence(record)}</Strip>
      <div className="grid items-start gap-4 lg:grid-cols-[minmax(0,1fr)_360px]">
        <div className="grid gap-4">
          <RecordDetails record={record} />
          <RecordTimeline recordId={record.id} first={timeline} />
        </div>
        <div className="grid gap-4">
          <RecordLists lists={marketing.lists} />
          <RecordDotdigital contacts={marketing.dotdigital} />
          <RecordCampaigns campaigns={marketing.campaigns} />
        </div>
      </div>
    </>
  );
}

function lede(record: RecordView, listCount: number): string {
  const where = [record.values.jobTitle, record.values.company].filter(Boolean).join(' at ');
  const lists = listCount === 0 ? 'in no marketing list' : listCount === 1 ? 'in 1 marketing list' : `in ${listCount} marketing lists`;
  const reach = record.emailKey === null ? 'without an e-mail address, so no e-mail connection sends them' : lists;
  return `${entityLabels[record.entity].one}${where ? `, ${where}` : ''}, ${reach}.`;
}

function consentSentence(record: RecordView) {
  if (record.consent === 'withdrawn') {
    return <>This person opted out of mail <Time at={record.consentAt} />. Dotbridge sends them nowhere, and tells Dotdigital to unsubscribe them.</>;
  }
  if (record.consent === 'given') return <>Marketing consent was given <Time at={record.consentAt} />; its words stand in the timeline.</>;
  return 'No marketing consent is on record for this person.';
}
