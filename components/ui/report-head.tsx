'use client';

import { formatClock, formatExactDay } from '@/lib/format';

import { useNow, useViewer } from './viewer';

/** Stands on paper alone, below the page's name: whose figures they are, and when they stood so. Pictures of charts say the account too. */
export function ReportHead({ accounts }: { accounts: readonly string[] }) {
  const { zone } = useViewer();
  const now = useNow();
  const account =
    accounts.length === 0
      ? undefined
      : `${accounts.length === 1 ? 'account' : 'accounts'} ${accounts.join(', ')}`;
  return (
    <p data-account={account} className="mb-4 hidden border-b pb-2 text-sm text-ink-2 print:block">
      Dotbridge report of {formatExactDay(now, zone)} {formatClock(now, zone)} {zone}
      {account && `, ${account}`}
    </p>
  );
}
