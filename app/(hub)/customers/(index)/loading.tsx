import { PageHeaderSkeleton, TableSkeleton } from '@/components/ui/skeleton';

export default function CustomersLoading() {
  return (
    <>
      <PageHeaderSkeleton />
      <TableSkeleton columns={6} twoLine />
    </>
  );
}
