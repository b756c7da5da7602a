import { FormSkeleton, PageHeaderSkeleton } from '@/components/ui/skeleton';

export default function SignInRulesLoading() {
  return (
    <>
      <PageHeaderSkeleton />
      <FormSkeleton />
    </>
  );
}
