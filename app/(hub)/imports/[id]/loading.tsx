import { CardsSkeleton, PageHeaderSkeleton } from '@/components/ui/skeleton';

export default function ImportLoading() {
  return (
    <>
      <PageHeaderSkeleton />
      <CardsSkeleton />
    </>
  );
}
