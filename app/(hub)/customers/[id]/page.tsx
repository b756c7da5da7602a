import type { Metadata } from 'next';
import { RecordPage, type RecordPageProps } from '../../_records/record-page';

export const metadata: Metadata = { title: 'Customer' };

export default function CustomerPage(props: Omit<RecordPageProps, 'entity'>) {
  return <RecordPage entity="customer" {...props} />;
}
