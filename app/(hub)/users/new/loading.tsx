import { FormSkeleton, PageHeaderSkeleton } from '@/components/ui/skeleton';

export default function InviteUserLoading() {
  return (
    <>
      <PageHeaderSkeleton />
      <FormSkeleton />
    </>
  );
}
