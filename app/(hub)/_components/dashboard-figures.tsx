import { Fragment } from 'react';
import { CountLink } from '@/components/ui/count-link';
import { Kpis } from '@/components/ui/kpis';
import { Num } from '@/components/ui/numbers';
import { CrmEntity, entityLabels } from '@/lib/crm/schemas';
import type { DashboardView } from '@/lib/dashboard/schemas';

/** How much there is; each number opens what it counts, for who may see people. */
export function DashboardFigures({ view, seesPeople }: { view: DashboardView; seesPeople: boolean }) {
  const people = CrmEntity.options.reduce((sum, entity) => sum + view.recordCounts[entity], 0);
  const to = (href: string): string | null => (seesPeople ? href : null);
  return (
    <Kpis
      items={[
        {
          label: 'People',
          definition: 'people',
          value: <Num value={people} />,
          detail: CrmEntity.options.map((entity, n) => (
            <Fragment key={entity}>
              {n > 0 && ', '}
              <CountLink href={to(entityLabels[entity].path)}>
                <Num value={view.recordCounts[entity]} /> {entityLabels[entity].many.toLowerCase()}
              </CountLink>
            </Fragment>
          )),
        },
        {
          label: 'Marketing lists',
          definition: 'lists',
          value: <Num value={view.listCount} />,
          href: to('/marketing-lists'),
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
          href: to('/dotdigital/people'),
          detail: 'as Dotdigital last confirmed',
        },
      ]}
    />
  );
}
