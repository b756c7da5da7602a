import type { Metadata } from 'next';
import { EditRecordPage } from '../../../_records/record-form-pages';

export const metadata: Metadata = { title: 'Edit Lead' };

export default function EditLeadPage({ params }: { params: Promise<{ id: string }> }) {
  return <EditRecordPage entity="lead" params={params} />;
}
