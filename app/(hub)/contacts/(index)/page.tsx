import type { Metadata } from 'next';
import type { SearchParams } from '@/lib/table-query';
import { RecordsPage } from '../../_records/records-page';

export const metadata: Metadata = { title: 'Contacts' };

export default function ContactsPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  return <RecordsPage entity="contact" searchParams={searchParams} />;
}
