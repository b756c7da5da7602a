import { CardsSkeleton, PageHeaderSkeleton } from '@/components/ui/skeleton';

export default function DataFieldMappingLoading() {
  return (
    <>
      <PageHeaderSkeleton />
      <CardsSkeleton />
    </>
  );
}
