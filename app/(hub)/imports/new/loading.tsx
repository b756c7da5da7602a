import { FormSkeleton, PageHeaderSkeleton } from '@/components/ui/skeleton';

export default function NewImportLoading() {
  return (
    <>
      <PageHeaderSkeleton />
      <FormSkeleton fields={2} />
    </>
  );
}
