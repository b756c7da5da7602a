import { PageHeaderSkeleton, TableSkeleton } from '@/components/ui/skeleton';

export default function ImportsLoading() {
  return (
    <>
      <PageHeaderSkeleton />
      <TableSkeleton columns={6} twoLine />
    </>
  );
}
