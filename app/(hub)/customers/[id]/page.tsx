import type { Metadata } from 'next';
import { RecordPage } from '../../_records/record-page';

export const metadata: Metadata = { title: 'Customer' };

export default function CustomerPage({ params }: { params: Promise<{ id: string }> }) {
  return <RecordPage entity="customer" params={params} />;
}
