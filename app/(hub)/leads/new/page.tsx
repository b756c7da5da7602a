import type { Metadata } from 'next';
import { NewRecordPage } from '../../_records/record-form-pages';

export const metadata: Metadata = { title: 'Create Lead' };

export default function NewLeadPage() {
  return <NewRecordPage entity="lead" />;
}
