import type { Metadata } from 'next';
import { MergeCandidates } from '@/components/crm/merge/merge-candidates';
import { MergeForm } from '@/components/crm/merge/merge-form';
import { entityNouns } from '@/components/crm/words';
import { PageHeader } from '@/components/ui/page-header';
import { orNotFound } from '@/app/_server/or-not-found';
import { findMergeCandidates, previewMerge } from '@/lib/crm';
import { entityLabels } from '@/lib/crm/schemas';
import { mergeRecordsAction } from '../../actions';
import { entityOf } from '../../entity-of';
import { livingRecord } from '../living-record';

type Props = PageProps<'/[entity]/[id]/merge'>;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: `Merge ${entityNouns[entityOf(await params)].many}` };
}

/** `?with=` names the other record; which of the two stays is who stands in the path. */
export default async function MergePage({ params, searchParams }: Props) {
  const { ctx, subject: record } = await livingRecord.read(params, 'crm.write');
  const { id, entity } = record;
  const { with: other } = await searchParams;
  const labels = entityLabels[entity];
  const { one, many } = entityNouns[entity];
  const preview =
    typeof other === 'string'
      ? await orNotFound(ctx, previewMerge(ctx, { winnerId: id, loserId: other }))
      : null;
  const candidates = preview ? [] : await findMergeCandidates(ctx, { id });
  return (
    <>
      <PageHeader
        title={
          preview
            ? `Merge ${preview.loser.name} into ${record.name}`
            : `Merge ${record.name} with another ${one}`
        }
        trail={[
          { label: labels.many, href: labels.path },
          { label: record.name, href: `${labels.path}/${id}` },
          { label: 'Merge' },
        ]}
        lede={
          preview
            ? `Two ${many} become one. Everything follows to the one that stays, and for 30 days it can be undone.`
            : `Two records of one person become one, with the orders, tags, consent and places in lists of both.`
        }
      />
      {preview ? (
        <MergeForm
          key={`${id}-${preview.loser.id}`}
          entity={entity}
          preview={preview}
          mergeAction={mergeRecordsAction}
        />
      ) : (
        <MergeCandidates entity={entity} record={record} likely={candidates} />
      )}
    </>
  );
}
