'use client';

import { useRouter } from 'next/navigation';
import { Button } from '@/components/ui/button';
import { Card, CardBody, CardFooter, CardHeader } from '@/components/ui/card';
import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import { toast } from '@/components/ui/toaster';
import { useViewer } from '@/components/ui/viewer';
import type { MoneySettings } from '@/lib/crm/schemas';
import { formatDay, formatNumber } from '@/lib/format';
import { deleteExchangeRateAction } from '../actions';
import { RateForm } from './rate-form';

type RatesCardProps = { baseCurrency: string; rates: MoneySettings['rates']; today: string };

/** What other currencies are worth, day by day, newest first. */
export function RatesCard({ baseCurrency, rates, today }: RatesCardProps) {
  const { locale } = useViewer();
  const router = useRouter();
  return (
    <Card>
      <CardHeader title="Exchange rates" right={`into ${baseCurrency}`} />
      <CardBody>
        <RateForm baseCurrency={baseCurrency} today={today} />
      </CardBody>
      {rates.length === 0 ? (
        <p className="border-t px-4 py-3 text-ink-3">
          No rate yet: sums hold what is in {baseCurrency}, and say what they leave out.
        </p>
      ) : (
        <ul
          aria-label="Exchange rates"
          className="max-h-[420px] divide-y divide-line overflow-y-auto border-t"
        >
          {rates.map(({ currency, day, rate }) => (
            <li key={`${currency} ${day}`} className="flex flex-wrap items-center gap-x-4 gap-y-1 px-4 py-2">
              <span className="figures min-w-0 flex-1">
                1 {currency} = {formatNumber(Number(rate), locale, { maximumFractionDigits: 10 })}{' '}
                {baseCurrency}
              </span>
              <span className="text-ink-2">from {formatDay(day)}</span>
              <ConfirmDialog
                trigger={
                  <Button size="sm" variant="quiet" aria-label={`Delete the rate of ${currency} from ${day}`}>
                    Delete
                  </Button>
                }
                title={`Delete the rate of ${currency} from ${formatDay(day)}?`}
                confirm="Delete rate"
                goes="Orders from that day on are reckoned by the rate before it, or left out of sums where there is none."
                onConfirm={async () => {
                  const result = await deleteExchangeRateAction({ currency, day });
                  if (!result.ok) return result;
                  toast.good('Rate deleted', { detail: 'Sums of whom it concerned are counted again now.' });
                  router.refresh();
                  return result;
                }}
              />
            </li>
          ))}
        </ul>
      )}
      <CardFooter>
        An order is reckoned by the latest rate of its day or before. Other systems set rates by POST
        /api/v1/settings/exchange-rates.
      </CardFooter>
    </Card>
  );
}
