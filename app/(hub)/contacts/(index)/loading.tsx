import { PageHeaderSkeleton, TableSkeleton } from '@/components/ui/skeleton';

export default function ContactsLoading() {
  return (
    <>
      <PageHeaderSkeleton />
      <TableSkeleton columns={6} twoLine />
    </>
  );
}
