import type { Metadata } from 'next';
import { MergePage, type MergePageProps } from '../../../_records/merge-page';

export const metadata: Metadata = { title: 'Merge contacts' };

export default function MergeContactsPage({ params, searchParams }: Omit<MergePageProps, 'entity'>) {
  return <MergePage entity="contact" params={params} searchParams={searchParams} />;
}
