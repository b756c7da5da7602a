import { PageHeaderSkeleton, TableSkeleton } from '@/components/ui/skeleton';

export default function TeamsLoading() {
  return (
    <>
      <PageHeaderSkeleton />
      <TableSkeleton columns={3} twoLine />
    </>
  );
}
