import { PageHeaderSkeleton, TableSkeleton } from '@/components/ui/skeleton';

export default function InsightDataLoading() {
  return (
    <>
      <PageHeaderSkeleton />
      <TableSkeleton />
    </>
  );
}
