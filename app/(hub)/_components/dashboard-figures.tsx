import { Kpis } from '@/components/ui/kpis';
import { Num } from '@/components/ui/numbers';
import type { DashboardView } from '@/lib/dashboard/schemas';

export function DashboardFigures({ view }: { view: DashboardView }) {
  return (
    <Kpis
      items={[
        { label: 'People', value: <Num value={view.recordCount} />, detail: 'contacts, leads and customers' },
        { label: 'Marketing lists', value: <Num value={view.listCount} />, detail: 'not archived' },
        {
          label: 'Connected books',
          value: <Num value={view.connectionCount} />,
          detail: 'kept in step by themselves',
        },
        {
          label: 'In the books now',
          value: <Num value={view.inBooksCount} />,
          detail: 'as Dotdigital last confirmed',
        },
      ]}
    />
  );
}
