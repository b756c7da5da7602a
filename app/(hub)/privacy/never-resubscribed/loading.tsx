import { CardsSkeleton, PageHeaderSkeleton } from '@/components/ui/skeleton';

export default function NeverResubscribedLoading() {
  return (
    <>
      <PageHeaderSkeleton />
      <CardsSkeleton count={2} />
    </>
  );
}
