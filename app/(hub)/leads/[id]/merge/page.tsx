import type { Metadata } from 'next';
import { MergePage, type MergePageProps } from '../../../_records/merge-page';

export const metadata: Metadata = { title: 'Merge leads' };

export default function MergeLeadsPage({ params, searchParams }: Omit<MergePageProps, 'entity'>) {
  return <MergePage entity="lead" params={params} searchParams={searchParams} />;
}
