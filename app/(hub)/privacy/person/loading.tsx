import { CardsSkeleton, PageHeaderSkeleton } from '@/components/ui/skeleton';

export default function PersonLoading() {
  return (
    <>
      <PageHeaderSkeleton />
      <CardsSkeleton count={3} />
    </>
  );
}
