import { FormSkeleton, PageHeaderSkeleton } from '@/components/ui/skeleton';

export default function AccountLoading() {
  return (
    <>
      <PageHeaderSkeleton />
      <FormSkeleton />
    </>
  );
}
