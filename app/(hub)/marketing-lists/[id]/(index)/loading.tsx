import { CardsSkeleton, PageHeaderSkeleton, TableSkeleton } from '@/components/ui/skeleton';

export default function Loading() {
  return (
    <>
      <PageHeaderSkeleton />
      <div className="grid gap-4">
        <CardsSkeleton count={3} />
        <TableSkeleton columns={5} twoLine />
      </div>
    </>
  );
}
