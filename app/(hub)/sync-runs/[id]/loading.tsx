import { CardsSkeleton, PageHeaderSkeleton } from '@/components/ui/skeleton';

export default function SyncRunLoading() {
  return (
    <>
      <PageHeaderSkeleton />
      <CardsSkeleton count={2} />
    </>
  );
}
