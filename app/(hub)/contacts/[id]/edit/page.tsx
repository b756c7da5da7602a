import type { Metadata } from 'next';
import { EditRecordPage } from '../../../_records/record-form-pages';

export const metadata: Metadata = { title: 'Edit Contact' };

export default function EditContactPage({ params }: { params: Promise<{ id: string }> }) {
  return <EditRecordPage entity="contact" params={params} />;
}
