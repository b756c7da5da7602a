import type { Metadata } from 'next';
import { EditRecordPage } from '../../../_records/record-form-pages';

export const metadata: Metadata = { title: 'Edit Customer' };

export default function EditCustomerPage({ params }: { params: Promise<{ id: string }> }) {
  return <EditRecordPage entity="customer" params={params} />;
}
