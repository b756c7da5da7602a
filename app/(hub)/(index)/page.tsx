import { PageHeader } from '@/components/ui/page-header';
import { LinkButton } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import { requireContext } from '@/app/_server/require-context';
import { readDashboard } from '@/lib/dashboard';
import { may } from '@/lib/permissions';
import { sandboxAt } from '@/lib/sandbox';
import { AttentionCard } from '../_components/attention-card';
import { FirstSteps } from '../_components/first-steps';
import { RecentCampaignsTable } from '../_components/recent-campaigns-table';
import { DashboardFigures } from '../_components/dashboard-figures';
import { Today } from '../_components/today';

export default async function DashboardPage() {
  const ctx = await requireContext();
  const view = await readDashboard(ctx);
  const waiting = view.attention.length;
  return (
    <>
      <PageHeader
        title={<Today />}
        trail={[{ label: 'Dashboard' }]}
        lede={
          waiting === 0
            ? 'Nothing needs you: everything is in step.'
            : `${waiting} ${waiting === 1 ? 'thing needs' : 'things need'} you, everything else is in step.`
        }
      />
      <div className="grid grid-cols-1 gap-4">
        {waiting > 0 && <AttentionCard items={view.attention} />}
        <DashboardFigures view={view} seesPeople={may(ctx.actor, 'crm.read')} />
        {view.campaigns.length > 0 && <RecentCampaignsTable rows={view.campaigns} />}
        {view.campaigns.length === 0 && may(ctx.actor, 'lists.write') && (
          <FirstSteps
            view={view}
            mayConnectAccount={may(ctx.actor, 'integrations.write')}
            sandbox={sandboxAt(ctx.config.dotdigitalUrl)}
          />
        )}
        {view.campaigns.length === 0 && !may(ctx.actor, 'lists.write') && (
          <EmptyState
            title="No campaign yet"
            action={<LinkButton href="/email-campaigns">Email Campaigns</LinkButton>}
          >
            Once a campaign has been sent to a connected address book, its opens, clicks and unsubscribes
            stand here.
          </EmptyState>
        )}
      </div>
    </>
  );
}
