import { CardsSkeleton, PageHeaderSkeleton } from '@/components/ui/skeleton';

export default function AuditLineLoading() {
  return (
    <>
      <PageHeaderSkeleton />
      <CardsSkeleton count={2} />
    </>
  );
}
