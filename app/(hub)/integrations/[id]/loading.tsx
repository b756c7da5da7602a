import { CardsSkeleton, PageHeaderSkeleton, TableSkeleton } from '@/components/ui/skeleton';

export default function IntegrationLoading() {
  return (
    <>
      <PageHeaderSkeleton />
      <CardsSkeleton />
      <div className="mt-4">
        <TableSkeleton columns={4} rows={5} />
      </div>
    </>
  );
}
