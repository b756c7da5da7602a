import { CardsSkeleton, PageHeaderSkeleton } from '@/components/ui/skeleton';

export default function HubLoading() {
  return (
    <>
      <PageHeaderSkeleton />
      <CardsSkeleton />
    </>
  );
}
