import type { Metadata } from 'next';
import { RecordPage } from '../../_records/record-page';

export const metadata: Metadata = { title: 'Contact' };

export default function ContactPage({ params }: { params: Promise<{ id: string }> }) {
  return <RecordPage entity="contact" params={params} />;
}
