import { PageHeaderSkeleton, TableSkeleton } from '@/components/ui/skeleton';

export default function ApiTokensLoading() {
  return (
    <>
      <PageHeaderSkeleton />
      <TableSkeleton columns={6} twoLine />
    </>
  );
}
