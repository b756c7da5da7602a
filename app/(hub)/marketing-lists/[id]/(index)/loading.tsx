import { CardsSkeleton, PageHeaderSkeleton, StripSkeleton, TableSkeleton } from '@/components/ui/skeleton';

export default function Loading() {
  return (
    <>
      <PageHeaderSkeleton />
      <div className="grid gap-4">
        <StripSkeleton />
        <CardsSkeleton count={1} />
        <TableSkeleton columns={5} twoLine />
      </div>
    </>
  );
}
