import { PageHeaderSkeleton, TableSkeleton } from '@/components/ui/skeleton';

export default function LeadsLoading() {
  return (
    <>
      <PageHeaderSkeleton />
      <TableSkeleton columns={6} twoLine />
    </>
  );
}
