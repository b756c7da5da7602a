import { PageHeaderSkeleton, TableSkeleton } from '@/components/ui/skeleton';

export default function PeopleLoading() {
  return (
    <>
      <PageHeaderSkeleton />
      <TableSkeleton columns={4} />
    </>
  );
}
