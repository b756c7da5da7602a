import { PageHeaderSkeleton, TableSkeleton } from '@/components/ui/skeleton';

export default function UsersLoading() {
  return (
    <>
      <PageHeaderSkeleton />
      <TableSkeleton columns={5} twoLine />
    </>
  );
}
