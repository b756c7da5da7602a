import { CardsSkeleton, PageHeaderSkeleton, StripSkeleton, TableSkeleton } from '@/components/ui/skeleton';

export default function Loading() {
  return (
    <>
      <PageHeaderSkeleton twoLines />
      <div className="grid grid-cols-1 gap-4">
        <StripSkeleton />
        <CardsSkeleton count={1} />
        <TableSkeleton columns={5} twoLine />
      </div>
    </>
  );
}
