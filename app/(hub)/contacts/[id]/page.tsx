import type { Metadata } from 'next';
import { RecordPage, type RecordPageProps } from '../../_records/record-page';

export const metadata: Metadata = { title: 'Contact' };

export default function ContactPage(props: Omit<RecordPageProps, 'entity'>) {
  return <RecordPage entity="contact" {...props} />;
}
