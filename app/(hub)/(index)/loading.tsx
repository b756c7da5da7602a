import { Card } from '@/components/ui/card';
import { PageHeaderSkeleton, Skeleton } from '@/components/ui/skeleton';

export default function HubLoading() {
  return (
    <>
      <PageHeaderSkeleton />
      <div role="status" aria-label="Loading" className="grid grid-cols-1 gap-4">
        <Card className="grid grid-cols-2 gap-x-4 gap-y-6 p-4 sm:grid-cols-4">
          {[0, 1, 2, 3].map((n) => (
            <div key={n}>
              <Skeleton className="w-20" />
              <Skeleton className="mt-3 h-6 w-16" />
              <Skeleton className="mt-3 w-28" />
            </div>
          ))}
        </Card>
        <div className="grid grid-cols-1 gap-4 lg:grid-cols-[minmax(0,2fr)_minmax(0,1fr)]">
          <Card className="h-[326px] p-4">
            <Skeleton className="w-40" />
          </Card>
          <Card className="h-[326px] p-4">
            <Skeleton className="w-28" />
          </Card>
        </div>
      </div>
    </>
  );
}
