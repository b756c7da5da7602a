import { ColumnsSkeleton, PageHeaderSkeleton } from '@/components/ui/skeleton';

export default function IntegrationLoading() {
  return (
    <>
      <PageHeaderSkeleton />
      <ColumnsSkeleton columns="lg:grid-cols-[minmax(0,1.6fr)_minmax(300px,1fr)]" />
    </>
  );
}
