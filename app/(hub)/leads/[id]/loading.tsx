import { CardsSkeleton, PageHeaderSkeleton } from '@/components/ui/skeleton';

export default function LeadLoading() {
  return (
    <>
      <PageHeaderSkeleton />
      <CardsSkeleton />
    </>
  );
}
