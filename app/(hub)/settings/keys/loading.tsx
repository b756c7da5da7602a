import { CardsSkeleton, PageHeaderSkeleton } from '@/components/ui/skeleton';

export default function KeysLoading() {
  return (
    <>
      <PageHeaderSkeleton />
      <CardsSkeleton count={1} />
    </>
  );
}
