import { CardsSkeleton, PageHeaderSkeleton } from '@/components/ui/skeleton';

export default function ErasureLoading() {
  return (
    <>
      <PageHeaderSkeleton />
      <CardsSkeleton count={2} />
    </>
  );
}
