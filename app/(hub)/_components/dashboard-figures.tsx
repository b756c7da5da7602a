import { Fragment } from 'react';
import { CountLink } from '@/components/ui/count-link';
import { Kpis } from '@/components/ui/kpis';
import { Num } from '@/components/ui/numbers';
import { Skeleton } from '@/components/ui/skeleton';
import { CrmEntity, entityLabels } from '@/lib/crm/schemas';
import type { DashboardTotals, DashboardView } from '@/lib/dashboard/schemas';

type DashboardFiguresProps = {
  view: Pick<DashboardView, 'listCount' | 'connectionCount'>;
  /** null: still being counted. */
  totals: DashboardTotals | null;
  seesPeople: boolean;
};

/** How much there is; each number opens what it counts, for who may see people. */
export function DashboardFigures({ view, totals, seesPeople }: DashboardFiguresProps) {
  const to = (href: string): string | null => (seesPeople ? href : null);
  const waiting = <Skeleton className="my-[3px] inline-block h-[0.8em] w-20" />;
  return (
    <Kpis
      label="How much there is"
      items={[
        {
          label: 'People',
          definition: 'people',
          value:
            totals === null ? (
              waiting
            ) : (
              <Num value={CrmEntity.options.reduce((sum, entity) => sum + totals.recordCounts[entity], 0)} />
            ),
          detail: CrmEntity.options.map((entity, n) => (
            <Fragment key={entity}>
              {n > 0 && ', '}
              <CountLink href={totals === null ? null : to(entityLabels[entity].path)}>
                {totals !== null && <Num value={totals.recordCounts[entity]} />}{' '}
                {entityLabels[entity].many.toLowerCase()}
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
          value: totals === null ? waiting : <Num value={totals.inBooksCount} />,
          href: totals === null ? null : to('/dotdigital/people'),
          detail: 'as Dotdigital last confirmed',
        },
      ]}
    />
  );
}
