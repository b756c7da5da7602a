import type { Metadata } from 'next';
import { NewRecordPage } from '../../_records/record-form-pages';

export const metadata: Metadata = { title: 'Create Customer' };

export default function NewCustomerPage() {
  return <NewRecordPage entity="customer" />;
}
