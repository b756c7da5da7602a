import { PageHeaderSkeleton, TableSkeleton, ViewsSkeleton } from '@/components/ui/skeleton';

export default function Loading() {
  return (
    <>
      <PageHeaderSkeleton />
      <ViewsSkeleton />
      <TableSkeleton columns={6} twoLine />
    </>
  );
}
