import { FormSkeleton, PageHeaderSkeleton } from '@/components/ui/skeleton';

export default function IntegrationFormLoading() {
  return (
    <>
      <PageHeaderSkeleton />
      <FormSkeleton fields={8} />
    </>
  );
}
