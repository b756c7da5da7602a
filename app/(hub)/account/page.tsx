import type { Metadata } from 'next';
import { requireContext } from '@/app/_server/require-context';
import { PageHeader } from '@/components/ui/page-header';
import { getReportState } from '@/lib/reports';
import { getOwnAccount } from '@/lib/users';
import { TimeZoneCard } from './_components/time-zone-card';
import { WeeklyReportCard } from './_components/weekly-report-card';

export const metadata: Metadata = { title: 'Your account' };

export default async function AccountPage() {
  const ctx = await requireContext('account.own');
  const [account, report] = await Promise.all([getOwnAccount(ctx), getReportState(ctx)]);
  return (
    <>
      <PageHeader
        title="Your account"
        trail={[{ label: 'Your account' }]}
        lede={`${account.name}, ${account.email}. Your role is ${account.role}.`}
      />
      <div className="grid max-w-[760px] grid-cols-1 gap-4">
        <WeeklyReportCard account={account} server={report.server} last={report.last} />
        <TimeZoneCard account={account} />
      </div>
    </>
  );
}
