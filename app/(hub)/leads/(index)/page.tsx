import type { Metadata } from 'next';
import type { SearchParams } from '@/lib/table-query';
import { RecordsPage } from '../../_records/records-page';

export const metadata: Metadata = { title: 'Leads' };

export default function LeadsPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  return <RecordsPage entity="lead" searchParams={searchParams} />;
}
