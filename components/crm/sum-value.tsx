import { Fragment } from 'react';
import { Money } from '@/components/ui/numbers';
import { readAmounts } from '@/lib/crm/schemas';

/** "10000 JPY, 100 USD" in the person's own way of writing. */
export const Amounts = ({ text }: { text: string }) =>
  readAmounts(text).map(({ amount, currency }, n) => (
    <Fragment key={currency}>
      {n > 0 && ', '}
      <Money amount={amount} currency={currency} />
    </Fragment>
  ));

type SumValueProps = { amount: number; currency: string; leftOut: string | null };

/** An amount, and behind it what a sum could not add up. */
export function SumValue({ amount, currency, leftOut }: SumValueProps) {
  return (
    <>
      <Money amount={amount} currency={currency} />
      {leftOut && (
        <span className="text-sm text-ink-3">
          {' '}
          without <Amounts text={leftOut} />
        </span>
      )}
    </>
  );
}
