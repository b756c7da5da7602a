import type { Metadata } from 'next';
import { NewRecordPage } from '../../_records/record-form-pages';

export const metadata: Metadata = { title: 'Create Contact' };

export default function NewContactPage() {
  return <NewRecordPage entity="contact" />;
}
