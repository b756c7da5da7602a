import type { Metadata } from 'next';
import { RecordPage } from '../../_records/record-page';

export const metadata: Metadata = { title: 'Lead' };

export default function LeadPage({ params }: { params: Promise<{ id: string }> }) {
  return <RecordPage entity="lead" params={params} />;
}
