import type { Metadata } from 'next';
import { RecordsPage } from '../../_records/records-page';

export const metadata: Metadata = { title: 'Leads' };

export default function LeadsPage({ searchParams }: PageProps<'/leads'>) {
  return <RecordsPage entity="lead" searchParams={searchParams} />;
}
