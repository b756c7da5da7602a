import { PageHeaderSkeleton, TableSkeleton } from '@/components/ui/skeleton';

export default function DataFieldMappingsLoading() {
  return (
    <>
      <PageHeaderSkeleton />
      <TableSkeleton columns={6} />
    </>
  );
}
