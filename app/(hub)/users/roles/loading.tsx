import { PageHeaderSkeleton, TableSkeleton } from '@/components/ui/skeleton';

export default function RolesLoading() {
  return (
    <>
      <PageHeaderSkeleton />
      <TableSkeleton columns={4} />
    </>
  );
}
