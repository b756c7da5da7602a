import { CardsSkeleton, PageHeaderSkeleton } from '@/components/ui/skeleton';

export default function UserLoading() {
  return (
    <>
      <PageHeaderSkeleton />
      <CardsSkeleton count={4} />
    </>
  );
}
