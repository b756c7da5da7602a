import type { Metadata } from 'next';
import { RecordsPage } from '../../_records/records-page';

export const metadata: Metadata = { title: 'Contacts' };

export default function ContactsPage({ searchParams }: PageProps<'/contacts'>) {
  return <RecordsPage entity="contact" searchParams={searchParams} />;
}
