import { CardsSkeleton, PageHeaderSkeleton } from '@/components/ui/skeleton';

export default function MappingHistoryLoading() {
  return (
    <>
      <PageHeaderSkeleton />
      <CardsSkeleton />
    </>
  );
}
