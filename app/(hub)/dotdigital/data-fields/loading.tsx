import { PageHeaderSkeleton, TableSkeleton } from '@/components/ui/skeleton';

export default function DataFieldsLoading() {
  return (
    <>
      <PageHeaderSkeleton />
      <TableSkeleton columns={6} />
    </>
  );
}
