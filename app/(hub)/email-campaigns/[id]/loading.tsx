import { CardsSkeleton, PageHeaderSkeleton, TableSkeleton } from '@/components/ui/skeleton';

export default function Loading() {
  return (
    <>
      <PageHeaderSkeleton />
      <div className="grid grid-cols-1 gap-4">
        <CardsSkeleton count={2} />
        <TableSkeleton columns={7} />
      </div>
    </>
  );
}
