import { CardsSkeleton, PageHeaderSkeleton } from '@/components/ui/skeleton';

export default function EmailStudioLoading() {
  return (
    <>
      <PageHeaderSkeleton />
      <CardsSkeleton count={2} />
    </>
  );
}
