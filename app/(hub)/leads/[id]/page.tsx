import type { Metadata } from 'next';
import { RecordPage, type RecordPageProps } from '../../_records/record-page';

export const metadata: Metadata = { title: 'Lead' };

export default function LeadPage(props: Omit<RecordPageProps, 'entity'>) {
  return <RecordPage entity="lead" {...props} />;
}
