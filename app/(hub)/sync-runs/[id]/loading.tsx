import { ColumnsSkeleton, PageHeaderSkeleton } from '@/components/ui/skeleton';

export default function SyncRunLoading() {
  return (
    <>
      <PageHeaderSkeleton />
      <ColumnsSkeleton columns="lg:grid-cols-[420px_minmax(0,1fr)]" />
    </>
  );
}
