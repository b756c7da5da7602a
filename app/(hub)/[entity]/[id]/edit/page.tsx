import type { Metadata } from 'next';
import { EditRecordForm } from '@/components/crm/record/record-form';
import { PageHeader } from '@/components/ui/page-header';
import { orNotFound } from '@/app/_server/or-not-found';
import { requireContext } from '@/app/_server/require-context';
import { getRecord, getRecordCatalogue, listOwners } from '@/lib/crm';
import { entityLabels } from '@/lib/crm/schemas';
import { updateRecordAction } from '../../actions';
import { entityOf } from '../../entity-of';

type Props = PageProps<'/[entity]/[id]/edit'>;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: `Edit ${entityLabels[entityOf(await params)].one}` };
}

export default async function EditRecordPage({ params }: Props) {
  const ctx = await requireContext('crm.write');
  const { id, ...rest } = await params;
  const entity = entityOf(rest);
  const [record, owners, fields] = await Promise.all([
    orNotFound(getRecord(ctx, { id, entity })),
    listOwners(ctx),
    getRecordCatalogue(ctx, entity),
  ]);
  const labels = entityLabels[entity];
  return (
    <>
      <PageHeader
        title={`Edit ${record.name}`}
        trail={[
          { label: labels.many, href: labels.path },
          { label: record.name, href: `${labels.path}/${id}` },
          { label: 'Edit' },
        ]}
        lede="What you change here goes to Dotdigital with the next wave, where a mapping feeds it."
      />
      <EditRecordForm record={record} fields={fields} owners={owners} save={updateRecordAction} />
    </>
  );
}
