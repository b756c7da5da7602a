import type { Metadata } from 'next';
import type { SearchParams } from '@/lib/table-query';
import { RecordsPage } from '../../_records/records-page';

export const metadata: Metadata = { title: 'Customers' };

export default function CustomersPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  return <RecordsPage entity="customer" searchParams={searchParams} />;
}
