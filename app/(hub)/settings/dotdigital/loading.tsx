import { ColumnsSkeleton, PageHeaderSkeleton } from '@/components/ui/skeleton';

export default function DotdigitalSettingsLoading() {
  return (
    <>
      <PageHeaderSkeleton />
      <ColumnsSkeleton columns="xl:grid-cols-[minmax(0,1.7fr)_minmax(0,1fr)]" />
    </>
  );
}
