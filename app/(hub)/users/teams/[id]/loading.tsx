import { FormSkeleton, PageHeaderSkeleton } from '@/components/ui/skeleton';

export default function TeamLoading() {
  return (
    <>
      <PageHeaderSkeleton />
      <FormSkeleton />
    </>
  );
}
