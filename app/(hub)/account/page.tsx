import type { Metadata } from 'next';
import { requireContext } from '@/app/_server/require-context';
import { PageHeader } from '@/components/ui/page-header';
import { getOwnAlerts } from '@/lib/alerts';
import { countOwnTokens, listExpiringTokens } from '@/lib/api-tokens';
import { currentSessionId } from '@/lib/auth';
import { may } from '@/lib/permissions';
import { getReportState } from '@/lib/reports';
import { getOwnAccount, getOwnSecondFactor, listOwnSessions } from '@/lib/users';
import { AlertsCard } from './_components/alerts-card';
import { NameCard } from './_components/name-card';
import { PasswordCard } from './_components/password-card';
import { SecondFactorCard } from './_components/second-factor-card';
import { SessionsCard } from './_components/sessions-card';
import { ThemeCard } from './_components/theme-card';
import { TimeZoneCard } from './_components/time-zone-card';
import { TokensCard } from './_components/tokens-card';
import { WeeklyReportCard } from './_components/weekly-report-card';

export const metadata: Metadata = { title: 'Your account' };

export default async function AccountPage() {
  const ctx = await requireContext('account.own');
  const [account, factor, report, alerts, sessions, workingTokens, expiringTokens] = await Promise.all([
    getOwnAccount(ctx),
    getOwnSecondFactor(ctx),
    getReportState(ctx),
    may(ctx.actor, 'alerts.own') ? getOwnAlerts(ctx) : null,
    currentSessionId().then((id) => listOwnSessions(ctx, id)),
    countOwnTokens(ctx),
    listExpiringTokens(ctx),
  ]);
  return (
    <>
      <PageHeader
        title="Your account"
        trail={[{ label: 'Your account' }]}
        lede={`${account.name}, ${account.email}. Your role is ${account.role}.`}
      />
      <div className="grid max-w-[760px] grid-cols-1 gap-4">
        <NameCard account={account} />
        <PasswordCard />
        <SecondFactorCard factor={factor} />
        <SessionsCard sessions={sessions} />
        <TokensCard working={workingTokens} expiring={expiringTokens} />
        <WeeklyReportCard account={account} server={report.server} last={report.last} />
        {alerts && <AlertsCard alerts={alerts} email={account.email} />}
        <TimeZoneCard account={account} />
        <ThemeCard />
      </div>
    </>
  );
}
