import { ColumnsSkeleton, PageHeaderSkeleton } from '@/components/ui/skeleton';

export default function Loading() {
  return (
    <>
      <PageHeaderSkeleton />
      <ColumnsSkeleton columns="lg:grid-cols-[minmax(0,1fr)_360px]" />
    </>
  );
}
