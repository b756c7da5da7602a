import { FormSkeleton, PageHeaderSkeleton } from '@/components/ui/skeleton';

export default function NewApiTokenLoading() {
  return (
    <>
      <PageHeaderSkeleton />
      <FormSkeleton />
    </>
  );
}
