import { CardsSkeleton, PageHeaderSkeleton } from '@/components/ui/skeleton';

export default function CustomerLoading() {
  return (
    <>
      <PageHeaderSkeleton />
      <CardsSkeleton />
    </>
  );
}
