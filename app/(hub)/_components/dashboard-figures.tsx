import { Kpis } from '@/components/ui/kpis';
import { Num } from '@/components/ui/numbers';
import type { DashboardView } from '@/lib/dashboard/schemas';

export function DashboardFigures({ view }: { view: DashboardView }) {
  return (
    <Kpis
      items={[
        {
          label: 'People',
          definition: 'people',
          value: <Num value={view.recordCount} />,
          detail: 'contacts, leads and customers',
        },
        {
          label: 'Marketing lists',
          definition: 'lists',
          value: <Num value={view.listCount} />,
          detail: 'not archived',
        },
        {
          label: 'Connected books',
          definition: 'connections',
          value: <Num value={view.connectionCount} />,
          detail: 'kept in step by themselves',
        },
        {
          label: 'In the books now',
          definition: 'inBooks',
          value: <Num value={view.inBooksCount} />,
          detail: 'as Dotdigital last confirmed',
        },
      ]}
    />
  );
}
