import { CardsSkeleton, PageHeaderSkeleton } from '@/components/ui/skeleton';

export default function Loading() {
  return (
    <>
      <PageHeaderSkeleton />
      <CardsSkeleton count={2} />
    </>
  );
}
