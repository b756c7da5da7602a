'use client';

import { agree, formatClock, formatExactDay } from '@/lib/format';

import { useNow, useViewer } from './viewer';

/** Stands on paper alone, below the page's name: whose figures they are, and when they stood so. Pictures of charts say the account too. */
export function ReportHead({ accounts }: { accounts: readonly string[] | 'all' }) {
  const { zone } = useViewer();
  const now = useNow();
  const account = accountWords(accounts);
  return (
    <p data-account={account} className="mb-4 hidden border-b pb-2 text-sm text-ink-2 print:block">
      Dotbridge report of {formatExactDay(now, zone)} {formatClock(now, zone)} {zone}
      {account && `, ${account}`}
    </p>
  );
}

function accountWords(accounts: readonly string[] | 'all'): string | undefined {
  if (accounts === 'all') return 'all accounts';
  if (accounts.length === 0) return undefined;
  return `${agree(accounts.length, 'account', 'accounts')} ${accounts.join(', ')}`;
}
