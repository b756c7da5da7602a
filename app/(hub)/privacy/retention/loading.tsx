import { CardsSkeleton, PageHeaderSkeleton } from '@/components/ui/skeleton';

export default function RetentionLoading() {
  return (
    <>
      <PageHeaderSkeleton />
      <CardsSkeleton count={2} />
    </>
  );
}
