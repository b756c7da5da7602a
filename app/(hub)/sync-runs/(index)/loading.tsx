import { PageHeaderSkeleton, TableSkeleton } from '@/components/ui/skeleton';

export default function SyncRunsLoading() {
  return (
    <>
      <PageHeaderSkeleton />
      <TableSkeleton columns={6} twoLine />
    </>
  );
}
