import { CardsSkeleton, PageHeaderSkeleton } from '@/components/ui/skeleton';

export default function PrivacyLoading() {
  return (
    <>
      <PageHeaderSkeleton />
      <CardsSkeleton count={3} />
    </>
  );
}
