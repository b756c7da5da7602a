import type { Metadata } from 'next';
import { RecordsPage } from '../../_records/records-page';

export const metadata: Metadata = { title: 'Customers' };

export default function CustomersPage({ searchParams }: PageProps<'/customers'>) {
  return <RecordsPage entity="customer" searchParams={searchParams} />;
}
