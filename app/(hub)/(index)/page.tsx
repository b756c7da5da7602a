import { Suspense } from 'react';
import { LinkButton } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import { PageHeader } from '@/components/ui/page-header';
import { ReportHead } from '@/components/ui/report-head';
import { requireContext } from '@/app/_server/require-context';
import type { Context } from '@/lib/context';
import { readDashboard, readDashboardTotals } from '@/lib/dashboard';
import type { DashboardView } from '@/lib/dashboard/schemas';
import { agree } from '@/lib/format';
import { may } from '@/lib/permissions';
import { sandboxAt } from '@/lib/sandbox';
import { AttentionCard } from '../_components/attention-card';
import { MailableChart, MovesChart } from '../_components/changes-charts';
import { ChangesFigures } from '../_components/changes-figures';
import { DashboardFigures } from '../_components/dashboard-figures';
import { EngagementCard } from '../_components/engagement-card';
import { FirstSteps } from '../_components/first-steps';
import { NextCard } from '../_components/next-card';
import { RecentCampaignsTable } from '../_components/recent-campaigns-table';
import { Today } from '../_components/today';

export default async function DashboardPage() {
  const ctx = await requireContext();
  const view = await readDashboard(ctx);
  const works = may(ctx.actor, 'connections.read');
  const seesPeople = may(ctx.actor, 'crm.read');
  const changes = view.hasPeople ? view.changes : null;
  const besideChart = 'grid grid-cols-1 gap-4 lg:grid-cols-[minmax(0,2fr)_minmax(0,1fr)]';
  return (
    <>
      <PageHeader
        title={<Today />}
        trail={[{ label: 'Dashboard' }]}
        lede={works ? needs(view) : 'What changed since yesterday.'}
      />
      <ReportHead accounts="all" />
      <div className="grid grid-cols-1 gap-4">
        {view.attention.length > 0 && <AttentionCard items={view.attention} />}
        {view.campaigns.length === 0 && <Beginning ctx={ctx} view={view} />}
        {changes && (
          <>
            <ChangesFigures changes={changes} />
            <div className={besideChart}>
              <MailableChart changes={changes} />
              <EngagementCard engagement={view.engagement} mayMake={may(ctx.actor, 'lists.write')} />
            </div>
          </>
        )}
        {view.campaigns.length > 0 && <RecentCampaignsTable rows={view.campaigns} seesPeople={seesPeople} />}
        {changes && (
          <div className={works ? besideChart : undefined}>
            <MovesChart changes={changes} />
            {works && <NextCard items={view.next} />}
          </div>
        )}
        <Suspense fallback={<DashboardFigures view={view} totals={null} seesPeople={seesPeople} />}>
          <Totals ctx={ctx} view={view} />
        </Suspense>
      </div>
    </>
  );
}

const needs = ({ attention: { length: waiting }, connectionCount }: DashboardView): string =>
  waiting === 0
    ? connectionCount === 0
      ? 'Nothing needs you: no list is connected yet.'
      : 'Nothing needs you: everything is in step.'
    : `${waiting} ${agree(waiting, 'thing needs', 'things need')} you, everything else is in step.`;

type PartProps = { ctx: Context; view: DashboardView };

async function Totals({ ctx, view }: PartProps) {
  return (
    <DashboardFigures
      view={view}
      totals={await readDashboardTotals(ctx)}
      seesPeople={may(ctx.actor, 'crm.read')}
    />
  );
}

/** Until the first campaign is back. */
function Beginning({ ctx, view }: PartProps) {
  if (may(ctx.actor, 'lists.write'))
    return (
      <FirstSteps
        view={view}
        mayConnectAccount={may(ctx.actor, 'integrations.write')}
        sandbox={sandboxAt(ctx.config.dotdigitalUrl)}
      />
    );
  return (
    <EmptyState
      title="No campaign yet"
      action={<LinkButton href="/email-campaigns">Email Campaigns</LinkButton>}
    >
      Once a campaign has been sent to a connected address book, its opens, clicks and unsubscribes stand
      here.
    </EmptyState>
  );
}
