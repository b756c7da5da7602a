import { PageHeaderSkeleton, TableSkeleton } from '@/components/ui/skeleton';

export default function IntegrationsLoading() {
  return (
    <>
      <PageHeaderSkeleton />
      <TableSkeleton columns={5} twoLine />
    </>
  );
}
