import { CardsSkeleton, PageHeaderSkeleton } from '@/components/ui/skeleton';

export default function ContactLoading() {
  return (
    <>
      <PageHeaderSkeleton />
      <CardsSkeleton />
    </>
  );
}
