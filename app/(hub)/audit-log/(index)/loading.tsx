import { PageHeaderSkeleton, TableSkeleton } from '@/components/ui/skeleton';

export default function AuditLogLoading() {
  return (
    <>
      <PageHeaderSkeleton />
      <TableSkeleton columns={5} twoLine />
    </>
  );
}
