import { FormSkeleton, PageHeaderSkeleton } from '@/components/ui/skeleton';

export default function NewTeamLoading() {
  return (
    <>
      <PageHeaderSkeleton />
      <FormSkeleton />
    </>
  );
}
