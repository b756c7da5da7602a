import type { Metadata } from 'next';
import { MergePage, type MergePageProps } from '../../../_records/merge-page';

export const metadata: Metadata = { title: 'Merge customers' };

export default function MergeCustomersPage({ params, searchParams }: Omit<MergePageProps, 'entity'>) {
  return <MergePage entity="customer" params={params} searchParams={searchParams} />;
}
