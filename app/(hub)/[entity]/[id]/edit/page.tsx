import type { Metadata } from 'next';
import { EditRecordForm } from '@/components/crm/record/record-form';
import { PageHeader } from '@/components/ui/page-header';
import { getRecordCatalogue, listOwners } from '@/lib/crm';
import { entityLabels } from '@/lib/crm/schemas';
import { updateRecordAction } from '../../actions';
import { entityOf } from '../../entity-of';
import { livingRecord } from '../living-record';

type Props = PageProps<'/[entity]/[id]/edit'>;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: `Edit ${entityLabels[entityOf(await params)].one}` };
}

export default async function EditRecordPage({ params }: Props) {
  const { ctx, subject: record } = await livingRecord.read(params, 'crm.write');
  const [owners, fields] = await Promise.all([listOwners(ctx), getRecordCatalogue(ctx, record.entity)]);
  const labels = entityLabels[record.entity];
  return (
    <>
      <PageHeader
        title={`Edit ${record.name}`}
        trail={[
          { label: labels.many, href: labels.path },
          { label: record.name, href: `${labels.path}/${record.id}` },
          { label: 'Edit' },
        ]}
        lede="What you change here goes to Dotdigital with the next wave, where a mapping feeds it."
      />
      <EditRecordForm record={record} fields={fields} owners={owners} save={updateRecordAction} />
    </>
  );
}
