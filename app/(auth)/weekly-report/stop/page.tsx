import type { Metadata } from 'next';
import { systemActor } from '@/lib/context';
import { createContext } from '@/lib/context/process-context';
import { Button } from '@/components/ui/button';
import { findReportReader } from '@/lib/reports';
import { StopToken } from '@/lib/reports/schemas';
import { LoneCard } from '../../_components/lone-card';

export const metadata: Metadata = { title: 'Weekly report', referrer: 'no-referrer' };

type StopPageProps = { searchParams: Promise<Record<string, string | string[] | undefined>> };

/** Opened from a mail, by somebody who need not be signed in. Only its button changes something: mail scanners open links. */
export default async function StopReportPage({ searchParams }: StopPageProps) {
  const token = StopToken.safeParse((await searchParams).token);
  const reader = token.success ? await findReportReader(createContext(systemActor), token.data) : null;
  return (
    <LoneCard title="Weekly report">
      {reader === null || !token.success ? (
        <p>This link can’t be read: it is cut off, or too old. Switch the report off on your account page.</p>
      ) : reader.wantsReport ? (
        <form method="post" action={`/api/weekly-report/stop?${new URLSearchParams({ token: token.data })}`}>
          <p className="mb-4 break-words">
            It goes to {reader.email} on Mondays. It can be switched on again on the account page.
          </p>
          <Button type="submit" variant="primary">
            Stop the weekly report
          </Button>
        </form>
      ) : (
        <p className="break-words">
          No weekly report goes to {reader.email}. It can be switched on again on the account page.
        </p>
      )}
    </LoneCard>
  );
}
